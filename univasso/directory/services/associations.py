"""Associations: joining, saying who one is, being verified, leaving."""

from datetime import timedelta

from sqlalchemy import select, update

from univasso.accounts import services as accounts
from univasso.accounts.services import consents, tries
from univasso.core import clock, history, jobs, mail
from univasso.core.db import check_version, db, transaction
from univasso.core.french import sort_key
from univasso.core.workflow import WrongState
from univasso.directory import mails
from univasso.directory.identities import NUMBERS, Identity
from univasso.directory.services import checking, memberships
from univasso.directory.services.memberships import hold, revoke_invitations
from univasso.models.accounts import Role, User
from univasso.models.associations import (
    ASSOCIATION,
    MANAGING,
    MEMBERSHIP,
    Association,
    MemberRole,
    Membership,
    MembershipState,
    Mode,
    Participation,
    Solicitation,
)
from univasso.models.profiles import Level

# What its members write of an association, and nothing else of the row.
PROFILE = (
    "name", "short_name", "mission", "website", "address", "sectors", "publics", "budget_band",
    "employee_band", "volunteer_band", "field_offer", "unwanted", "refusals", "working_hours",
    "channel", "contact_email", "contact_phone",
)  # fmt: skip
LAPSE_NOTICE = timedelta(days=30)


class AlreadyHere(Exception):  # noqa: N818
    """The number is that of an association of the programme: ask to join it."""

    def __init__(self, association: Association):
        super().__init__(association.name)
        self.association = association


def check_active(association: Association, verb: str) -> None:
    """Raise ``WrongState`` when it takes part no longer: it comes back first."""
    if not association.is_active:
        raise WrongState(association, verb)


def shared_number(association: Association, numbers: dict[str, str]) -> str:
    """The number that both hold: what proves to somebody that it is the one they know."""
    held = {getattr(association, name) for name in NUMBERS}
    return next((value for value in numbers.values() if value in held), "")


def find_by_numbers(numbers: dict[str, str]) -> Association | None:
    """The association that holds one of these numbers."""
    for name, value in numbers.items():
        column = getattr(Association, name)
        found = db.session.scalar(select(Association).where(column == value))
        if found is not None:
            return found.merged_into or found
    return None


def join(
    identity: Identity, by: User, title: str = "", network: str = "", **profile
) -> Association:
    """Enter the programme with ``by`` as first manager. Raises ``AlreadyHere``."""
    known = find_by_numbers(identity.numbers)
    if known is not None:
        raise AlreadyHere(known)
    tries.note("join", by.id, network)
    association = Association(
        name=identity.name,
        sort_key=sort_key(identity.name)[:250],
        local_register=identity.local_register,
        register_source=identity.source,
        register_on=identity.source_on,
        to_check=identity.to_check,
        **identity.numbers,
        **profile,
    )
    association.members = [
        Membership(
            user_id=by.id, role=MemberRole.MANAGER, state=MembershipState.ACTIVE, title=title
        )
    ]
    db.session.add(association)
    history.record(association, "join", by)
    mail.queue(mails.welcome(association, by), by.email, by.name)
    if identity.to_check:
        tell_coordination(association)
        checking.later(association)
    return association


def accept_charter(association: Association, text_id: int, by: User) -> bool:
    """Keep that ``by`` accepted the charter on its behalf; False when a newer one is to be read."""
    hold(association)
    is_current = consents.accept_for(association.id, text_id, by)
    if is_current:
        history.record(association, "accept_charter", by)
    return is_current


def tell_coordination(association: Association) -> None:
    for user in accounts.holders(Role.COORDINATOR):
        mail.queue(mails.to_check(association, user), user.email, user.name)


def save(association: Association, values: dict, by: User, seen: int | None) -> None:
    """Keep what was written; the history names the fields. Another name loses the mark, which
    rested on the former. Raises ``StaleVersion``, ``WrongState``."""
    db.session.refresh(association, with_for_update=True)
    check_active(association, "edit")
    check_version(association, seen)
    changed = [
        name for name, value in values.items()
        if name in (*PROFILE, "needs", "territories") and getattr(association, name) != value
    ]  # fmt: skip
    for name in changed:
        setattr(association, name, values[name])
    if not changed:
        return
    former, association.sort_key = association.sort_key, sort_key(association.name)[:250]
    if association.sort_key != former:
        unverify(association, "renamed")
    association.version += 1
    association.updated_at = clock.now()
    history.record(association, "edit", by, note=", ".join(changed))


def publish(association: Association, levels: dict[str, Level], is_listed: bool, by: User) -> None:
    """Say who reads what, and whether the directory names the association at all."""
    check_active(association, "set_visibility")
    chosen = {name: str(level) for name, level in levels.items() if name in association.LEVELS}
    association.visibility = chosen
    if is_listed != association.is_listed:
        association.is_listed = is_listed
        history.record(association, "list" if is_listed else "unlist", by)
    else:
        history.record(association, "set_visibility", by)
    association.updated_at = clock.now()


def declare(association: Association, notes: dict[Mode, str | None], by: User) -> None:
    """Declare ways of taking part: a note (perhaps empty) opens one, None ends it (A1.8)."""
    db.session.refresh(association, with_for_update=True)
    check_active(association, "declare_way")
    known = {p.mode: p for p in association.participations}
    for mode, note in notes.items():
        row = known.get(mode)
        if note is None:
            if row is not None and row.ended_at is None:
                row.ended_at = clock.now()
                history.record(association, "end_way", by, note=mode)
            continue
        if row is None:
            association.participations.append(Participation(mode=mode, note=note))
            history.record(association, "declare_way", by, note=mode)
        else:
            if row.ended_at is not None:
                row.ended_at, row.declared_at = None, clock.now()
                history.record(association, "declare_way", by, note=mode)
            row.note = note


