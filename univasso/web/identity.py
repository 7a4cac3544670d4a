"""Who is asking. The cookie names a session kept by the server, which can be ended there."""

from datetime import timedelta

from flask import Flask, g
from flask_login import AnonymousUserMixin, LoginManager, current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from univasso.core import clock
from univasso.core.db import db
from univasso.core.signed import hashed
from univasso.models.accounts import Role, SignIn, Strength, User
from univasso.policy import STRONG_ROLES

IDLE = {True: timedelta(minutes=30), False: timedelta(hours=12)}  # True: an administrator
LONGEST = {True: timedelta(hours=12), False: timedelta(days=30)}

# Sessions seen by this process since the last note; a GET cannot write, so a worker notes them.
seen: set[int] = set()


def open_session(token: str) -> SignIn | None:
    """The living session that a cookie names, or None."""
    found = db.session.scalar(
        select(SignIn)
        .where(SignIn.token_hash == hashed(token), SignIn.ended_at.is_(None))
        .options(joinedload(SignIn.user))
    )
    if found is None or not found.user.is_active:
        return None
    strict, now = found.user.holds(Role.ADMINISTRATOR), clock.now()
    if found.seen_at + IDLE[strict] < now and found.id not in seen:
        return None
    return found if found.created_at + LONGEST[strict] > now else None


def load_user(token: str) -> User | None:
    found = open_session(token)
    if found is None:
        return None
    if clock.now() - found.seen_at > timedelta(minutes=5):
        seen.add(found.id)
    found.user.withheld = STRONG_ROLES if found.strength == Strength.PLAIN else frozenset()
    user = seen_as(found) or found.user
    user.sign_in = found
    return user


def seen_as(sign_in: SignIn) -> User | None:
    """The person through whose eyes an administrator looks, while it lasts; never another one."""
    user = sign_in.seen_as
    if user is None or sign_in.seen_as_until <= clock.now() or not user.is_active:
        return None
    if user.holds(Role.ADMINISTRATOR) or not sign_in.user.has(Role.ADMINISTRATOR):
        return None
    user.seen_by = sign_in.user
    return user


def is_weak(user: User) -> bool:
    """Whether the session lacks a second factor that one of the person's roles asks for."""
    return any(user.holds(role) for role in user.withheld)


def reader() -> User | None:
    """The person signed in, or None: what ``policy`` takes."""
    return current_user if current_user.is_authenticated else None


def forget_reader() -> None:
    """Go on as if nobody were signed in: the database may be the very thing that is broken."""
    g._login_user = Stranger()  # where Flask-Login keeps the reader of a request


class Stranger(AnonymousUserMixin):
    """Nobody signed in."""

    id = None


def init_app(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # sessions are revocable; an address may change on a train
    manager.anonymous_user = Stranger
    manager.user_loader(load_user)
