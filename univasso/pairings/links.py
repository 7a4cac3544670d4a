"""The addresses by which a side answers without an account, from every mail."""

from flask import current_app

from univasso.core import signed
from univasso.core.db import db
from univasso.models.pairings import PairingSide

ANSWER = "pairing-answer"
LIFE = 400 * 24 * 3600  # seconds: longer than any request stays open


def key_of(side: PairingSide) -> str:
    """The secret part of the address; passing the request on kills it. The moment of the request is in
    it: the number of a side that was erased may be that of another one later."""
    about = [side.id, side.link_number, _moment(side)]
    return signed.sign(current_app.config["SECRET_KEY"], ANSWER, about)


def _moment(side: PairingSide) -> int:
    return int(side.pairing.asked_at.timestamp() * 1000)


def side_of(key: str) -> PairingSide:
    """The side of a key. Raises ``LinkExpired``, ``LinkForeign``."""
    number, *rest = signed.read(current_app.config["SECRET_KEY"], ANSWER, key, LIFE)
    found = db.session.get(PairingSide, number)
    if found is None or rest != [found.link_number, _moment(found)]:
        raise signed.LinkForeign
    return found
