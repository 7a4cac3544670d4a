"""What the page shows around the results: spellings, filters with their counts, tabs."""

from dataclasses import replace
from urllib.parse import urlencode

from flask_babel import gettext as _

from univasso.core.search import Found
from univasso.finder import following
from univasso.finder.asking import PROFILES, TABS, Asked, elsewhere
from univasso.finder.facets import FACETS, labels
from univasso.needs.queries import every_need, heirs

MOST_PER_FACET = 12
QUESTIONS = {
    "comment", "pourquoi", "quel", "quelle", "quels", "quelles", "combien", "qui", "que", "qu",
    "how", "why", "what", "which", "who", "where", "ou", "est", "does", "is", "are",
}  # fmt: skip


def is_question(typed: str) -> bool:
    """Whether somebody asks in a sentence, rather than naming a subject."""
    first = typed.lower().replace("’", "'").replace("'", " ").split()[:1]
    return typed.rstrip().endswith("?") or (bool(first) and first[0] in QUESTIONS and " " in typed)


def correction(asked: Asked, found: Found) -> tuple[str, int] | None:
    """A nearer spelling, and how many it finds: only when that is more."""
    if not asked.typed or found.identified or (found.total > 2 and not found.is_widened):
        return None
    nearer = following.index().correct(asked.query) or ""
    if not nearer:
        return None
    other = replace(asked, typed=nearer).find(limit=0)
    least = 0 if found.is_widened else found.total
    return (nearer, other.total) if other.total > least else None


def dropped(asked: Asked) -> list[tuple[str, str, int]]:
    """For each filter: its label, the address without it, and how many would then be found."""
    found = []
    for facet in FACETS:
        if facet.name in asked.chosen and (count := asked.total_without(facet.name)):
            found.append((_(facet.label), elsewhere(**{facet.argument: None}), count))
    if "year" in asked.filters and (count := asked.total_without("year")):
        found.append((_("Years"), elsewhere(de=None, a=None), count))
    return found


def facets_shown(asked: Asked, found: Found) -> list[tuple]:
    """Each facet with its rows (value, words, count, whether it is chosen), the most frequent first."""
    shown = []
    for facet in FACETS:
        counts, chosen = found.facets.get(facet.name, {}), asked.chosen.get(facet.name, ())
        ranked = sorted(counts, key=lambda value: (-counts[value], value))
        values = list(dict.fromkeys([*chosen, *ranked]))[: MOST_PER_FACET + len(chosen)]
        words = labels(facet.name, values)
        rows = [(v, words[v], counts.get(v, 0), v in chosen) for v in values]
        if rows:
            shown.append((facet, rows))
    return shown


def chips(asked: Asked) -> list[tuple[str, str]]:
    """What narrows the search, each with the address that takes it away."""
    found = []
    for facet in FACETS:
        chosen = asked.chosen.get(facet.name, ())
        words = labels(facet.name, list(chosen))
        for value in chosen:
            rest = [other for other in chosen if other != value]
            found.append((elsewhere(**{facet.argument: rest or None}), words[value]))
    if asked.from_year or asked.to_year:
        years = f"{asked.from_year or '…'} – {asked.to_year or '…'}"
        found.append((elsewhere(de=None, a=None), years))
    return found


def successors(asked: Asked) -> list[tuple[str, str, str]]:
    """For each retired need that narrows the search: its name, that of its successor, and the address
    that searches under both."""
    chosen = asked.chosen.get("need", ())
    needs = every_need()
    leads = heirs(needs)
    words = labels("need", [str(need.number) for need in needs])
    return [
        (words[str(n.number)], words[str(heir)],
         elsewhere(besoin=list(dict.fromkeys([*chosen, str(heir)]))))
        for n in needs
        if n.retired_on and str(n.number) in chosen and (heir := leads[n.id].number)
    ]  # fmt: skip


def tabs(asked: Asked, found: Found) -> list[tuple]:
    """The kinds of things found, each with its address, its name and how many there are."""
    names = {"productions": _("Outputs"), "questions": _("Questions"), "besoins": _("Needs")}
    counts = found.kinds
    own = [
        (elsewhere(onglet=tab if tab != "productions" else None), names[tab], asked.tab == tab,
         counts.get(kind, 0))
        for tab, kind in TABS.items()
    ]  # fmt: skip
    profiles = sum(counts.get(kind, 0) for kind in PROFILES)
    words = f"?{urlencode({'q': asked.typed})}" if asked.typed else ""
    return [*own, (f"/annuaire{words}", _("Directory"), False, profiles)]
