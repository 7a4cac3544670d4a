"""Who an association says it is, held against what the register says."""

import re
from dataclasses import dataclass
from datetime import date

from univasso.core.identifiers import recognise
from univasso.directory.register.comparison import differences
from univasso.directory.register.numbers import Answer, Said, find_in_register
from univasso.models.register import RegisterEntry

NUMBERS = ("rna", "siren", "siret")
# Why a human should look, for each thing that the register may say.
REASONS = {
    Said.FOUND: "",
    Said.RENUMBERED: "",
    Said.DISSOLVED: "closed",
    Said.DELETED: "closed",
    Said.UNKNOWN: "not_found",
    Said.BODY: "not_association",
    Said.LOCAL: "not_found",
    Said.UNAVAILABLE: "register_away",
    Said.NAMES: "no_number",
    Said.NOTHING: "no_number",
}
UNKEPT = {Said.SHAPE, Said.CHECK}  # what was typed is no number: it is said at the field


@dataclass(frozen=True)
class Identity:
    """Who an association says it is, and where that comes from."""

    name: str
    rna: str | None = None
    siren: str | None = None
    siret: str | None = None
    local_register: str = ""
    source: str = ""  # the register and its date, in words; empty when typed by hand
    source_on: date | None = None
    to_check: str = ""

    @property
    def numbers(self) -> dict[str, str]:
        return {name: value for name in NUMBERS if (value := getattr(self, name))}

    @property
    def has_number(self) -> bool:
        return bool(self.numbers or self.local_register)


def identity_of(name: str, number: str, answer: Answer | None = None) -> Identity:
    """The identity behind a typed number (any register, or none), as the register confirms it."""
    if not number:
        return Identity(name, to_check="no_number")
    answer = answer or find_in_register(number)
    if answer.entries and answer.said not in (Said.NAMES, Said.NOTHING):
        return identity_of_entry(answer.entries[0], name, REASONS[answer.said])
    if answer.scheme == "local":
        return Identity(name, local_register=answer.number, to_check=REASONS[answer.said])
    return Identity(name, to_check=REASONS[answer.said], **_numbers(answer, number))


def _numbers(answer: Answer, typed: str) -> dict[str, str]:
    """The number in its normal form, under the name of its register; a SIRET holds a SIREN."""
    scheme, value = answer.scheme, answer.number
    if not value and (found := recognise(re.sub(r"\s", "", typed))):
        scheme, value = found.scheme, found.value
    if scheme == "siret":
        return {"siret": value, "siren": value[:9]}
    return {scheme: value} if scheme in ("rna", "siren") else {}


def identity_of_entry(entry: RegisterEntry, name: str = "", to_check: str = "") -> Identity:
    """The identity that an entry of the register gives, with where it comes from."""
    if not to_check and not entry.is_active:
        to_check = "closed"
    if not to_check and differences(entry, {"title": name or entry.title}):
        to_check = "differs"  # the number of one, the name of another: somebody looks
    return Identity(
        name or entry.title,
        rna=entry.number,
        siren=entry.siren or None,
        siret=entry.siret or None,
        source=entry.source,
        source_on=entry.source_on,
        to_check=to_check,
    )
