"""Where an association and the register say different things: for a person to choose, never a machine."""

from dataclasses import dataclass

from univasso.core.french import sort_key
from univasso.core.words import N_
from univasso.models.register import RegisterEntry

COMPARED = {
    "title": N_("Name"),
    "short_title": N_("Short name"),
    "purpose": N_("Purpose"),
    "address": N_("Address"),
    "postcode": N_("Postcode"),
    "commune": N_("Commune"),
    "siren": N_("SIREN number"),
    "number": N_("RNA number"),
    "created_on": N_("Created on"),
    "dissolved_on": N_("Dissolved on"),
}
SHORT = {"st": "saint", "ste": "sainte"}


@dataclass(frozen=True)
class Difference:
    """A field, what we hold and what the register says."""

    name: str
    label: str  # marked with N_
    ours: object
    register: object


def differences(entry: RegisterEntry, ours: dict) -> list[Difference]:
    """What the register says otherwise than ``ours``, by the names of ``COMPARED``.

    What differs only by accents, capitals, hyphens or spaces is the same; where the register says
    nothing, or ``ours`` has no such field, there is nothing to compare.
    """
    return [
        Difference(name, label, ours[name], getattr(entry, name))
        for name, label in COMPARED.items()
        if name in ours and getattr(entry, name) and not _same(ours[name], getattr(entry, name))
    ]


def _same(one: object, other: object) -> bool:
    return _plain(one) == _plain(other)


def _plain(value: object) -> str:
    words = sort_key(str(value or "")).split()
    return " ".join(SHORT.get(word, word) for word in words)
