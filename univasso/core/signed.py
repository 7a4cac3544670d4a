"""Links for mails: each has a purpose and an end, and opens a page whose button acts (G5)."""

import hashlib

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from univasso.core import clock


class LinkExpired(Exception):  # noqa: N818
    """The link was right, and its time has passed. ``payload`` still says what it was about."""

    def __init__(self, payload: object):
        super().__init__("expired")
        self.payload = payload


class LinkForeign(Exception):  # noqa: N818
    """The link was not made here, or was made for another purpose."""


class _Dated(TimestampSigner):
    """Dates by the clock of the house, which can be moved."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def _of(secret: str, purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=purpose, signer=_Dated)


LONGEST = 2_000  # characters: a longer one is not ours and is not worth a computation


def sign(secret: str, purpose: str, payload: object) -> str:
    """A token carrying ``payload`` (JSON), good for ``purpose`` only."""
    return _of(secret, purpose).dumps(payload)


def read(secret: str, purpose: str, token: str, max_age: int) -> object:
    """The payload of a token at most ``max_age`` seconds old.

    Raises ``LinkExpired`` or ``LinkForeign``.
    """
    if len(token) > LONGEST:
        raise LinkForeign
    try:
        return _of(secret, purpose).loads(token, max_age=max_age)
    except SignatureExpired as late:
        about = _of(secret, purpose).load_payload(late.payload)
        raise LinkExpired(about) from late
    except BadSignature as wrong:
        raise LinkForeign from wrong


def hashed(token: str) -> str:
    """What is kept of a secret token: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()
