"""Effects are written with the fact, done after it, tried again, and given up aloud."""

import threading

import pytest

from univasso.core import jobs
from univasso.core.db import db, transaction
from univasso.models import Job


@pytest.fixture
def done(monkeypatch):
    """What the handler ``note`` was given, in order."""
    seen = []
    monkeypatch.setitem(jobs.HANDLERS, "note", lambda **payload: seen.append(payload))
    return seen


def test_a_job_is_done_once_and_forgotten(context, done):
    with transaction():
        jobs.queue("note", word="bonjour")
    jobs.run_due(10)
    jobs.run_due(10)
    assert done == [{"word": "bonjour"}]
    assert db.session.query(Job).count() == 0


def test_a_job_of_an_undone_transaction_never_existed(context, done):
    with pytest.raises(TypeError), transaction():
        jobs.queue("note", word=jobs.queue("note") + 1)
    jobs.run_due(10)
    assert done == []


def test_a_dated_job_waits_for_its_day(context, done, later):
    with transaction():
        jobs.queue("note", due_at=jobs.clock.now() + jobs.timedelta(days=9))
    jobs.run_due(10)
    assert done == []
    later(days=9, minutes=1)
    jobs.run_due(10)
    assert done == [{}]


def test_the_same_key_twice_is_one_job_with_the_last_words(context, done):
    with transaction():
        jobs.queue("note", key="k", word="first")
        jobs.queue("note", key="k", word="second")
    jobs.run_due(10)
    assert done == [{"word": "second"}]


def test_a_job_that_does_not_succeed_is_tried_again_then_shown(context, monkeypatch, later):
    tries = []

    def stumble():
        tries.append(1)
        raise OSError("the disk is full")

    monkeypatch.setitem(jobs.HANDLERS, "stumble", stumble)
    with transaction():
        jobs.queue("stumble")
    for days in range(1, 12):
        jobs.run_due(10)
        later(days=days)
    job = db.session.query(Job).one()
    assert len(tries) == len(jobs.PAUSES) + 1
    assert job.given_up_at is not None
    assert "the disk is full" in job.last_error


def test_a_job_whose_worker_died_is_taken_up_after_its_lease(context, done, later):
    with transaction():
        jobs.queue("note")
    assert jobs._claim() is not None  # a worker that dies here
    db.session.rollback()
    jobs.run_due(10)
    assert done == []
    later(minutes=6)
    jobs.run_due(10)
    assert done == [{}]


def test_four_workers_do_each_job_once(app, monkeypatch):
    seen, lock = [], threading.Lock()

    def note(number):
        with lock:
            seen.append(number)

    monkeypatch.setitem(jobs.HANDLERS, "note", note)
    with app.app_context():
        with transaction():
            for number in range(60):
                jobs.queue("note", number=number)
        db.session.remove()

    def work():
        with app.app_context():
            while jobs.run_due(5):
                pass
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(seen) == list(range(60))
