"""Second factors: codes of an application, recovery codes; what each shows serves once."""

import hmac
import secrets

import pyotp
from sqlalchemy import delete, func, select

from univasso.accounts import mails
from univasso.accounts.services import confirm, end_sessions
from univasso.core import clock, history, mail
from univasso.core.db import db
from univasso.core.signed import hashed
from univasso.models.accounts import SignIn, Strength, User
from univasso.models.credentials import Authenticator, Means, RecoveryCode
from univasso.policy import STRONG_ROLES

ISSUER = "Univ’Asso"
STEP = 30  # seconds
CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


class LastFactor(Exception):  # noqa: N818
    """A role that somebody holds asks for a second factor: the last one stays."""


def of(user: User, means: Means | None = None) -> list[Authenticator]:
    """The second factors of somebody, oldest first."""
    found = select(Authenticator).where(Authenticator.user_id == user.id)
    if means is not None:
        found = found.where(Authenticator.means == means)
    return list(db.session.scalars(found.order_by(Authenticator.id)))


def codes_left(user: User) -> int:
    return db.session.scalar(
        select(func.count()).where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    )


def new_secret() -> str:
    return pyotp.random_base32()


def invitation_to(secret: str, user: User) -> str:
    """What the square drawing says to the application."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=ISSUER)


def step_of(secret: str, code: str) -> int:
    """The step of time whose code this is, among the present one and its neighbours; 0 for none."""
    now = int(clock.now().timestamp()) // STEP
    typed = "".join(str(int(c)) for c in code if c.isdecimal())
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(pyotp.TOTP(secret).at(step * STEP), typed):
            return step
    return 0


def add_application(user: User, secret: str, step: int, label: str, sign_in: SignIn) -> None:
    """Keep an application that has just given a right code."""
    keep(
        Authenticator(user_id=user.id, means=Means.TOTP, label=label, secret=secret, counter=step),
        user, sign_in,
    )  # fmt: skip


def keep(factor: Authenticator, user: User, sign_in: SignIn) -> None:
    """Add a factor that was just shown: the session has proven it."""
    db.session.add(factor)
    confirm(sign_in, Strength.STRONG)
    _tell(user, "add_factor", factor.label)


def remove(factor: Authenticator, user: User) -> None:
    """Raises ``LastFactor``. Without any factor, recovery codes replace nothing and go too."""
    others = [one for one in of(user) if one.id != factor.id]
    if not others and any(user.holds(role) for role in STRONG_ROLES):
        raise LastFactor
    db.session.delete(factor)
    if not others:
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    _tell(user, "remove_factor", factor.label)


def take_away(user: User, by: User) -> None:
    """Of somebody who lost them all and proved to the coordination who they are: sessions end, and the
    next one begins without a second factor."""
    db.session.execute(delete(Authenticator).where(Authenticator.user_id == user.id))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    end_sessions(user, by)
    history.record(user, "remove_factor", by)
    mail.queue(mails.factor_changed(user, "remove_factor"), user.email, user.name)


def is_right(user: User, code: str) -> bool:
    """Whether this is a code of an application, or a recovery code; either serves once."""
    for factor in of(user, Means.TOTP):
        db.session.refresh(factor, with_for_update=True)  # the same code sent twice at once
        step = step_of(factor.secret, code)
        if step > factor.counter:
            factor.counter, factor.used_at = step, clock.now()
            return True
    return bool(of(user)) and _is_recovery(user, code)


def _is_recovery(user: User, code: str) -> bool:
    found = db.session.scalar(
        select(RecoveryCode)
        .where(RecoveryCode.code_hash == _hash(user, code), RecoveryCode.used_at.is_(None))
        .with_for_update()
    )
    if found is None:
        return False
    found.used_at = clock.now()
    _tell(user, "use_code")
    return True


def make_codes(user: User) -> list[str]:
    """Ten new recovery codes, shown this once; the former ones no longer serve."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = [_code() for _ in range(CODES)]
    db.session.add_all(RecoveryCode(user_id=user.id, code_hash=_hash(user, c)) for c in codes)
    _tell(user, "make_codes")
    return codes


def _code() -> str:
    """Ten letters and digits, in two groups: fifty bits of chance."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2))


def _hash(user: User, code: str) -> str:
    plain = "".join(c for c in code.lower() if c.isalnum())
    return hashed(f"recovery:{user.id}:{plain}")


def _tell(user: User, verb: str, note: str = "") -> None:
    history.record(user, verb, user, note=note)
    mail.queue(mails.factor_changed(user, verb), user.email, user.name)
