"""Opening a space for somebody on the telephone, and the printed letter that hands it over (A1★1)."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from univasso.accounts import passwords
from univasso.accounts import services as accounts
from univasso.core import clock, history, limits, mail
from univasso.core.db import db
from univasso.directory import mails
from univasso.models.accounts import Role, SignIn, User
from univasso.models.associations import AccessLetter

LIFE = timedelta(days=30)
TRIES = 5
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is read for something else
PLACEHOLDER = "sans-adresse.invalid"  # RFC 2606: no mail can ever be sent there


class LetterClosed(Exception):  # noqa: N818
    """The letter cannot open anything; ``state`` is ``used``, ``expired``, ``tries`` or ``unknown``."""

    def __init__(self, state: str):
        super().__init__(state)
        self.state = state


class AddressTaken(Exception):  # noqa: N818
    """Another account has this address."""


def open_account(name: str, email: str, by: User) -> User:
    """An account for somebody who is on the telephone, with an address or without one yet.

    Raises ``AddressTaken``.
    """
    check_free(email)
    email = email or f"{secrets.token_hex(8)}@{PLACEHOLDER}"
    user = accounts.create_user(email, name, Role.MEMBER, language=by.language)
    history.record(user, "open_for", by)
    return user


def check_free(email: str, but: User | None = None) -> None:
    holder = accounts.find_user(email) if email else None
    if holder is not None and (but is None or holder.id != but.id):
        raise AddressTaken(email)


def may_have(user: User) -> bool:
    """Whether a letter may be written, and may serve: for an account made on the telephone that its
    person never entered, by whatever way. A letter must not open the account of somebody else."""
    if user.password_hash or user.orcid or not user.is_active:
        return False
    entered = select(SignIn.id).where(SignIn.user_id == user.id).limit(1)
    return was_opened_for(user) and db.session.scalar(entered) is None


def was_opened_for(user: User) -> bool:
    return any(line.verb == "open_for" for line in history.of(user))


def has_address(user: User) -> bool:
    return not user.email.endswith("@" + PLACEHOLDER)


def write(user: User, by: User) -> tuple[AccessLetter, str]:
    """A new letter; the former ones no longer open. The code is given once, to be printed."""
    for earlier in open_letters(user):
        earlier.expires_at = clock.now()
    code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
    letter = AccessLetter(
        user=user, code_hash=passwords.hash_password(plain(code)), made_by_id=by.id,
        expires_at=clock.now() + LIFE,
    )  # fmt: skip
    db.session.add(letter)
    history.record(user, "write_letter", by)
    return letter, code


def open_letters(user: User) -> list[AccessLetter]:
    return list(
        db.session.scalars(
            select(AccessLetter).where(
                AccessLetter.user_id == user.id,
                AccessLetter.used_at.is_(None),
                AccessLetter.expires_at > clock.now(),
            )
        )
    )


def plain(code: str) -> str:
    """A code as typed from paper: in any case, with or without its dashes."""
    return "".join(c for c in code.upper() if c.isalnum())


def state_of(letter: AccessLetter | None) -> str:
    """``open``, or why it is closed."""
    if letter is None:
        return "unknown"
    if letter.used_at is not None or not may_have(letter.user):
        return "used"
    if letter.tries >= TRIES:
        return "tries"
    return "expired" if letter.expires_at <= clock.now() else "open"


def find(number: int) -> AccessLetter | None:
    return db.session.get(AccessLetter, number)


def is_right(letter: AccessLetter | None, code: str) -> bool:
    return passwords.verify(letter.code_hash if letter else "", plain(code))


def check_limits(network: str) -> None:
    """Raise ``TooMany`` after 20 wrong codes from a network in an hour."""
    limits.check("letter_network", network, most=20, within=timedelta(hours=1))


def count_try(number: int, network: str) -> int:
    """Count a wrong code; how many tries the letter still allows.

    A number that is no letter's is counted and answered alike: nobody learns which ones are.
    """
    limits.count("letter_network", network)
    limits.count("letter", str(number))
    letter = db.session.get(AccessLetter, number, with_for_update=True)
    if letter is None:
        return max(0, TRIES - limits.tries("letter", str(number), within=timedelta(days=1)))
    letter.tries += 1
    return max(0, TRIES - letter.tries)


def use(letter: AccessLetter, password: str, email: str = "") -> User:
    """Open the account with a password, and an address, of the person's own; the address that the
    coordination was told stays, since paper does not prove another.

    Raises ``LetterClosed``, ``AddressTaken``.
    """
    db.session.refresh(letter, with_for_update=True)
    if (state := state_of(letter)) != "open":
        raise LetterClosed(state)
    user = letter.user
    if email and not has_address(user):
        check_free(email, but=user)
        user.email, user.email_key = email.strip(), accounts.email_key(email)
    for one in open_letters(user):
        one.used_at = clock.now()
    accounts.choose_password(user, password)
    history.record(user, "use_letter", user)
    mail.queue(mails.letter_used(user), user.email, user.name)
    return user
