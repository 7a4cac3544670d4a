"""What tests of seminars share: a meeting, and people who come."""

import pytest

from tests import make
from tests.questions.steps import post
from univasso.core.db import db
from univasso.models.registrations import Registration


@pytest.fixture
def cafe(context):
    """A café of twenty days from now with two seats."""
    return make.seminar(room_seats=2)


@pytest.fixture
def sign_up(read):
    """``sign_up(cafe, "zoe")``: the form, sent by somebody without account."""

    def send(seminar, who: str, status: int = 303, **about):
        fields = {"name": f"{who.title()} Fictive", "email": f"{who}@exemple.test", "way": "room",
                  "part": "active", **about}  # fmt: skip
        return post(read, f"/rencontres/{seminar.id}/inscription", fields, status=status)

    return send


@pytest.fixture
def of(context):
    """``of("zoe")``: her last registration, read again."""

    def find(who: str) -> Registration:
        db.session.rollback()
        rows = db.session.query(Registration).filter_by(email_key=f"{who}@exemple.test")
        return rows.order_by(Registration.id.desc()).first()

    return find


@pytest.fixture
def last_mail(context):
    def find(who: str):
        db.session.rollback()
        return [m for m in make.mails() if m.to_email == f"{who}@exemple.test"][-1]

    return find
