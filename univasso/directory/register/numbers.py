"""What somebody typed to name their association, and what the register says of it.

Nothing here stops anybody: each answer has a sentence, and the coordination checks what is not sure.
"""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select
from stdnum.fr import siren, siret

from univasso.core.db import db
from univasso.core.words import N_
from univasso.directory.register.lookup import MOST, by_name
from univasso.models.register import RegisterEntry, RegisterStatus

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ANNOUNCED = re.compile(r"^\W*(?:(?:n°|no|num[ée]ro)\W*)?(?:RNA|SIRENE?|SIRET|WALDEC)\W*", re.I)
_APART = re.compile(r"[\s.\-‐‑–_/]")
# Bas-Rhin, Haut-Rhin and Moselle: a register kept by each court, by volume and folio.
_LOCAL = re.compile(r"\bvol(?:ume)?\b\W*\w+.*\bfol(?:io)?\b\W*\w+", re.I | re.S)


class Said(StrEnum):
    """What the register says."""

    FOUND = "found"
    RENUMBERED = "renumbered"
    DISSOLVED = "dissolved"
    DELETED = "deleted"
    NAMES = "names"
    NOTHING = "nothing"
    UNKNOWN = "unknown"
    SHAPE = "shape"
    CHECK = "check"
    BODY = "body"
    LOCAL = "local"
    UNAVAILABLE = "unavailable"


SENTENCES = {
    Said.FOUND: N_("The register knows this association: check what it says of it."),
    Said.RENUMBERED: N_("This number is an old one: the association is now %(number)s."),
    Said.DISSOLVED: N_(
        "The register says that “%(name)s” was dissolved (%(year)s). If that is a mistake, go on: "
        "the coordination will check it with you."
    ),
    Said.DELETED: N_(
        "The register has struck “%(name)s” off. If that is a mistake, go on: the coordination will "
        "check it with you."
    ),
    Said.NAMES: N_("These associations have a name that resembles it. Is yours among them?"),
    Said.NOTHING: N_(
        "The register holds no name like this one. Try fewer words, or go on by hand: the "
        "coordination will check."
    ),
    Said.UNKNOWN: N_(
        "The number %(number)s has the right form, but the register does not hold it. It may be "
        "very recent: go on by hand, and the coordination will check."
    ),
    Said.SHAPE: N_(
        "This number has %(count)s characters. An RNA number is W and 9 characters; a SIREN number "
        "has 9 digits, a SIRET number 14."
    ),
    Said.CHECK: N_(
        "One digit of this %(scheme)s number is not right: its control digit does not agree with "
        "the others. Compare it with your letters from INSEE, or go on without it."
    ),
    Said.BODY: N_(
        "The number %(number)s is well formed, but the register knows no association under it: it "
        "may be that of a company or of a public body. If it is yours, go on: the coordination "
        "will check."
    ),
    Said.LOCAL: N_(
        "Registers of Alsace and Moselle are kept by the courts: we keep the volume and the folio "
        "as you wrote them, and the coordination will check."
    ),
    Said.UNAVAILABLE: N_(
        "The register cannot be consulted: go on by hand, and the coordination will check."
    ),
}


@dataclass(frozen=True)
class Answer:
    """What is said, the entries it is about, and the number in its normal form."""

    said: Said
    entries: list[RegisterEntry] = field(default_factory=list)
    scheme: str = ""  # rna, siren, siret, former (an old number), local
    number: str = ""
    values: dict[str, str] = field(default_factory=dict)  # of the sentence

    @property
    def sentence(self) -> str:
        """Marked with ``N_``: translate it, then put ``values`` into it."""
        return SENTENCES[self.said]

    @property
    def is_sure(self) -> bool:
        return self.said in (Said.FOUND, Said.RENUMBERED)


