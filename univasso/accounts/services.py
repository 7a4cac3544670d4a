"""What is done with accounts: sign in and out, end sessions, invite, revoke, accept."""

import secrets
import unicodedata
from datetime import timedelta

from sqlalchemy import select, update

from univasso.accounts import mails, passwords
from univasso.core import clock, history, limits, mail, retention
from univasso.core.db import db
from univasso.core.signed import hashed
from univasso.core.words import N_
from univasso.models.accounts import Invitation, Role, RoleGrant, SignIn, User

INVITATION_LIFE = timedelta(days=14)
KEPT = timedelta(days=180)  # what ended: sessions, invitations


class AlreadyMember(Exception):  # noqa: N818
    """The address invited already has an account."""


class InvitationClosed(Exception):  # noqa: N818
    """The invitation was used, revoked, or its time has passed; ``state`` says which."""

    def __init__(self, state: str):
        super().__init__(state)
        self.state = state


def email_key(email: str) -> str:
    """The form under which addresses are compared: composed, lower case, without tricks."""
    return unicodedata.normalize("NFC", email).strip().lower()


def find_user(email: str) -> User | None:
    """The account of an address; that of a merged account leads to the one that remains."""
    found = db.session.scalar(select(User).where(User.email_key == email_key(email)))
    while found is not None and found.merged_into is not None:
        found = found.merged_into
    return found


def verify_sign_in(email: str, password: str) -> User | None:
    """The person these words belong to, or None, after the same time in both cases."""
    user = find_user(email)
    right = passwords.verify(user.password_hash if user else "", password)
    return user if right and user.is_active else None


def check_limits(email: str, network: str) -> None:
    """Raise ``TooMany`` after 10 tries on an account in 15 minutes, or 100 from a network."""
    quarter = timedelta(minutes=15)
    limits.check("sign_in", email_key(email), most=10, within=quarter)
    limits.check("sign_in_network", network, most=100, within=quarter)


def note_failure(email: str, network: str) -> None:
    limits.count("sign_in", email_key(email))
    limits.count("sign_in_network", network)


def open_session(user: User, agent: str) -> str:
    """Begin a session; the secret that the browser will carry is given back, and never kept."""
    token = secrets.token_urlsafe(32)
    db.session.add(SignIn(token_hash=hashed(token), user_id=user.id, agent=agent[:200]))
    limits.forgive("sign_in", user.email_key)
    history.record(user, "sign_in", user)
    return token


def end_session(sign_in: SignIn, by: User) -> None:
    sign_in.ended_at = clock.now()
    history.record(sign_in.user, "sign_out", by)


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
    user.password_hash = passwords.hash_password(password)
    db.session.flush()
    invitation.accepted_at, invitation.user_id = clock.now(), user.id
    return user


def find_invitation(token: str) -> Invitation | None:
    return db.session.scalar(select(Invitation).where(Invitation.token_hash == hashed(token)))


def set_display(user: User, language: str, theme: str) -> None:
    user.language, user.theme = language, theme


retention.keep("sessions", SignIn, SignIn.seen_at, KEPT, N_("Sessions that ended long ago"))
retention.keep(
    "invitations", Invitation, Invitation.expires_at, KEPT, N_("Invitations whose time has passed")
)
