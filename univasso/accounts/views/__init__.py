"""Pages of accounts, a module for each subject."""

from univasso.accounts.views import (
    account,
    confirming,
    consents,
    entering,
    invitations,
    mailed,
    passwords,
    second_factors,
    signing_in,
    signing_up,
    with_orcid,
)
from univasso.accounts.views.door import bp

__all__ = [
    "account", "bp", "confirming", "consents", "entering", "invitations", "mailed", "passwords",
    "second_factors", "signing_in", "signing_up", "with_orcid",
]  # fmt: skip
