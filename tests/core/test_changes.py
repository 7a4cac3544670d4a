"""Whoever changes a searchable row leaves a line for every copy of the index."""

from datetime import timedelta

from sqlalchemy import select

from tests import make
from univasso.core import changes, clock, retention
from univasso.core.db import db, transaction
from univasso.models import Change, FilePage, OutputFile


def lines(since) -> list[str]:
    found = [key for _, key in changes.since(since, clock.now())]
    return [key for key in found if key.startswith("output:")]  # the vocabularies are new too


def test_a_new_row_and_a_changed_one_leave_one_line_each_time(context):
    start = clock.now()
    output = make.output()
    assert lines(start) == [f"output:{output.id}"]
    with transaction():
        output.title_fr = "Un autre titre"
    assert lines(start) == [f"output:{output.id}"] * 2


def test_a_line_dated_later_is_not_yet_followed(context):
    start = clock.now()
    with transaction():
        changes.note("output:9", due_at=clock.now() + timedelta(days=2))
    assert lines(start) == []
    assert changes.since(start, clock.now() + timedelta(days=3))[-1][1] == "output:9"


def test_the_words_of_a_file_and_an_author_speak_for_their_output(context):
    output = make.output()
    with transaction():
        file = OutputFile(
            output_id=output.id, name="a.pdf", sha256="0" * 64, size=1, media_type="application/pdf"
        )
        db.session.add(file)
        db.session.flush()
        db.session.add(FilePage(file_id=file.id, number=1, text="mot"))
    with transaction():
        output.authors[0].family = "Durand-Fictif"
    keys = db.session.scalars(select(Change.key)).all()
    assert keys.count(f"output:{output.id}") == 3


def test_lines_older_than_every_copy_are_dropped(context, later):
    make.output()
    later(days=31)
    with transaction():
        retention.run()
    assert db.session.query(Change).count() == 0
