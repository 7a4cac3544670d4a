"""What every template knows: where we are, who reads, which rooms exist."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from flask import Flask, current_app, has_request_context, request
from flask_babel import gettext as _
from flask_babel import ngettext

from univasso.core import clock
from univasso.models.accounts import User
from univasso.policy import Permission, allows
from univasso.web import language
from univasso.web.forms import about_field
from univasso.web.identity import reader
from univasso.web.redirects import safe_next


@dataclass(frozen=True)
class Workplace:
    """A place of the bar that people who work here see under the header."""

    key: str  # what the page says of itself: {% set here = "…" %}
    path: str
    label: str  # marked with N_
    permission: Permission
    rank: int  # those of lower ranks stand first; the first one is where people begin
    waiting: Callable[[], int] | None = None  # how many things wait there
    concerns: Callable[[User], bool] | None = None  # else everybody who holds the permission


WORKPLACES: list[Workplace] = []


def add_workplace(
    key: str,
    path: str,
    label: str,
    permission: Permission,
    rank: int,
    waiting: Callable[[], int] | None = None,
    concerns: Callable[[User], bool] | None = None,
) -> None:
    """Put a page in the bar of those who hold ``permission``, or of those alone whom it concerns;
    rooms call it when they are built."""
    if key not in {place.key for place in WORKPLACES}:
        WORKPLACES.append(Workplace(key, path, label, permission, rank, waiting, concerns))
        WORKPLACES.sort(key=lambda place: place.rank)


@dataclass(frozen=True)
class Task:
    """Something that awaits somebody: said in their words, with the page where it is done."""

    kind: str  # of badge: late, warn, new
    state: str  # the words of the badge
    words: str
    address: str
    about: str = ""


# For each room, what awaits a person there; the dashboard shows them all.
TASKS: list[Callable[[User], Iterable[Task]]] = []


def tasks_of(source: Callable[[User], Iterable[Task]]) -> Callable[[User], Iterable[Task]]:
    """Register what awaits a person in a room, for the dashboard."""
    TASKS.append(source)
    return source


def workplaces() -> list[Workplace]:
    """The places open to the reader, in the order of the staircase."""
    who = reader()
    return [
        place for place in WORKPLACES
        if who and allows(place.permission, who) and (not place.concerns or place.concerns(who))
    ]  # fmt: skip


def awaiting(user: User) -> list[Task]:
    """Everything that awaits somebody: what concerns them alone first, then what waits where they
    work."""
    own = [task for source in TASKS for task in source(user)]
    shared = [
        Task("new", ngettext("%(num)d waits", "%(num)d wait", count), _(place.label), place.path)
        for place in workplaces()
        if place.waiting and (count := place.waiting())
    ]
    return [*own, *shared]


def navigation() -> list[tuple[str, str, str]]:
    """The public rooms that exist, as (key, address, label)."""
    return [
        ("outputs", "/recherche", _("Outputs")),
        ("needs", "/besoins", _("Needs")),
        ("questions", "/questions", _("Questions")),
        ("seminars", "/rencontres", _("Meetings")),
        ("directory", "/annuaire", _("Directory")),
    ]


def here_in(code: str) -> str:
    """This very address in another language, all its choices kept."""
    args = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    return f"{request.path}?{urlencode([*args, ('lang', code)])}"


def came_from() -> str:
    """The page of ours that led here, to go back to; the home page when it is unknown."""
    parts = urlsplit(request.referrer or "")
    ours = parts.netloc == request.host
    return safe_next(parts._replace(scheme="", netloc="").geturl()) if ours else "/"


def once_key() -> str:
    """A fresh key for a form: the same form sent twice acts once (G3)."""
    return secrets.token_urlsafe(16)


def each_page() -> dict:
    if not has_request_context():  # a mail, drawn by the worker
        return {"settings": current_app.config}
    who = reader()
    return {
        "language": language.current(),
        "reader": who,
        "theme": who.theme if who else request.cookies.get("theme", "auto"),
        "navigation": navigation(),
        "demonstration": current_app.config["DEMONSTRATION"],
        "settings": current_app.config,
        "today": clock.today(),
    }


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(each_page)
    app.jinja_env.globals.update(
        about_field=about_field,
        came_from=came_from,
        here_in=here_in,
        once_key=once_key,
        spoken=language.current,
        workplaces=workplaces,
    )
