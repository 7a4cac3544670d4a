"""Two vocabularies bridged: what associations say and what research says (V★2)."""

from collections import defaultdict

from sqlalchemy import select

from univasso.core import history
from univasso.core.db import db
from univasso.core.french import folded
from univasso.models.accounts import User
from univasso.models.finder import WordBridge
from univasso.web.keeping import kept

# The first bridges of a new installation; coordinators edit them.
FIRST = (
    ("bénévolat", "engagement volontaire", "volontariat"),
    ("QPV", "quartiers prioritaires de la politique de la ville", "quartiers prioritaires"),
    ("ESS", "économie sociale et solidaire"),
    ("DLA", "dispositif local d’accompagnement"),
    ("CPO", "convention pluriannuelle d’objectifs"),
    ("subvention", "financement public"),
    ("éduc pop", "éducation populaire"),
    ("salarié", "emploi associatif"),
)


@kept
def mapping() -> dict[str, list[str]]:
    """For each expression, the others that are looked for too."""
    found: dict[str, list[str]] = defaultdict(list)
    for expressions in db.session.scalars(
        select(WordBridge.expressions).where(WordBridge.is_active)
    ):
        for one in expressions:
            found[one] += [other for other in expressions if other != one]
    return dict(found)


def load_first() -> None:
    """Give an installation without any bridge its first ones."""
    if db.session.scalar(select(WordBridge.id).limit(1)) is None:
        db.session.add_all(WordBridge(expressions=list(row)) for row in FIRST)


def save(bridge: WordBridge | None, expressions: list[str], by: User) -> WordBridge:
    """Write a bridge of two expressions or more, or change one; the history keeps what it was."""
    verb, by_id = "edit" if bridge else "create", by.id
    former = ", ".join(bridge.expressions) if bridge else ""
    if bridge is None:
        bridge = WordBridge()
    bridge.expressions, bridge.by_id = expressions, by_id
    db.session.add(bridge)
    history.record(bridge, verb, by, note=f"{former} → {', '.join(expressions)}")
    return bridge


def switch(bridge: WordBridge, by: User) -> None:
    """Stop using a bridge, or use it again: nothing is lost."""
    bridge.is_active = not bridge.is_active
    history.record(bridge, "switch_on" if bridge.is_active else "switch_off", by)


def holding(expression: str) -> list[WordBridge]:
    """The bridges that already have this expression, whatever its accents."""
    bridges = db.session.scalars(select(WordBridge))
    return [b for b in bridges if folded(expression) in {folded(e) for e in b.expressions}]
