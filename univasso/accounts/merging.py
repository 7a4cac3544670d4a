"""Two accounts of one person made one: everything that leads to one leads to the other, for good
after thirty days (D1.2). Lines of history keep the number that acted: they are sealed."""

from datetime import timedelta

from sqlalchemy import Column, func, select, update
from sqlalchemy.exc import IntegrityError

from univasso.accounts import approvals, mails
from univasso.core import clock, history, mail, retention
from univasso.core.db import db
from univasso.core.words import N_
from univasso.models.accounts import Role, SignIn, User
from univasso.models.oversight import AccountMerge

UNDONE_WITHIN = timedelta(days=30)
STAY = {"sign_in", "account_merge"}  # sessions end; former merges are what happened


class NotMergeable(Exception):  # noqa: N818
    """The same account twice, one that is gone already, or one that administers."""


class TooLate(Exception):  # noqa: N818
    """Undone already, or thirty days have passed."""


def references() -> list[Column]:
    """Every column that leads to an account, found by walking the foreign keys."""
    return [
        column
        for table in db.metadata.sorted_tables
        for column in table.columns
        if table.name not in STAY
        and any(k.column.table.name == "user" for k in column.foreign_keys)
    ]


def preview(absorbed: User) -> list[tuple[Column, int]]:
    """What leads to an account and will lead to the other: (column, how many rows)."""
    counts = [
        (c, db.session.scalar(select(func.count()).select_from(c.table).where(c == absorbed.id)))
        for c in references()
    ]
    return [(column, count) for column, count in counts if count]


def check(survivor: User, absorbed: User) -> None:
    """Raise ``NotMergeable`` when the two cannot be one."""
    gone = any(u.erased_at or u.merged_into_id for u in (survivor, absorbed))
    if survivor.id == absorbed.id or gone or absorbed.holds(Role.ADMINISTRATOR):
        raise NotMergeable


@approvals.act("merge", N_("Merge two accounts"))
def merge(by: User, survivor_id: int, absorbed_id: int, reason: str = "") -> AccountMerge:
    """Make one account of two. Raises ``NotMergeable``."""
    survivor, absorbed = db.session.get(User, survivor_id), db.session.get(User, absorbed_id)
    check(survivor, absorbed)
    moved = [line for column in references() for line in _move(column, absorbed.id, survivor.id)]
    db.session.expire_all()
    absorbed.merged_into_id, absorbed.disabled_at = survivor.id, clock.now()
    db.session.execute(
        update(SignIn).where(SignIn.user_id == absorbed.id, SignIn.ended_at.is_(None))
        .values(ended_at=clock.now())
    )  # fmt: skip
    done = AccountMerge(survivor_id=survivor.id, absorbed_id=absorbed.id, moved=moved, by_id=by.id)
    db.session.add(done)
    for one in (survivor, absorbed):
        history.record(one, "merge_accounts", by, after=str(survivor.id))
    mail.queue(mails.merged(survivor, absorbed), survivor.email, survivor.name)
    return done


def _move(column: Column, before: int, after: int) -> list[list]:
    """Make rows lead elsewhere; those that their table would then hold twice stay where they are."""
    keys = list(column.table.primary_key.columns)
    moved = []
    for row in db.session.execute(select(*keys).where(column == before)).all():
        here = [key == value for key, value in zip(keys, row, strict=True)]
        try:
            with db.session.begin_nested():
                db.session.execute(update(column.table).where(*here).values({column.name: after}))
        except IntegrityError:
            continue
        moved.append(
            [column.table.name, column.name, {k.name: v for k, v in zip(keys, row, strict=True)}]
        )
    return moved


def undo(done: AccountMerge, by: User) -> None:
    """Put back what was moved and has not moved since. Raises ``TooLate``."""
    if done.undone_at is not None or done.at + UNDONE_WITHIN < clock.now():
        raise TooLate
    for name, column, keys in done.moved:
        table = db.metadata.tables[name]
        here = [table.c[key] == value for key, value in keys.items()]
        db.session.execute(
            update(table).where(*here, table.c[column] == done.survivor_id)
            .values({column: done.absorbed_id})
        )  # fmt: skip
    db.session.expire_all()
    done.absorbed.merged_into_id, done.absorbed.disabled_at = None, None
    done.undone_at = clock.now()
    for one in (done.survivor, done.absorbed):
        history.record(one, "unmerge_accounts", by)


retention.keep(
    "merges",
    AccountMerge,
    AccountMerge.at,
    timedelta(days=365),
    N_("What it takes to undo a merge"),
)
