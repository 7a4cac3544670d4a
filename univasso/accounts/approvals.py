"""Acts that need two persons: one asks, another approves within seven days (D1★5).

::

    @approvals.act("merge", N_("Merge two accounts"))
    def merge(by, survivor_id, absorbed_id, reason): ...

    approvals.ask("merge", by, reason, survivor_id=3, absorbed_id=8)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from univasso.core import clock, history, retention
from univasso.core.db import db
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.oversight import APPROVAL, Approval

LIFE = timedelta(days=7)


class SamePerson(Exception):  # noqa: N818
    """Whoever asked cannot approve."""


class Expired(Exception):  # noqa: N818
    """Seven days have passed: it has to be asked again."""


@dataclass(frozen=True)
class Act:
    """What is done once two persons agree, how it is called, and what it is about in words."""

    label: str
    do: Callable[..., None]
    # (words, address) of each thing it is about; without it, the numbers are those of accounts.
    said: Callable[..., list[tuple[str, str]]] | None = None


ACTS: dict[str, Act] = {}


def act(name: str, label: str, said: Callable | None = None) -> Callable[[Callable], Callable]:
    """Register an act that only ``approve`` does; its function receives who approved, what about,
    and why it was asked for."""

    def register(function: Callable) -> Callable:
        ACTS[name] = Act(label, function, said)
        return function

    return register


def ask(name: str, by: User, reason: str, **about: int) -> Approval:
    """Write down what somebody else is to approve."""
    asked = Approval(
        act=name, about=about, reason=reason, asked_by_id=by.id, expires_at=clock.now() + LIFE
    )
    db.session.add(asked)
    history.record(asked, "ask_approval", by, after=name)
    return asked


def approve(asked: Approval, by: User) -> None:
    """Agree, and do it at once. Raises ``SamePerson``, ``Expired``, ``WrongState``, and what it does."""
    if asked.asked_by_id == by.id:
        raise SamePerson
    if asked.is_expired():
        raise Expired
    APPROVAL.apply("approve", asked, by)
    asked.decided_by_id, asked.decided_at = by.id, clock.now()
    db.session.flush()
    ACTS[asked.act].do(by, **asked.about, reason=asked.reason)


def decline(asked: Approval, by: User) -> None:
    """Say no; whoever asked may so take their request back. Raises ``WrongState``."""
    APPROVAL.apply("decline", asked, by)
    asked.decided_at = clock.now()
    asked.decided_by_id = by.id if by.id != asked.asked_by_id else None


retention.keep(
    "approvals", Approval, Approval.expires_at, timedelta(days=365), N_("Decisions of two persons")
)
