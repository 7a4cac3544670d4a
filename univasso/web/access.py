"""The lock of every door: load the row, ask the policy, hand the row to the view."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from flask import Flask, abort, request

from univasso.core.db import db
from univasso.models.consents import texts_to_accept
from univasso.policy import KNOWN, VERBS, Permission, allows
from univasso.web.identity import is_weak, reader

RECENT = timedelta(minutes=15)


class SignInNeeded(Exception):  # noqa: N818
    """Nobody is signed in, and the page is for somebody."""


class SecondFactorNeeded(Exception):  # noqa: N818
    """A role of the reader asks for a second factor that this session has not shown."""


class ConfirmationNeeded(Exception):  # noqa: N818
    """The act is sensitive, and it is long since the reader showed who they are."""


class ConsentNeeded(Exception):  # noqa: N818
    """A text has a version that the reader was not asked about yet."""


def permit(
    permission: Permission, model: type | None = None, key: str = "id", *, sensitive: bool = False
) -> Callable:
    """Guard a view. With a ``model``, the row named in the address comes as first argument.

    A ``sensitive`` act asks who one is again, when it was not shown in the last fifteen minutes.
    Missing and hidden rows both answer 404; a row one may read but not act upon answers 403; a page
    for members sends strangers to sign in.
    """

    def guard(view: Callable) -> Callable:
        @wraps(view)
        def guarded(**named):
            if model is None:
                require(permission)
                if sensitive:
                    require_recent()
                return view(**named)
            subject = db.session.get(model, named.pop(key))
            if subject is None:
                abort(404)
            require(permission, subject)
            if sensitive:
                require_recent()
            return view(subject, **named)

        guarded.permission, guarded.model, guarded.key = permission, model, key
        return guarded

    return guard


def public(view: Callable) -> Callable:
    """A door without a lock, said aloud."""
    return permit(Permission.PUBLIC)(view)


def require(permission: Permission, subject: object = None) -> None:
    """Go on, or answer as ``permit`` says."""
    who = reader()
    if allows(permission, who, subject):
        if who is not None and _asks_for_consent(permission, subject) and texts_to_accept(who):
            raise ConsentNeeded
        return
    if who is not None and is_weak(who):
        raise SecondFactorNeeded
    known = KNOWN.get(type(subject))
    if subject is not None and (known is None or not allows(known, who, subject)):
        abort(404)
    if who is None:
        raise SignInNeeded
    abort(403)


def _asks_for_consent(permission: Permission, subject: object) -> bool:
    """What everybody reads, one's own account and its data stay open whatever one accepted."""
    return permission != Permission.ACCOUNT_OWN and not allows(permission, None, subject)


def require_recent() -> None:
    """Go on if the reader showed who they are in the last fifteen minutes."""
    if not reader().sign_in.was_confirmed_within(RECENT):
        raise ConfirmationNeeded


def can(permission: str, subject: object = None) -> bool:
    """For templates: whether the reader may."""
    return allows(Permission(permission), reader(), subject)


def open_verbs(workflow, subject: object) -> list[tuple[str, object]]:
    """The verbs (name, verb) open from the row's state and permitted to the reader: its buttons."""
    asked = VERBS[type(subject)]
    return [
        (name, workflow.verbs[name])
        for name in workflow.open_verbs(subject)
        if name in asked and allows(asked[name], reader(), subject)
    ]


SAFE = {"GET", "HEAD", "OPTIONS"}
END_OF_SEEING = "administration.end_seeing"


def only_look() -> None:
    """Whoever looks through somebody's eyes changes nothing: every act is stopped at this one door."""
    if request.method not in SAFE and request.endpoint != END_OF_SEEING:
        who = reader()
        if who is not None and who.seen_by is not None:
            abort(403)


def init_app(app: Flask) -> None:
    app.before_request(only_look)
    app.jinja_env.globals.update(can=can, open_verbs=open_verbs)
