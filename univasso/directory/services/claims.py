"""Profiles made for somebody without an account, and taken by them through a mailed link (R1.8)."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from univasso.accounts import services as accounts
from univasso.accounts.services import tries
from univasso.accounts.services.addresses import email_key
from univasso.core import clock, history, limits, mail
from univasso.core.db import db
from univasso.core.signed import hashed
from univasso.directory import researcher_mails as mails
from univasso.directory.services.researchers import AlreadyHere, profile_of, touch
from univasso.models.accounts import Role, User
from univasso.models.profile_keepers import CLAIM, ClaimState, ProfileClaim
from univasso.models.researchers import Researcher

LIFE = timedelta(days=30)
DAY = timedelta(days=1)


class ClaimClosed(Exception):  # noqa: N818
    """``state``: ``used``, ``replaced``, ``expired``, ``declined`` or ``to_check``."""

    def __init__(self, state: str):
        super().__init__(state)
        self.state = state


def check_limits(by: User, email: str, network: str) -> None:
    """Raise ``TooMany``: nobody's box is filled, whoever asks for it."""
    tries.check("invite", by.id, network)
    limits.check("claim", email_key(email), most=5, within=DAY)


def send(researcher: Researcher, email: str, by: User, network: str = "") -> ProfileClaim:
    """Mail the link that opens the profile; the former ones no longer open."""
    tries.note("invite", by.id, network)
    limits.count("claim", email_key(email))
    return _mail_link(researcher, email, by, by)


def check_resend_limit(claim: ProfileClaim, network: str) -> None:
    """Raise ``TooMany`` after 3 new links for a profile in a day, or 20 from a network."""
    limits.check("claim_link", str(claim.researcher_id), most=3, within=DAY)
    limits.check("claim_link_network", network, most=20, within=DAY)


def resend(claim: ProfileClaim, network: str) -> None:
    """A new link for one that expired, to the address that it was for and to no other.

    Raises ``ClaimClosed`` when another answer was given meanwhile.
    """
    db.session.refresh(claim, with_for_update=True)
    if not claim.is_expired:
        check_open(claim)
        return  # still open: the mail that they have serves
    if claim.researcher.user_id is not None:
        raise ClaimClosed("used")
    limits.count("claim_link", str(claim.researcher_id))
    limits.count("claim_link_network", network)
    _mail_link(claim.researcher, claim.email, claim.sent_by, None)


def _mail_link(
    researcher: Researcher, email: str, sender: User | None, by: User | None
) -> ProfileClaim:
    for earlier in researcher.claims:
        if earlier.state == ClaimState.SENT:
            CLAIM.apply("replace", earlier, by)
    token = secrets.token_urlsafe(32)
    row = ProfileClaim(
        researcher=researcher, token_hash=hashed(token), email=email.strip(), sent_by=sender,
        expires_at=clock.now() + LIFE,
    )  # fmt: skip
    db.session.add(row)
    history.record(researcher, "send_claim", by)
    language = next((u.language for u in (accounts.find_user(email), sender) if u), "fr")
    mail.queue(mails.claim(row, token, sender, language), row.email)
    return row


def find(token: str) -> ProfileClaim | None:
    return db.session.scalar(select(ProfileClaim).where(ProfileClaim.token_hash == hashed(token)))


def check_open(claim: ProfileClaim) -> None:
    """Raise ``ClaimClosed`` unless the link can still be used."""
    if claim.state != ClaimState.SENT:
        raise ClaimClosed("used" if claim.state == ClaimState.CLAIMED else claim.state)
    if claim.is_expired:
        raise ClaimClosed("expired")
    if claim.researcher.user_id is not None:
        raise ClaimClosed("used")


def is_theirs(claim: ProfileClaim, user: User) -> bool:
    return email_key(claim.email) == user.email_key


def take(claim: ProfileClaim, user: User, words: str = "") -> None:
    """Take the profile; with an account of another address, the coordination checks first.

    Raises ``ClaimClosed``, ``AlreadyHere`` when the account has a profile: they are duplicates.
    """
    db.session.refresh(claim, with_for_update=True)
    check_open(claim)
    claim.user_id = user.id
    known = profile_of(user)
    if not is_theirs(claim, user) or known is not None:
        claim.words = words
        CLAIM.apply("ask_check", claim, user)
        for team in accounts.holders(Role.COORDINATOR):
            mail.queue(mails.claim_to_check(claim, user, team), team.email, team.name)
        return
    CLAIM.apply("claim", claim, user)
    _give(claim, user, user)


def allow(claim: ProfileClaim, by: User) -> None:
    """The coordination knows that it is the same person. Raises ``AlreadyHere``: merge them first."""
    user = db.session.get(User, claim.user_id)
    known = profile_of(user)
    if known is not None:
        raise AlreadyHere(known)
    CLAIM.apply("allow", claim, by)
    _give(claim, user, by)
    mail.queue(mails.claim_allowed(claim, user), user.email, user.name)


def decline(claim: ProfileClaim, by: User | None) -> None:
    CLAIM.apply("decline", claim, by)


def _give(claim: ProfileClaim, user: User, by: User) -> None:
    """The profile is the person's from now on; nothing of it is shown before they say so."""
    row = claim.researcher
    row.user_id, row.is_listed, row.visibility = user.id, False, {}
    touch(row, "claim", by)


def to_check() -> list[ProfileClaim]:
    return list(
        db.session.scalars(
            select(ProfileClaim)
            .where(ProfileClaim.state == ClaimState.TO_CHECK)
            .order_by(ProfileClaim.id)
        )
    )


def to_check_count() -> int:
    return len(to_check())
