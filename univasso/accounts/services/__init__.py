"""What is done with accounts: sign in and out, end sessions, invite, revoke, accept.

Mailed links, second factors, passkeys and consents have modules of their own beside this one.
"""

import secrets
from datetime import timedelta

from sqlalchemy import select, update

from univasso.accounts import mails, passwords
from univasso.accounts.services import links, tries
from univasso.accounts.services.addresses import email_key, find_user
from univasso.core import clock, history, mail, retention
from univasso.core.db import db
from univasso.core.signed import hashed
from univasso.core.words import N_
from univasso.models.accounts import Invitation, Role, RoleGrant, SignIn, Strength, User
from univasso.models.credentials import MailedLink

INVITATION_LIFE = timedelta(days=14)
KEPT = timedelta(days=180)  # what ended: sessions, invitations
LINKS_KEPT = timedelta(days=30)  # an address that was never confirmed is not kept longer


class AlreadyMember(Exception):  # noqa: N818
    """The address invited already has an account."""


class InvitationClosed(Exception):  # noqa: N818
    """The invitation was used, revoked, or its time has passed; ``state`` says which."""

    def __init__(self, state: str):
        super().__init__(state)
        self.state = state


def holders(role: Role) -> list[User]:
    """Everybody who holds a role now and whose account is open."""
    grants = select(RoleGrant.user_id).where(RoleGrant.role == role)
    found = db.session.scalars(select(User).where(User.id.in_(grants), User.disabled_at.is_(None)))
    return [user for user in found if user.has(role)]


def verify_sign_in(email: str, password: str) -> User | None:
    """The person these words belong to, or None, after the same time in both cases."""
    user = find_user(email)
    right = passwords.verify(user.password_hash if user else "", password)
    return user if right and user.is_active else None


def open_session(user: User, agent: str, strength: Strength = Strength.VOUCHED) -> str:
    """Begin a session; the secret that the browser will carry is given back, and never kept."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignIn(token_hash=hashed(token), user_id=user.id, agent=agent[:200], strength=strength)
    )
    tries.forgive("sign_in", user.email_key)
    history.record(user, "sign_in", user, after=strength)
    return token


def end_session(sign_in: SignIn, by: User) -> None:
    sign_in.ended_at = clock.now()
    history.record(sign_in.user, "sign_out", by)


def end_sessions(user: User, by: User, but: SignIn | None = None) -> int:
    """End every session of somebody, except one; give back how many were open."""
    open_ones = db.session.scalars(select(SignIn).filter_by(user_id=user.id, ended_at=None)).all()
    ended = [found for found in open_ones if found is not but]
    for found in ended:
        end_session(found, by)
    return len(ended)


def confirm(sign_in: SignIn, strength: Strength = Strength.PLAIN) -> None:
    """Its owner has just shown who they are; with a second factor, the session opens every role."""
    sign_in.confirmed_at = clock.now()
    if strength != Strength.PLAIN:
        sign_in.strength = strength


def choose_password(user: User, password: str) -> None:
    """The first password of somebody, who has just shown who they are."""
    user.password_hash = passwords.hash_password(password)
    user.password_changed_at = clock.now()


def set_password(user: User, password: str, by: User | None) -> None:
    """Mailed links that were waiting die with the former password; its owner is told."""
    choose_password(user, password)
    links.close_all(user)
    history.record(user, "set_password", by)
    mail.queue(mails.password_changed(user), user.email, user.name)


def note_seen(sign_in_ids: set[int]) -> None:
    """Write down that sessions were used, so that only idle ones end."""
    db.session.execute(update(SignIn).where(SignIn.id.in_(sign_in_ids)).values(seen_at=clock.now()))


def create_user(email: str, name: str, *roles: Role, language: str = "fr", **about) -> User:
    user = User(
        email=email.strip(), email_key=email_key(email), name=name, language=language, **about
    )
    user.grants = [RoleGrant(role=role) for role in roles]
    db.session.add(user)
    history.record(user, "create", None, note=", ".join(roles))
    return user


def invite(email: str, role: Role, by: User | None, language: str = "fr") -> tuple[Invitation, str]:
    """Invite somebody by mail. Raises ``AlreadyMember``. The secret of the link is given back once."""
    if find_user(email) is not None:
        raise AlreadyMember(email)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        token_hash=hashed(token),
        email=email.strip(),
        role=role,
        language=language,
        invited_by_id=by.id if by else None,
        expires_at=clock.now() + INVITATION_LIFE,
    )
    db.session.add(invitation)
    history.record(invitation, "invite", by, note=role)
    mail.queue(mails.invited(invitation, token, by), invitation.email)
    return invitation, token


def revoke(invitation: Invitation, by: User) -> None:
    """Close an invitation; its link then says that it was revoked."""
    if invitation.state != "waiting":
        raise InvitationClosed(invitation.state)
    invitation.revoked_at = clock.now()
    history.record(invitation, "revoke", by)


def accept(invitation: Invitation, name: str, password: str) -> User:
    """Make the account that the invitation promised. Raises ``InvitationClosed``."""
    db.session.refresh(invitation, with_for_update=True)
    if invitation.state != "waiting":
        raise InvitationClosed(invitation.state)
    if find_user(invitation.email) is not None:  # by another invitation to the same address
        raise InvitationClosed("accepted")
    user = create_user(invitation.email, name, invitation.role, language=invitation.language)
    choose_password(user, password)
    db.session.flush()
    invitation.accepted_at, invitation.user_id = clock.now(), user.id
    return user


def find_invitation(token: str) -> Invitation | None:
    return db.session.scalar(select(Invitation).where(Invitation.token_hash == hashed(token)))


def set_name(user: User, name: str) -> None:
    user.name = name
    history.record(user, "set_name", user)


def set_display(user: User, language: str, theme: str) -> None:
    user.language, user.theme = language, theme


retention.keep("sessions", SignIn, SignIn.seen_at, KEPT, N_("Sessions that ended long ago"))
retention.keep(
    "invitations", Invitation, Invitation.expires_at, KEPT, N_("Invitations whose time has passed")
)
retention.keep(
    "mailed_links",
    MailedLink,
    MailedLink.expires_at,
    LINKS_KEPT,
    N_("Mailed links that no longer open"),
)
