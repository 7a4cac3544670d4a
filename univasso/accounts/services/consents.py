"""Texts that people accept: loaded by version, accepted by a person, never rewritten."""

import json
from pathlib import Path

from sqlalchemy import select

from univasso.core import history
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.consents import (
    Consent,
    ConsentText,
    current_texts,
    text_to_accept_for,
    texts_to_accept,
)

TEXTS = Path(__file__).parent.parent / "data" / "texts"


def load() -> None:
    """Add the versions that are not in the database yet; those that are there stay as they were read."""
    known = {(text.code, text.version) for text in db.session.scalars(select(ConsentText)).all()}
    for row in json.loads((TEXTS / "texts.json").read_text("utf-8")):
        if (row["code"], row["version"]) not in known:
            name = f"{row['code']}-{row['version']}"
            bodies = {
                f"body_{language}": (TEXTS / f"{name}.{language}.txt").read_text("utf-8").strip()
                for language in ("fr", "en")
            }
            db.session.add(ConsentText(**row, **bodies))


def accept(user: User, text_ids: set[int]) -> None:
    """Keep that somebody accepted these texts, in the version that they had before their eyes.

    A text that was replaced meanwhile is left out, and will be asked for again.
    """
    for text in texts_to_accept(user):
        if text.id in text_ids:
            db.session.add(Consent(user_id=user.id, text_id=text.id))
            history.record(user, "accept_text", user, note=f"{text.code} {text.version}")


def accept_for(association_id: int, text_id: int, user: User) -> bool:
    """Keep that somebody accepted the charter of associations on behalf of one, in the version that
    they had before their eyes; whether it is the one that is asked for now."""
    text = text_to_accept_for(association_id)
    if text is None or text.id != text_id:
        return text is None
    db.session.add(Consent(user_id=user.id, text_id=text.id, association_id=association_id))
    return True


def accept_all(user: User) -> None:
    """For the fictional people of the demonstration and of tests."""
    accept(user, {text.id for text in current_texts()})


def accepted(user: User) -> list[Consent]:
    """What somebody accepted for themselves, newest first."""
    return list(
        db.session.scalars(
            select(Consent)
            .where(Consent.user_id == user.id, Consent.association_id.is_(None))
            .order_by(Consent.id.desc())
        )
    )
