"""The address by which whoever asked follows a question without an account, from every mail."""

from flask import current_app

from univasso.core import signed
from univasso.core.db import db
from univasso.models.question_exchanges import Support
from univasso.models.question_outcomes import Handover
from univasso.models.questions import Question

FOLLOW, SUPPORT, HANDOVER = "question", "question-support", "question-handover"
LIFE = 3 * 365 * 24 * 3600  # seconds: as long as the address behind it is kept


def key_of(question: Question) -> str:
    """The secret part of the address of a question's follow-up; it dies when the address changes."""
    return _sign(FOLLOW, [question.id, question.link_number])


def question_of(key: str) -> Question:
    """The question of a key. Raises ``LinkExpired``, ``LinkForeign``."""
    number, link = _read(FOLLOW, key)
    found = db.session.get(Question, number)
    if found is None or found.link_number != link:
        raise signed.LinkForeign
    return found


def key_beside(key: str, other: Question) -> str | int:
    """The key of another question of whoever holds ``key``: a secret for a secret, a number else."""
    return other.id if key.isdigit() else key_of(other)


def support_key(support: Support) -> str:
    return _sign(SUPPORT, [support.id])


def support_of(key: str) -> Support:
    """Raises ``LinkExpired``, ``LinkForeign``."""
    return _row(Support, _read(SUPPORT, key)[0])


def handover_key(handover: Handover) -> str:
    return _sign(HANDOVER, [handover.id])


def handover_of(key: str) -> Handover:
    """Raises ``LinkExpired``, ``LinkForeign``."""
    return _row(Handover, _read(HANDOVER, key)[0])


def _row(model: type, number: int):
    found = db.session.get(model, number)
    if found is None:
        raise signed.LinkForeign
    return found


def _sign(purpose: str, payload: list) -> str:
    return signed.sign(current_app.config["SECRET_KEY"], purpose, payload)


def _read(purpose: str, key: str) -> list:
    return signed.read(current_app.config["SECRET_KEY"], purpose, key, LIFE)
