"""What needs two persons: asking, approving, and what then happens."""

from univasso.accounts.approvals import ACTS, Expired, SamePerson, approve, ask, decline
from univasso.accounts.erasure import StillAdministrator
from univasso.accounts.merging import NotMergeable, TooLate, check, preview, undo
from univasso.models.accounts import User
from univasso.models.oversight import Approval
from univasso.needs.services.retiring import NotRetirable

__all__ = [
    "ACTS", "Expired", "NotMergeable", "NotRetirable", "SamePerson", "StillAdministrator", "TooLate",
    "approve", "ask", "ask_erasure", "ask_merge", "decline", "preview", "undo",
]  # fmt: skip


def ask_erasure(user: User, reason: str, by: User) -> Approval:
    """Have the desk erase an account once somebody else agrees."""
    return ask("erase", by, reason, user_id=user.id)


def ask_merge(survivor: User, absorbed: User, reason: str, by: User) -> Approval:
    """Have two accounts made one once somebody else agrees. Raises ``NotMergeable``."""
    check(survivor, absorbed)
    return ask("merge", by, reason, survivor_id=survivor.id, absorbed_id=absorbed.id)
