"""Private links: an unpublished output shown to whoever holds the link, until its end (C5.2)."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from univasso.core import clock, history
from univasso.core.db import db
from univasso.core.signed import hashed
from univasso.models.accounts import User
from univasso.models.conversations import PrivateLink
from univasso.models.outputs import Output


def open_link(output: Output, by: User, days: int) -> str:
    """A new link; its secret is given back once and never kept."""
    token = secrets.token_urlsafe(24)
    link = PrivateLink(
        output_id=output.id,
        token_hash=hashed(token),
        expires_at=clock.now() + timedelta(days=days),
        by_id=by.id,
    )
    db.session.add(link)
    history.record(output, "share", by, note=str(days))
    return token


def revoke(link: PrivateLink, by: User) -> None:
    link.revoked_at = clock.now()
    history.record(link.output, "unshare", by)


def find(token: str) -> PrivateLink | None:
    return db.session.scalar(select(PrivateLink).where(PrivateLink.token_hash == hashed(token)))
