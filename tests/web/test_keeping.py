"""Words that are read once in a few seconds: who may see the former ones, and for how long."""

import time

import pytest
from sqlalchemy import update

from tests import make
from univasso.core.db import db, schema_change, transaction
from univasso.models import KnowledgeNeed
from univasso.web import keeping

NEW = "La coopération zygomorphe"
FIRST = KnowledgeNeed.number == 1


def write_elsewhere(title: str) -> None:
    """Change a title as another process does: without our session hearing of it."""
    with schema_change(), db.engine.begin() as connection:
        connection.execute(update(KnowledgeNeed).where(FIRST).values(title_fr=title))


@pytest.fixture
def changed_elsewhere(context, read):
    """A stranger has just read the needs, then another host renamed one."""
    read("/besoins")
    write_elsewhere(NEW)
    return context


def test_who_is_signed_in_sees_at_once_what_any_host_changed(read, changed_elsewhere):
    assert NEW in read("/besoins", as_=make.user()).words


def test_a_stranger_sees_it_a_few_seconds_later(read, changed_elsewhere, monkeypatch):
    assert NEW not in read("/besoins").words
    later = time.monotonic() + keeping.SECONDS + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert NEW in read("/besoins").words


def test_what_this_process_writes_is_seen_at_once_by_everybody(read, context):
    assert NEW not in read("/besoins").words
    with transaction():
        db.session.execute(update(KnowledgeNeed).where(FIRST).values(title_fr=NEW))
    assert NEW in read("/besoins").words
