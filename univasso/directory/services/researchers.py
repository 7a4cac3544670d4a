"""Researchers: making a profile, writing it, saying who reads it, going away and coming back."""

from univasso.accounts.services.opening import owner_of
from univasso.core import clock, history
from univasso.core.db import check_version, db
from univasso.core.french import sort_key
from univasso.models.accounts import User
from univasso.models.profiles import Level
from univasso.models.researchers import RESEARCHER, Affiliation, Researcher

# What is written on the page of the profile, and nothing else of the row.
PROFILE = (
    "given", "family", "status", "discipline", "expertise_fr", "expertise_en", "methods",
    "fieldwork", "sectors", "languages", "website", "idhal", "orcid_typed", "needs", "territories",
)  # fmt: skip


class AlreadyHere(Exception):  # noqa: N818
    """This account has a profile."""

    def __init__(self, researcher: Researcher):
        super().__init__(researcher.id)
        self.researcher = researcher


class OrcidElsewhere(Exception):  # noqa: N818
    """The iD belongs to an account whose owner signed in with it: nothing is taken over."""


class HiddenName(Exception):  # noqa: N818
    """The words hold a name that this person hid everywhere."""


def profile_of(user: User) -> Researcher | None:
    """The profile of an account."""
    return db.session.query(Researcher).filter_by(user_id=user.id).one_or_none()


def create(user: User | None, given: str, family: str, by: User, **about) -> Researcher:
    """A profile, of its own person or (``user`` None) of somebody without an account yet.

    Raises ``AlreadyHere``.
    """
    known = profile_of(user) if user is not None else None
    if known is not None:
        raise AlreadyHere(known)
    row = Researcher(
        user_id=user.id if user else None, given=given, family=family,
        sort_key=sort_key(f"{family} {given}")[:250], **about,
    )  # fmt: skip
    db.session.add(row)
    history.record(row, "create", by)
    return row


def save(researcher: Researcher, values: dict, by: User, seen: int | None) -> None:
    """Keep what was written; the history names the fields, never their words.

    Raises ``StaleVersion``, ``OrcidElsewhere``, ``HiddenName``.
    """
    check_version(researcher, seen)
    _check(researcher, values)
    changed = [n for n in PROFILE if n in values and getattr(researcher, n) != values[n]]
    for name in changed:
        setattr(researcher, name, values[name])
    if changed:
        researcher.sort_key = sort_key(f"{researcher.family} {researcher.given}")[:250]
        touch(researcher, "edit", by, ", ".join(changed))


def _check(researcher: Researcher, values: dict) -> None:
    if researcher.holds_hidden_name(f"{values.get('given', '')} {values.get('family', '')}"):
        raise HiddenName
    owner = owner_of(values["orcid_typed"]) if values.get("orcid_typed") else None
    if owner is not None and owner.id != researcher.user_id:
        raise OrcidElsewhere


def touch(researcher: Researcher, verb: str, by: User | None, note: str = "") -> None:
    """Write that a profile changed: who, when, and which fields."""
    researcher.version += 1
    researcher.updated_at = clock.now()
    history.record(researcher, verb, by, note=note)


def publish(researcher: Researcher, levels: dict[str, Level], is_listed: bool, by: User) -> None:
    """Say who reads what, and whether the directory names the person at all."""
    researcher.visibility = {n: str(v) for n, v in levels.items() if n in Researcher.LEVELS}
    verb = "set_visibility"
    if is_listed != researcher.is_listed:
        verb = "list" if is_listed else "unlist"
    researcher.is_listed = is_listed
    touch(researcher, verb, by)


def deactivate(researcher: Researcher, by: User) -> None:
    """Leave the directory for now: nothing is shown, nothing is proposed; nothing is lost."""
    RESEARCHER.apply("deactivate", researcher, by)


def reactivate(researcher: Researcher, by: User) -> None:
    RESEARCHER.apply("reactivate", researcher, by)


def add_affiliation(researcher: Researcher, by: User, **about) -> Affiliation:
    """Where they work or worked; several at once are usual."""
    row = Affiliation(**about)
    researcher.affiliations.append(row)
    touch(researcher, "edit", by, "affiliations")
    return row


def drop_affiliation(researcher: Researcher, row: Affiliation, by: User) -> None:
    researcher.affiliations.remove(row)
    touch(researcher, "edit", by, "affiliations")