def verify(association: Association, proof: str, by: User) -> None:
    """Vouch for it, on a proof, for 24 months; a reminder comes a month before the end."""
    check_active(association, "verify")
    association.verified_at, association.verified_by_id = clock.now(), by.id
    association.proof, association.to_check = proof, ""
    history.record(association, "verify", by, note=proof)
    jobs.queue(
        "verification_lapses", key=f"lapse:{association.id}",
        due_at=association.verified_until - LAPSE_NOTICE, association_id=association.id,
    )  # fmt: skip


def unverify(association: Association, reason: str) -> None:
    """What the mark rested on has changed: somebody looks again."""
    association.to_check = association.to_check or reason
    if association.verified_at is not None:
        association.verified_at, association.to_check = None, reason
        tell_coordination(association)


@jobs.handler("verification_lapses")
def remind_of_lapse(association_id: int) -> None:
    """Remind the coordination, unless the association was verified again since."""
    association = db.session.get(Association, association_id)
    if association is None or association.verified_until is None:
        return
    if association.verified_until - LAPSE_NOTICE > clock.now():
        return
    with transaction():
        for user in accounts.holders(Role.COORDINATOR):
            mail.queue(mails.verification_lapses(association, user), user.email, user.name)


def set_numbers(association: Association, identity: Identity, by: User) -> None:
    """Give a number to an association that had none, or correct it.

    Raises ``AlreadyHere`` when the number belongs to another one: the coordination is told, and
    merges them if they are the same.
    """
    check_active(association, "set_numbers")
    known = find_by_numbers(identity.numbers)
    if known is not None and known.id != association.id:
        raise AlreadyHere(known)
    before = [getattr(association, name) for name in NUMBERS]
    for name in NUMBERS:
        setattr(association, name, getattr(identity, name))
    association.local_register = identity.local_register
    association.register_source, association.register_on = identity.source, identity.source_on
    association.to_check = identity.to_check
    if before != [getattr(association, name) for name in NUMBERS]:
        unverify(association, identity.to_check or "renumbered")
    association.version += 1
    history.record(association, "set_numbers", by, note=", ".join(identity.numbers.values()))
    checking.later(association)


def claim_number(association: Association, holder: Association, by: User) -> None:
    """Note that it gives the number of ``holder``, for the coordination to bring them together."""
    if association.to_check == "same_number":
        return  # said already: the coordination is not written to at each try
    association.to_check = "same_number"
    history.record(association, "claim_number", by, note=f"association:{holder.id}")
    tell_coordination(association)


def merge(association: Association, into: Association, by: User, reason: str) -> None:
    """One association for two: people, ways, numbers and requests go to ``into`` (A1★5)."""
    for row in sorted((association, into), key=lambda row: row.id):
        hold(row)
    check_active(into, "absorb")
    revoke_invitations(association, by)
    ASSOCIATION.apply("absorb", association, by, reason)
    numbers = {name: getattr(association, name) for name in NUMBERS}
    for name in NUMBERS:
        setattr(association, name, None)
    db.session.flush()  # each number belongs to one association at a time
    for name, value in numbers.items():
        setattr(into, name, getattr(into, name) or value)
    _move_members(association, into, by)
    for row in list(association.participations):
        if row.ended_at is None and row.mode not in into.modes:
            declare(into, {row.mode: row.note}, by)
    db.session.execute(
        update(Solicitation)
        .where(Solicitation.association_id == association.id)
        .values(association_id=into.id)
    )
    association.merged_into, association.is_listed = into, False
    into.to_check = ""
    history.record(into, "absorb", by, note=association.name)


def _move_members(association: Association, into: Association, by: User) -> None:
    """Members go on as members and those who ask go on asking, each once, with what they may do."""
    for member in association.active_members():
        memberships.finish(member, by)
        there = _place_in(into, member.user_id)
        if there is None:
            there = Membership(
                user_id=member.user_id,
                role=member.role,
                title=member.title,
                state=MembershipState.ACTIVE,
            )
            into.members.append(there)
        elif there.state == MembershipState.ASKED:
            memberships.admit(there, member.role, by)
        elif member.role in MANAGING and there.role not in MANAGING:
            memberships.set_role(there, member.role, by)
    for member in association.members:
        if member.state == MembershipState.ASKED:
            if _place_in(into, member.user_id) is None:
                member.association = into
            else:
                MEMBERSHIP.apply("take_back", member, by)


def _place_in(association: Association, user_id: int) -> Membership | None:
    open_ones = (MembershipState.ACTIVE, MembershipState.ASKED)
    return next(
        (m for m in association.members if m.user_id == user_id and m.state in open_ones), None
    )


def leave(association: Association, verb: str, by: User, reason: str = "") -> None:
    """``leave`` or ``dissolve``: the name and the history stay, ways of contact go (A1.11)."""
    hold(association)
    ASSOCIATION.apply(verb, association, by, reason)
    revoke_invitations(association, by)
    association.is_listed = False
    association.contact_email = association.contact_phone = association.working_hours = ""
    association.address = association.channel = ""
    for row in association.participations:
        row.ended_at = row.ended_at or clock.now()
    for member in association.members:
        member.email = ""
        member.is_public = False


def come_back(association: Association, by: User) -> None:
    ASSOCIATION.apply("come_back", association, by)


def note_solicitation(association: Association, about: str, by: User | None) -> None:
    """Count a request made to the association, by whatever way it came."""
    db.session.add(
        Solicitation(association_id=association.id, about=about, noted_by_id=by.id if by else None)
    )
