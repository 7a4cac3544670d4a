"""The public directory: people and bodies who chose to be found."""

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from univasso.core.search import Found, IndexUnusable
from univasso.finder import facets, profiles
from univasso.finder.extracts import needs_offered
from univasso.finder.views.door import bp
from univasso.web.access import public
from univasso.web.harvest import read_slowly
from univasso.web.identity import reader
from univasso.web.language import current
from univasso.web.lists import here, page_of

SIZE = 20


@bp.get("/annuaire")
@public
@read_slowly
def directory():
    sought = profiles.Sought.of(request.args)
    try:
        found = sought.find(current())
    except IndexUnusable:
        return render_template("errors/503.html"), 503
    keys = profiles.keys_of(found, reader(), is_ranked=bool(sought.words))
    page = page_of(len(keys), SIZE)
    return render_template(
        "finder/directory.html",
        sought=sought,
        rows=profiles.rows_of(keys[page.offset : page.offset + page.size]),
        page=page,
        total=found.total if found.total > profiles.MOST else len(keys),
        most=profiles.MOST,
        tabs=tabs(sought, found),
        map_rows=map_rows(sought, found),
        departments=profiles.departments(),
        needs=needs_offered(sought.need),
        delays=facets.DELAYS,
    )


def tabs(sought: profiles.Sought, found: Found) -> list[tuple]:
    """Everybody, then each kind that somebody belongs to."""
    names = {
        "association": _("Associations"),
        "researcher": _("Researchers"),
        "unit": _("Laboratories"),
        "group": _("Research groups"),
    }
    counts = {kind: found.kinds.get(kind, 0) for kind in profiles.PROFILES}
    every = (
        here(qui=None, page=None),
        _("Everybody listed"),
        not sought.kind,
        sum(counts.values()),
    )
    return [every] + [
        (here(qui=kind, page=None), names[kind], sought.kind == kind, counts[kind])
        for kind in profiles.PROFILES
        if counts[kind] or sought.kind == kind
    ]


def map_rows(sought: profiles.Sought, found: Found) -> list[tuple]:
    """Each department with how many are found there, and the address that shows them."""
    counts = found.facets.get("territory", {})
    rows = []
    for code, name in profiles.departments():
        count = counts.get(f"department:{code}", 0)
        chosen = None if sought.department == code else code
        sentence = ngettext(
            "%(name)s: %(num)d profile", "%(name)s: %(num)d profiles", count, name=name
        )
        rows.append((code, name, count, here(departement=chosen, page=None), sentence))
    return rows
