"""The addresses by which a side answers without an account, from every mail."""

from flask import current_app

from univasso.core import signed
from univasso.core.db import db
from univasso.models.pairings import PairingSide

ANSWER = "pairing-answer"
LIFE = 400 * 24 * 3600  # seconds: longer than any request stays open


def key_of(side: PairingSide) -> str:
    """The secret part of the address; passing the request on kills it."""
    return signed.sign(current_app.config["SECRET_KEY"], ANSWER, [side.id, side.link_number])


def side_of(key: str) -> PairingSide:
    """The side of a key. Raises ``LinkExpired``, ``LinkForeign``."""
    number, link = signed.read(current_app.config["SECRET_KEY"], ANSWER, key, LIFE)
    found = db.session.get(PairingSide, number)
    if found is None or found.link_number != link:
        raise signed.LinkForeign
    return found
