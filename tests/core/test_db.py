"""One place commits; readers cannot write; a form sent twice acts once."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from tests import make
from univasso.core import clock
from univasso.core.db import AlreadyDone, StaleVersion, check_version, db, transaction
from univasso.models import Output, Territory, User


def test_what_is_written_in_a_transaction_stays(context):
    make.user(email="elle@exemple.test")
    db.session.rollback()
    assert db.session.query(User).one().email == "elle@exemple.test"


def test_an_error_undoes_everything(context):
    with pytest.raises(TypeError), transaction():
        make.user(name=make.user() + 1)
    assert db.session.query(User).count() == 0


def test_a_reader_cannot_write(context):
    with pytest.raises(DBAPIError):
        db.session.execute(text("delete from output_kind"))
    db.session.rollback()


def test_a_transaction_is_never_nested(context):
    with pytest.raises(RuntimeError), transaction(), transaction():
        pass


def test_the_same_form_sent_twice_acts_once_and_leads_to_the_same_place(context):
    with transaction(once="a-key") as work:
        make.user()
        work.leads_to = "/la-bas"
    with pytest.raises(AlreadyDone) as again, transaction(once="a-key"):
        make.user()
    assert again.value.leads_to == "/la-bas"
    assert db.session.query(User).count() == 1


def test_two_hands_on_the_same_form_at_once_act_once(app):
    done, barrier = [], threading.Barrier(2)

    def press():
        with app.app_context():
            barrier.wait()
            try:
                with transaction(once="twin"):
                    make.user()
                done.append("acted")
            except AlreadyDone:
                done.append("known")
            db.session.remove()

    hands = [threading.Thread(target=press) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(done) == ["acted", "known"]


def test_forty_writers_at_once_all_succeed(app):
    faults = []

    def write():
        try:
            with app.app_context():
                make.user()
                db.session.remove()
        except Exception as fault:
            faults.append(fault)

    writers = [threading.Thread(target=write) for _ in range(40)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with app.app_context():
        assert (faults, db.session.query(User).count()) == ([], 40)
        db.session.remove()


def test_foreign_keys_are_kept(context):
    with pytest.raises(IntegrityError), transaction():
        make.output(kind_code="no-such-kind")


def test_a_published_output_has_a_title_whatever_the_code_does(context):
    with pytest.raises(IntegrityError), transaction():
        make.output(title_fr="")


def test_a_moment_comes_back_aware_and_one_without_zone_is_refused(context):
    output = make.output(embargo_until=datetime(2026, 12, 1, 23, tzinfo=UTC))
    db.session.expire_all()
    assert output.embargo_until == datetime(2026, 12, 1, 23, tzinfo=UTC)
    with pytest.raises((ValueError, StatementError)), transaction():
        make.output(embargo_until=datetime(2026, 12, 1))


def test_a_form_opened_before_somebody_saved_is_noticed(context):
    output = make.output(version=3)
    check_version(output, 3)
    check_version(output, None)
    with pytest.raises(StaleVersion):
        check_version(output, 2)


def test_the_vocabularies_are_loaded_with_the_schema(context):
    assert db.session.query(Territory).filter_by(code="commune:80021").one().name == "Amiens"
    assert db.session.query(Output).count() == 0
    assert clock.now().tzinfo is not None
