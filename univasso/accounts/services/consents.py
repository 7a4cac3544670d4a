"""Texts that people accept: loaded by version, accepted by a person, never rewritten."""

import json
from pathlib import Path

from sqlalchemy import select

from univasso.core import history
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.consents import Consent, ConsentText, current_texts

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
    given = set(db.session.scalars(select(Consent.text_id).where(Consent.user_id == user.id)))
    for text in current_texts():
        if text.id in text_ids - given:
            db.session.add(Consent(user_id=user.id, text_id=text.id))
            history.record(user, "accept_text", user, note=f"{text.code} {text.version}")


def accept_all(user: User) -> None:
    """For the fictional people of the demonstration and of tests."""
    accept(user, {text.id for text in current_texts()})


def accepted(user: User) -> list[Consent]:
    """What somebody accepted, newest first."""
    return list(
        db.session.scalars(
            select(Consent).where(Consent.user_id == user.id).order_by(Consent.id.desc())
        )
    )
