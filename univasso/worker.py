"""What a process does outside its visitors' waiting time: jobs, the index, what is seen, what is old."""

import logging
import os
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.exc import OperationalError

from univasso.accounts import services as accounts
from univasso.core import clock, history, jobs, retention, seals
from univasso.core.db import db, transaction
from univasso.finder import demand, following
from univasso.outputs.services import files as outputs
from univasso.pairings.services import ladder
from univasso.questions import queries
from univasso.questions.services import answers, handovers, reminding
from univasso.seminars.services import keeping
from univasso.web import identity

log = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two looks when nothing woke us


def note_seen() -> None:
    """Write down the sessions that this process saw, at once for all."""
    seen = set(identity.seen)
    if seen:
        with transaction():
            accounts.note_seen(seen)
        identity.seen.difference_update(seen)


def forget_old() -> None:
    """Apply every rule of retention: what has served its time goes."""
    with transaction():
        retention.run()


def note_readings() -> None:
    """Write down what was read of what is sensitive."""
    seen = dict(history.readings)
    if seen:
        with transaction():
            history.write_readings(seen)
        for key in seen:
            history.readings.pop(key, None)


def seal_history() -> None:
    """Chain the lines of history that were committed since."""
    if seals.is_anything_waiting():
        with transaction():
            seals.seal_new()


def note_demand() -> None:
    """Write down what was searched for in vain."""
    if demand.is_anything_heard():
        with transaction():
            demand.write()


def tell_overdue() -> None:
    """Tell whoever follows a question that was passed on that no news came."""
    if queries.overdue_handovers():
        with transaction():
            handovers.tell_overdue()


def ask_whether_it_answers() -> None:
    """Ask those who asked a question whether what was published since answers it."""
    if answers.waiting():
        with transaction():
            answers.tell()


def sweep_files() -> None:
    """Remove from the store what no row holds."""
    outputs.sweep()


# What is done at most once in each duration.
CHORES: list[tuple[timedelta, Callable[[], None]]] = [
    (timedelta(minutes=1), note_seen),
    (timedelta(minutes=1), note_demand),
    (timedelta(minutes=1), note_readings),
    (timedelta(minutes=1), ask_whether_it_answers),
    (timedelta(seconds=10), seal_history),
    (timedelta(hours=1), reminding.remind),
    (timedelta(hours=1), tell_overdue),
    (timedelta(minutes=1), keeping.settle_lines),
    (timedelta(hours=1), keeping.remind),
    (timedelta(hours=1), keeping.ask_again),
    (timedelta(hours=1), ladder.climb),
    (timedelta(hours=6), forget_old),
    (timedelta(hours=24), sweep_files),
]


class Worker(threading.Thread):
    """The thread of a serving process, or the whole of ``univasso jobs --watch``.

    Without ``does_jobs`` it only keeps what belongs to its process: its copy of the index, and what
    its visitors were seen to do.
    """

    def __init__(self, app: Flask, *, does_jobs: bool = True):
        super().__init__(name="worker", daemon=True)
        self.app = app
        self.does_jobs = does_jobs
        self.is_stopping = threading.Event()
        self.last: dict[Callable[[], None], datetime] = {}

    def run(self) -> None:
        while not self.is_stopping.is_set():
            jobs.wake.clear()
            with self.app.app_context():
                self.look()
            jobs.wake.wait(PAUSE)

    def look(self) -> None:
        """One round; nothing that happens in it ends the worker."""
        work = [lambda: jobs.run_due(20)] if self.does_jobs else []
        for task in (*work, following.follow, *self._chores_due()):
            try:
                task()
            except OperationalError as fault:
                log.warning("the database is busy or away: %s", fault)
            except Exception:
                log.exception("a background task stopped short")
            finally:
                db.session.rollback()

    def _chores_due(self) -> list[Callable[[], None]]:
        now, due = clock.now(), []
        for every, chore in CHORES:
            if now - self.last.get(chore, datetime.min.replace(tzinfo=now.tzinfo)) >= every:
                self.last[chore] = now
                due.append(chore)
        return due

    def stop(self) -> None:
        """Ask for the end, and wait for the round that goes on."""
        self.is_stopping.set()
        jobs.wake.set()
        if self.is_alive():
            self.join(timeout=30)


def attend(app: Flask) -> None:
    """Start a worker with the first request of each process: servers fork before they serve."""
    started: set[int] = set()

    @app.before_request
    def _start() -> None:
        if os.getpid() not in started:
            started.clear()
            started.add(os.getpid())
            Worker(app, does_jobs=app.config["WORK_IN_SERVER"]).start()
