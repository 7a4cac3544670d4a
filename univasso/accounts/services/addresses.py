"""E-mail addresses: compared without tricks, written to as they are kept."""

import unicodedata

from sqlalchemy import select

from univasso.core.db import db
from univasso.models.accounts import User


def email_key(email: str) -> str:
    """The form under which addresses are compared: ``ﬁ`` is ``fi`` and the sign of the kelvin a ``k``.

    What is found by it is written to at the address it keeps, never at the one that was typed.
    """
    return unicodedata.normalize("NFKC", email).strip().lower()


def find_user(email: str) -> User | None:
    """The account of an address; that of a merged account leads to the one that remains."""
    found = db.session.scalar(select(User).where(User.email_key == email_key(email)))
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found
