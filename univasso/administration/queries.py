"""What the administration reads about people."""

from sqlalchemy import func, select

from univasso.core.db import db
from univasso.models.accounts import SignIn, User
from univasso.models.credentials import Authenticator
from univasso.models.outputs import Output


def activity_of(user: User) -> dict:
    """When somebody was last seen, or None, and how many outputs they deposited;
    how many second factors they have."""
    last_seen = select(SignIn.seen_at).filter_by(user_id=user.id).order_by(SignIn.seen_at.desc())
    deposits = select(func.count()).select_from(Output).filter_by(depositor_id=user.id)
    factors = select(func.count()).select_from(Authenticator).filter_by(user_id=user.id)
    return {
        "last_seen": db.session.scalar(last_seen.limit(1)),
        "factor_count": db.session.scalar(factors),
        "deposit_count": db.session.scalar(deposits),
    }
