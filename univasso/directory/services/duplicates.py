"""Two profiles of one person made one, and parted again within thirty days (R1.8)."""

from sqlalchemy import select

from univasso.core import clock, history
from univasso.core.db import db
from univasso.directory.services.researchers import touch
from univasso.models.accounts import User
from univasso.models.groups import GroupMember, GroupMemberState
from univasso.models.profile_keepers import ProfileMerge
from univasso.models.researchers import (
    RESEARCHER,
    Affiliation,
    Candidacy,
    Interest,
    KeyWork,
    NameVariant,
    Researcher,
)

# What goes from one profile to the other, row by row; what the other has already stays behind.
MOVED = (Affiliation, KeyWork, NameVariant, Interest, Candidacy)


class NotOnePerson(Exception):  # noqa: N818
    """Both have an account: accounts are never brought together here."""


class TooLate(Exception):  # noqa: N818
    """It was undone already, or thirty days have passed."""


def merge(row: Researcher, into: Researcher, by: User, reason: str) -> ProfileMerge:
    """``row`` goes into ``into``; what moved is kept. Raises ``NotOnePerson``."""
    if row.user_id is not None:
        raise NotOnePerson
    kept = {v.key for v in into.variants}
    moved: dict[str, list[int]] = {}
    for model in MOVED:
        for part in db.session.scalars(select(model).where(model.researcher_id == row.id)).all():
            if model is NameVariant and part.key in kept:
                continue
            part.researcher_id = into.id
            moved.setdefault(model.__tablename__, []).append(part.id)
    seated = {m.group_id for m in _seats(into)}
    for seat in _seats(row):
        if seat.group_id not in seated:
            seat.researcher_id = into.id
            moved.setdefault("group_member", []).append(seat.id)
    needs = [need for need in row.needs if need not in into.needs]
    into.needs.extend(needs)
    moved["needs"] = [need.id for need in needs]
    row.merged_into_id = into.id
    RESEARCHER.apply("join_another", row, by, reason)
    touch(into, "receive", by)
    made = ProfileMerge(from_id=row.id, into_id=into.id, moved=moved, by_id=by.id)
    db.session.add(made)
    db.session.flush()
    db.session.expire_all()
    return made


def _seats(row: Researcher) -> list[GroupMember]:
    return list(
        db.session.scalars(
            select(GroupMember).where(
                GroupMember.researcher_id == row.id, GroupMember.state == GroupMemberState.ACTIVE
            )
        )
    )


def undo(merged: ProfileMerge, by: User) -> None:
    """Give back what moved and is still there. Raises ``TooLate``."""
    if not merged.can_be_undone:
        raise TooLate
    row, into = merged.source, merged.target
    for model in (*MOVED, GroupMember):
        for number in merged.moved.get(model.__tablename__, []):
            part = db.session.get(model, number)
            if part is not None and part.researcher_id == into.id:
                part.researcher_id = row.id
    into.needs = [need for need in into.needs if need.id not in merged.moved["needs"]]
    RESEARCHER.apply("part_again", row, by)
    row.merged_into_id = None
    merged.undone_at = clock.now()
    history.record(into, "give_back", by)
    db.session.flush()
    db.session.expire_all()


def recent() -> list[ProfileMerge]:
    """Those that may still be undone, newest first."""
    rows = db.session.scalars(select(ProfileMerge).order_by(ProfileMerge.id.desc()).limit(100))
    return [row for row in rows if row.can_be_undone]
