"""Passwords: argon2id, at least twelve characters, no rule of composition (ASVS 6.2).

What is refused is what others try first: passwords that were leaked, and one or two words that
everybody here thinks of (a town, a season, the name of the site), whatever digits dress them.
"""

import gzip
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from univasso.core.french import folded

SHORTEST, LONGEST = 12, 200
FEWEST = 5  # different characters
WORD = 4  # letters: shorter ones are not looked for
DATA = Path(__file__).parent / "data"
DRESS = str.maketrans("@4301!5$7", "aaeoiisst")
ROWS = (
    "0123456789" * 3, "abcdefghijklmnopqrstuvwxyz" * 2, "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm", "1234567890azertyuiop", "1234567890qwertyuiop",
)  # fmt: skip

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


@cache
def leaked() -> frozenset[str]:
    """The passwords that were leaked most often."""
    text = gzip.decompress((DATA / "common_passwords.txt.gz").read_bytes()).decode()
    return frozenset(text.split("\n"))


@cache
def expected() -> frozenset[str]:
    """Words of four letters or more that others would try, folded."""
    ours = (DATA / "french_words.txt").read_text("utf-8").split()
    return frozenset(w for w in (*map(_letters, leaked()), *ours) if len(w) >= WORD)


def is_guessable(password: str, *about: str) -> bool:
    """Whether it is among the first that others try; ``about`` is what they know of its owner."""
    plain = folded(password)
    if plain in leaked() or len(set(plain)) < FEWEST:
        return True
    if any(plain in row or plain[::-1] in row for row in ROWS):
        return True
    own = {_letters(word) for said in about for word in said.replace("@", " ").split()}
    words = expected() | {word for word in own if len(word) >= WORD}
    return any(
        _is_made_of_two(letters, words)
        for letters in (_letters(plain), _letters(_undressed(plain)))
    )


def _undressed(text: str) -> str:
    return text.translate(DRESS)


def _letters(text: str) -> str:
    return "".join(c for c in folded(text) if c.isalpha())


def _is_made_of_two(letters: str, words: frozenset[str] | set[str]) -> bool:
    """Whether one or two of these words, said any number of times, are all there is."""
    for end in range(WORD, len(letters) + 1):
        if letters[:end] in words:
            rest = letters.replace(letters[:end], "")
            if not rest or any(
                rest[:n] in words and not rest.replace(rest[:n], "")
                for n in range(WORD, len(rest) + 1)
            ):
                return True
    return False
