"""The names of a person: those that find them, and those that nobody reads any more."""

from univasso.core.french import sort_key
from univasso.directory.services.researchers import HiddenName, touch
from univasso.models.accounts import User
from univasso.models.researchers import NameVariant, Researcher

# Where a hidden name may still be written by its owner's own hand.
WRITTEN = ("expertise_fr", "expertise_en", "website", "idhal")


class NameKnown(Exception):  # noqa: N818
    """This name was given already, accents and capitals aside."""


def check_not_present(researcher: Researcher, key: str) -> None:
    """Raise ``HiddenName`` when the name to hide stands in the present name: change that first."""
    if f" {key} " in f" {sort_key(researcher.name)} ":
        raise HiddenName


def add(researcher: Researcher, name: str, kind: str, is_hidden: bool, by: User) -> NameVariant:
    """Raises ``NameKnown``, ``HiddenName``. The history keeps no word of it."""
    key = sort_key(name)[:200]
    if any(variant.key == key for variant in researcher.variants):
        raise NameKnown
    if is_hidden:
        check_not_present(researcher, key)
    variant = NameVariant(name=name, key=key, kind=kind, is_hidden=is_hidden)
    researcher.variants.append(variant)
    touch(researcher, "edit", by, "names")
    return variant


def hide(researcher: Researcher, variant: NameVariant, by: User) -> None:
    """From now on nobody reads this name, anywhere. Raises ``HiddenName``."""
    check_not_present(researcher, variant.key)
    variant.is_hidden = True
    touch(researcher, "edit", by, "names")


def show(researcher: Researcher, variant: NameVariant, by: User) -> None:
    variant.is_hidden = False
    touch(researcher, "edit", by, "names")


def drop(researcher: Researcher, variant: NameVariant, by: User) -> None:
    researcher.variants.remove(variant)
    touch(researcher, "edit", by, "names")


def still_written(researcher: Researcher) -> list[str]:
    """The fields, and the account, in which a hidden name still stands: their owner changes them."""
    found = [n for n in WRITTEN if researcher.holds_hidden_name(getattr(researcher, n))]
    if researcher.user and researcher.holds_hidden_name(researcher.user.name):
        found.append("account")
    return found