def find_in_register(text: str, department: str = "", commune_code: str = "") -> Answer:
    """What the register says of a number or a name, narrowed to a place if one is given."""
    typed = " ".join(_INVISIBLE.sub("", text or "").split())[:300]
    if _LOCAL.search(typed):
        return Answer(Said.LOCAL, scheme="local", number=typed[:120])
    bare = _APART.sub("", _ANNOUNCED.sub("", typed)).upper()
    number = _number(bare)
    if number is not None and number.said in (Said.SHAPE, Said.CHECK):
        return number  # wrong by itself, whatever the register holds
    if db.session.scalar(select(RegisterEntry.id).limit(1)) is None:
        return replace(number or Answer(Said.UNAVAILABLE), said=Said.UNAVAILABLE)
    if number is not None:
        return number
    entries = by_name(typed, department, commune_code)
    return Answer(Said.NAMES if entries else Said.NOTHING, entries)


def _number(bare: str) -> Answer | None:
    """What a number says; None for what is a name."""
    if re.fullmatch(r"W[0-9A-Z]{9}", bare) and sum(c.isdigit() for c in bare) > 5:
        return _of_rna(bare)
    if re.fullmatch(r"\d{9}", bare):
        return _of_insee("siren", bare, siren.is_valid(bare))
    if re.fullmatch(r"\d{14}", bare):
        return _of_insee("siret", bare, siret.is_valid(bare))
    if not re.fullmatch(r"[0-9A-Z]*\d{4}[0-9A-Z]*", bare):
        return None
    entries = _where(or_(RegisterEntry.number == bare, RegisterEntry.former_number == bare))
    if entries:
        return _about(entries, "former", bare)
    looks_like_one = re.fullmatch(r"W\d+|\d{7,}", bare)
    return Answer(Said.SHAPE, values={"count": str(len(bare))}) if looks_like_one else None


def _of_rna(bare: str) -> Answer:
    """By the number as typed, else with the letters O and I read as digits."""
    for number in dict.fromkeys((bare, bare.translate(str.maketrans("OI", "01")))):
        entries = _where(RegisterEntry.number == number)
        if entries:
            return _about(entries, "rna", number)
    return Answer(Said.UNKNOWN, scheme="rna", number=bare, values={"number": bare})


def _of_insee(scheme: str, bare: str, is_valid: bool) -> Answer:
    if not is_valid:
        # Nine digits may also be an old number of the register.
        former = _where(RegisterEntry.former_number == bare)
        if former:
            return _about(former, "former", bare)
        return Answer(Said.CHECK, values={"scheme": scheme.upper()})
    entries = _where(RegisterEntry.siren == bare[:9])
    if entries:
        return _about(entries, scheme, bare)
    return Answer(Said.BODY, scheme=scheme, number=bare, values={"number": bare})


def _where(condition: ColumnElement[bool]) -> list[RegisterEntry]:
    rows = db.session.scalars(select(RegisterEntry).where(condition).limit(MOST))
    return sorted(rows, key=lambda entry: (not entry.is_active, entry.id))


def _about(entries: list[RegisterEntry], scheme: str, number: str) -> Answer:
    first = entries[0]
    if first.status == RegisterStatus.MOVED:
        newer = _where(RegisterEntry.number == first.successor) if first.successor else []
        if newer and newer[0].status != RegisterStatus.MOVED:
            answer = _about(newer, "rna", newer[0].number)
            said = Said.RENUMBERED if answer.said == Said.FOUND else answer.said
            return Answer(said, newer, "rna", newer[0].number,
                          {**answer.values, "number": newer[0].number})  # fmt: skip
        now = first.successor or number
        return Answer(Said.UNKNOWN, scheme=scheme, number=now, values={"number": now})
    year = str(first.dissolved_on.year) if first.dissolved_on else "?"
    said = {RegisterStatus.DISSOLVED: Said.DISSOLVED, RegisterStatus.DELETED: Said.DELETED}
    return Answer(said.get(first.status, Said.FOUND), entries, scheme, number,
                  {"name": first.title, "year": year})  # fmt: skip
