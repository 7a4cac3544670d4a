"""What the pages of the directory read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select

from univasso.core import clock
from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.core.words import N_
from univasso.directory.services.memberships import SILENCE
from univasso.models.accounts import User
from univasso.models.association_words import CONTRADICTIONS
from univasso.models.associations import (
    MANAGING,
    Association,
    AssociationState,
    Membership,
    MembershipState,
    Solicitation,
)
from univasso.models.pairings import Pairing, PairingSide

FEWEST_ANSWERS = 5  # under which no delay is shown
MOST_OF_THEM = 0.75  # of the answers, what “in general” means


def usual_delay(association: Association) -> int | None:
    """In how many days an association answers in general, from real answers; None when they are too
    few (R4.1)."""
    rows = db.session.execute(
        select(Pairing.asked_at, PairingSide.answered_at)
        .join(PairingSide, PairingSide.pairing_id == Pairing.id)
        .where(
            Pairing.association_id == association.id, PairingSide.side == "association",
            PairingSide.answered_at.is_not(None),
        )
    )  # fmt: skip
    taken = sorted(max((end - start).days + 1, 1) for start, end in rows)
    if len(taken) < FEWEST_ANSWERS:
        return None
    return taken[min(len(taken) - 1, int(len(taken) * MOST_OF_THEM))]


def solicitation_count(association: Association, year: int | None = None) -> int:
    """How many requests it received in a year, this one unless said otherwise (A1★4)."""
    year = year or clock.today().year
    start = clock.start_of_day(date(year, 1, 1))
    end = clock.start_of_day(date(year + 1, 1, 1))
    return db.session.scalar(
        select(func.count())
        .select_from(Solicitation)
        .where(
            Solicitation.association_id == association.id,
            Solicitation.at >= start,
            Solicitation.at < end,
        )
    )


def memberships_of(user: User) -> list[Membership]:
    """The associations of a person: where they are members, and where they asked to be."""
    return list(
        db.session.scalars(
            select(Membership)
            .join(Association)
            .where(
                Membership.user_id == user.id,
                Membership.state.in_((MembershipState.ACTIVE, MembershipState.ASKED)),
            )
            .order_by(Association.sort_key, Membership.id)
        )
    )


def to_look_at() -> Select:
    """What waits for the coordination: associations to check, those that nobody answers for any
    more, and requests without an answer."""
    waits = select(Membership.association_id).where(
        Membership.state == MembershipState.ASKED,
        Membership.created_at <= clock.now() - SILENCE,
    )
    answered_for = (
        select(Membership.association_id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.state == MembershipState.ACTIVE,
            Membership.role.in_(MANAGING),
            User.disabled_at.is_(None),
        )
    )
    return (
        select(Association)
        .where(
            Association.state == AssociationState.ACTIVE,
            or_(
                Association.to_check != "",
                Association.id.in_(waits),
                Association.id.not_in(answered_for),
            ),
        )
        .order_by(Association.updated_at, Association.id)
    )


def to_look_at_count() -> int:
    return db.session.scalar(select(func.count()).select_from(to_look_at().subquery()))


def by_name(words: str) -> Select:
    """Every association whose name holds these words, whatever their accents."""
    found = select(Association).order_by(Association.sort_key, Association.id)
    key = sort_key(words)
    return found.where(Association.sort_key.contains(key, autoescape=True)) if key else found


def named_members(association: Association, visible: dict) -> list[Membership]:
    """The members whom a stranger reads on its page: those who chose to be named."""
    return list(
        db.session.scalars(
            select(Membership)
            .where(
                Membership.association_id == association.id,
                Membership.is_public,
                visible[Membership](None),
            )
            .order_by(Membership.id)
        )
    )


def asking(association: Association) -> list[Membership]:
    return [m for m in association.members if m.state == MembershipState.ASKED]


def solicitations_of(association: Association) -> list[Solicitation]:
    return list(
        db.session.scalars(
            select(Solicitation)
            .where(Solicitation.association_id == association.id)
            .order_by(Solicitation.at.desc(), Solicitation.id.desc())
            .limit(200)
        )
    )


def contradictions(association: Association) -> dict[str, list[str]]:
    """For each way that is open, the refusals that speak against it (A1★3)."""
    said = set(association.refusals or [])
    return {
        mode: sorted(against & said)
        for mode, against in CONTRADICTIONS.items()
        if mode in association.modes and against & said
    }


@dataclass(frozen=True)
class Step:
    """One thing that makes an association easier to work with, and what it opens."""

    is_done: bool
    endpoint: str
    label: str
    effect: str


def next_steps(association: Association) -> list[Step]:
    """What its space suggests, each tied to its effect."""
    return [
        Step(bool(association.mission), "directory.edit", N_("Say what you do"),
             N_("Without it nobody can understand who you are.")),
        Step(bool(association.needs), "directory.edit", N_("Choose the needs that concern you"),
             N_("Without them you are not told of studies on these subjects.")),
        Step(bool(association.modes), "directory.ways", N_("Say how you want to take part"),
             N_("Without it nobody is proposed to you.")),
        Step(bool(association.channel and association.working_hours), "directory.edit",
             N_("Say how to reach you, and when"),
             N_("Without it people write at the wrong moment.")),
        Step(len(association.managers()) > 1, "directory.members", N_("Have two managers"),
             N_("Alone, whoever leaves must first find a successor.")),
        Step(association.is_listed, "directory.visibility", N_("Appear in the directory"),
             N_("Until then only your members and the coordination know that you are here.")),
    ]  # fmt: skip


def resembling(words: str, user: User | None, visible: dict) -> list[Association]:
    """The associations that the reader may know of and whose name holds these words."""
    key = sort_key(words)
    if len(key) < 3:
        return []
    return list(
        db.session.scalars(
            select(Association)
            .where(
                visible[Association](user),
                Association.state == AssociationState.ACTIVE,
                Association.sort_key.contains(key, autoescape=True),
            )
            .order_by(Association.sort_key)
            .limit(10)
        )
    )
