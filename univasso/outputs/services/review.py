"""The steps of an output from draft to tombstone, and what is said along the way."""

from datetime import timedelta

from sqlalchemy import select

from univasso.accounts import services as accounts
from univasso.core import clock, history, mail
from univasso.core.db import db
from univasso.core.workflow import WrongState
from univasso.models.accounts import Role, User
from univasso.models.conversations import Remark
from univasso.models.outputs import OUTPUT, Output
from univasso.outputs import mails
from univasso.outputs.checks import Check, checks_of
from univasso.outputs.services import contributions, notices

RESTORED_WITHIN = timedelta(days=30)


class NotComplete(Exception):  # noqa: N818 — a list of what remains to be done
    """The output cannot be submitted yet; ``checks`` are those that block it."""

    def __init__(self, checks: list[Check]):
        super().__init__(", ".join(check.field for check in checks))
        self.checks = checks


class TooLate(Exception):  # noqa: N818
    """A withdrawal can be undone for thirty days, and those are over."""


class SameTeam(Exception):  # noqa: N818
    """A second look is given by somebody else than who decided first."""


def coordinators() -> list[User]:
    """Those who coordinate the whole programme now."""
    return accounts.holders(Role.COORDINATOR)


def submit(output: Output, by: User, note: str = "", reason: str = "") -> None:
    """Send to the coordination. Raises ``NotComplete``."""
    missing = [check for check in checks_of(output) if check.is_blocking and not check.is_met]
    if missing:
        raise NotComplete(missing)
    OUTPUT.apply("submit", output, by, note)
    output.submitted_at = clock.now()
    for user in coordinators():
        if user.id != by.id:
            mail.queue(mails.submitted(output, user), user.email, user.name)


def take_back(output: Output, by: User, note: str = "", reason: str = "") -> None:
    OUTPUT.apply("take_back", output, by, note)


def ask_changes(output: Output, by: User, note: str = "", reason: str = "") -> None:
    """Give back to the depositor with a question, which stays in the thread."""
    OUTPUT.apply("ask_changes", output, by, note, reason)
    db.session.add(Remark(output_id=output.id, text=note.strip(), by_id=by.id))
    tell(output, mails.changes_asked, note)


def publish(output: Output, by: User, note: str = "", reason: str = "") -> None:
    """Make public, keep the first version, and ask those named to confirm their part."""
    output.published_at = output.published_at or clock.now()  # what is published has its date
    OUTPUT.apply("publish", output, by, note)
    notices.keep_version(output, by, note)
    notices.note_embargo(output)
    contributions.ask_all(output)
    tell(output, mails.published, note)


def decline(output: Output, by: User, note: str = "", reason: str = "") -> None:
    OUTPUT.apply("decline", output, by, note, reason)
    output.assignee = by
    tell(output, mails.not_published, note)


def appeal(output: Output, by: User, note: str = "", reason: str = "") -> None:
    """Ask for a second look, by somebody else than who decided."""
    first = output.assignee
    OUTPUT.apply("appeal", output, by, note)
    output.submitted_at, output.assignee = clock.now(), None
    db.session.add(Remark(output_id=output.id, text=note.strip(), by_id=by.id))
    for user in coordinators():
        if first is None or user.id != first.id:
            mail.queue(mails.second_look(output, user, note), user.email, user.name)


def withdraw(output: Output, by: User, note: str = "", reason: str = "") -> None:
    """Leave a tombstone: why, since when, and what to read instead."""
    OUTPUT.apply("withdraw", output, by, note, reason)
    output.withdrawn_at, output.withdrawal_reason = clock.now(), note.strip()
    tell(output, mails.withdrawn, note)


def restore(output: Output, by: User, note: str = "", reason: str = "") -> None:
    """Undo a withdrawal, for thirty days. Raises ``TooLate``."""
    if output.withdrawn_at is not None and output.withdrawn_at + RESTORED_WITHIN < clock.now():
        raise TooLate
    OUTPUT.apply("restore", output, by, note)
    output.withdrawn_at, output.withdrawal_reason = None, ""


def merge(output: Output, successor: Output, by: User, note: str) -> None:
    """One notice for two: the address of ``output`` leads to ``successor`` from now on."""
    if successor.id == output.id or successor.successor_id is not None:
        raise WrongState(successor, "merge")
    output.successor = successor
    with db.session.no_autoflush:
        OUTPUT.apply("merge", output, by, note, "duplicate")
    # Who was led to the merged notice goes straight to the one that remains.
    for earlier in db.session.scalars(select(Output).where(Output.successor_id == output.id)):
        earlier.successor = successor


def assign(output: Output, to: User | None, by: User) -> None:
    """Say who of the coordination reads it, or nobody in particular."""
    output.assignee = to
    history.record(output, "assign", by, note=to.name if to else "")
    if to is not None and to.id != by.id:
        mail.queue(mails.assigned(output, to, by), to.email, to.name)


def remark(output: Output, by: User, text: str, field: str = "") -> Remark:
    """A line in the thread; the other side is written to."""
    line = Remark(output_id=output.id, field=field, text=text, by_id=by.id)
    db.session.add(line)
    db.session.flush()
    if output.depositor is not None and output.depositor.id == by.id:
        others = [output.assignee] if output.assignee else coordinators()
    else:
        others = [output.depositor] if output.depositor else []
    for user in others:
        if user.id != by.id:
            mail.queue(mails.remark_written(output, user, by, line), user.email, user.name)
    return line


def resolve(line: Remark, by: User) -> None:
    line.resolved_at = None if line.resolved_at else clock.now()


def tell(output: Output, message, note: str) -> None:
    """Write to the depositor, in the transaction of the decision itself."""
    user = output.depositor
    if user is not None:
        mail.queue(message(output, user, note.strip()), user.email, user.name)


STEPS = {
    "submit": submit,
    "take_back": take_back,
    "ask_changes": ask_changes,
    "publish": publish,
    "decline": decline,
    "appeal": appeal,
    "withdraw": withdraw,
    "restore": restore,
}
