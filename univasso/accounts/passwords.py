"""Passwords: argon2id, at least twelve characters, no rule of composition (ASVS 6.2)."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200

hasher = PasswordHasher()


def hash_password(password: str) -> str:
    return hasher.hash(password)


@cache
def _dummy() -> str:
    return hasher.hash("nobody has this password")


def verify(kept: str, password: str) -> bool:
    """Whether the password is right. An unknown account takes as long as a known one."""
    try:
        right = hasher.verify(kept or _dummy(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return right and bool(kept)


def is_dated(kept: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return hasher.check_needs_rehash(kept)
