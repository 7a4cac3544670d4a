"""Seeing the site as somebody: looking only, for thirty minutes, and they are told (D1.3)."""

from datetime import timedelta

from univasso.accounts import mails
from univasso.core import clock, history, mail
from univasso.models.accounts import SignIn, User

LONGEST = timedelta(minutes=30)


def begin(sign_in: SignIn, user: User) -> None:
    """From the next page on, this session shows what ``user`` sees."""
    by = sign_in.user
    sign_in.seen_as_id, sign_in.seen_as_until = user.id, clock.now() + LONGEST
    history.record(user, "see_as", by)
    mail.queue(mails.seen_as(user, by), user.email, user.name)


def end(sign_in: SignIn) -> None:
    if sign_in.seen_as is not None:
        history.record(sign_in.seen_as, "end_see_as", sign_in.user)
    sign_in.seen_as_id = sign_in.seen_as_until = None
