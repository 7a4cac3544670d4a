"""What each side reads of the other: before both said yes, only what the other shows anyway (C2.12).

Notes of the coordination, how to reach somebody, and what a profile keeps to itself are never there.
"""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from univasso.models.accounts import User
from univasso.models.groups import ResearchGroup
from univasso.models.pairings import Pairing, PairingSide, Side
from univasso.models.profiles import Level
from univasso.models.question_words import Visibility
from univasso.models.researchers import Researcher
from univasso.pairings import workbench
from univasso.pairings.evidence import Passage

OTHER = {Side.RESEARCH: Side.ASSOCIATION, Side.ASSOCIATION: Side.RESEARCH}
FIELD = {"profile": "expertise", "work": "works"}  # of a profile, by the kind of source


@dataclass(frozen=True)
class Request:
    """What both sides read (R4.2)."""

    why: str
    what: str
    effort: str
    period: str
    compensation: str
    data_use: str
    answer_by: date


@dataclass(frozen=True)
class Person:
    """Somebody to whom a side's mails go."""

    name: str
    email: str
    language: str = "fr"
    phone: str = ""

    @property
    def is_reached(self) -> bool:
        return bool(self.email) and not self.email.endswith(".invalid")


def _person(user: User) -> Person:
    return Person(user.name, user.email, user.language)


def people_of(pairing: Pairing, side: Side) -> list[Person]:
    """Those who speak for a side, the first of them first."""
    if side == Side.ASSOCIATION:
        return _of_association(pairing)
    if pairing.researcher is not None:
        user = pairing.researcher.user
        return [_person(user)] if user is not None and user.is_active else []
    found = []
    for member in pairing.group.active_members():
        if member.researcher is not None and member.researcher.user is not None:
            found.append(_person(member.researcher.user))
        elif member.association is not None:
            found += [_person(m.user) for m in member.association.managers()]
    return list(dict.fromkeys(found))


def _of_association(pairing: Pairing) -> list[Person]:
    question = pairing.question
    if question is not None and question.email:
        name = question.asker.name if question.asker else question.contact_name
        return [Person(name, question.email, question.language, question.contact_phone)]
    if pairing.association is not None:
        return [_person(member.user) for member in pairing.association.managers()]
    return [Person(question.contact_name, "", question.language, question.contact_phone)]


def written_to(side: PairingSide) -> list[Person]:
    """Those to whom the mails of a side go: whoever took it over, else all who speak for it."""
    if side.link_number > 1:
        return [Person(side.name, side.email)]
    return people_of(side.pairing, side.side)


def called(pairing: Pairing, side: Side) -> str:
    """How a side is called when the other reads of it."""
    if side == Side.RESEARCH:
        row = pairing.candidate
        if pairing.is_met or row.is_shown or pairing.asked_from == Side.RESEARCH:
            return row.name
        return (
            _("A research group of the programme")
            if isinstance(row, ResearchGroup)
            else _("A researcher of the programme")
        )
    question = pairing.question
    if question is None:
        return pairing.association.name
    if question.who and (pairing.is_met or question.visibility == Visibility.PUBLIC):
        return question.who
    return _("An association of the programme")


def passages(pairing: Pairing) -> list[Passage]:
    """What speaks for it, in words that both sides may read: nothing that a profile keeps for the
    coordination."""
    if pairing.question is None:
        return []
    line = workbench.line_of(pairing.question, pairing.candidate)
    return [p for p in line.passages if _is_told(pairing.candidate, p)]


def _is_told(row: Researcher | ResearchGroup, passage: Passage) -> bool:
    field = FIELD.get(passage.source.kind)
    if field is None:  # a publication
        return True
    return isinstance(row, Researcher) and row.is_shown and row.shows(field, Level.MEMBERS)


def why(pairing: Pairing) -> str:
    """Words to begin with: the quoted passages that speak for it."""
    lines = [
        _("The question says: “%(own)s” and the work of this research says: “%(theirs)s”.",
          own=_plain(p.own), theirs=_plain(p.theirs))
        for p in passages(pairing)
    ]  # fmt: skip
    return "\n".join(lines)


def _plain(pieces) -> str:
    return "".join(words for words, _mark in pieces).strip().rstrip(".")


def contact(side: PairingSide) -> list[Person]:
    """How a side is reached, once both said yes; before, nobody."""
    return written_to(side) if side.pairing.is_met else []
