"""The waiting list lived at random: whatever happens in whatever order, its promises hold.

    WAITING_LIST_STEPS=100 WAITING_LIST_LIVES=50 pytest tests/seminars/test_waiting_list.py

lives fifty lives of at most a hundred steps each; by default, a few short ones.
"""

import os
import threading
from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests import make
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models.registrations import HOLDING, LIVE, Registration, RegistrationState
from univasso.models.seminars import Seminar
from univasso.seminars.services import keeping, seats

STEPS = int(os.environ.get("WAITING_LIST_STEPS", "25"))
LIVES = int(os.environ.get("WAITING_LIST_LIVES", "6"))
CROWD = int(os.environ.get("WAITING_LIST_CROWD", "12"))
PEOPLE, ANY = st.integers(0, 13), st.integers(0, 99)
S = RegistrationState


class Life(RuleBasedStateMachine):
    """One seminar, fourteen people, and what the clock does to both."""

    def __init__(self):
        super().__init__()
        clock.shift(timedelta(0))
        with transaction():
            db.session.query(Registration).delete()
        self.number = make.seminar(days=60, room_seats=3, reserved_seats=1).id
        self.moved = timedelta(0)
        self.waited: dict[int, int] = {}  # who waited before the step, and their place

    @property
    def seminar(self) -> Seminar:
        return db.session.get(Seminar, self.number)

    def rows(self, *states: str) -> list[Registration]:
        rows = db.session.query(Registration).filter_by(seminar_id=self.number)
        return [row for row in rows.order_by(Registration.place) if row.state in states]

    def one_of(self, which: int, *states: str) -> Registration | None:
        self.waited = {row.id: row.place for row in self.rows(S.WAITING)}
        rows = self.rows(*states)
        return rows[which % len(rows)] if rows else None

    @rule(who=PEOPLE)
    def come(self, who: int) -> None:
        self.one_of(0)
        about = {"name": f"Personne {who}", "email": f"p{who}@exemple.test", "way": "room",
                 "part": "active", "is_for_association": who % 3 == 0}  # fmt: skip
        with transaction(), suppress(seats.AlreadyRegistered, seats.RegistrationClosed):
            seats.register(self.seminar, about, None, "fr")

    @rule(which=ANY)
    def leave(self, which: int) -> None:
        with transaction():
            if row := self.one_of(which, *LIVE):
                seats.leave(row, None)

    @rule(which=ANY)
    def take(self, which: int) -> None:
        with transaction(), suppress(seats.OfferOver):
            if row := self.one_of(which, S.OFFERED):
                seats.take(row, None)

    @rule(which=ANY)
    def decline(self, which: int) -> None:
        with transaction():
            if row := self.one_of(which, S.OFFERED):
                seats.decline(row, None)

    @rule(hours=st.sampled_from([1, 20, 49, 200]))
    def time_goes_by(self, hours: int) -> None:
        """Offers end, reserved seats go to all, and at last the meeting begins."""
        self.one_of(0)
        self.moved += timedelta(hours=hours)
        clock.shift(self.moved)
        with transaction():
            seats.expire(self.seminar)

    @rule(more=st.integers(-2, 3))
    def change_seats(self, more: int) -> None:
        self.one_of(0)
        with transaction():
            seats.lock(self.seminar)
            held = len(self.rows(*HOLDING))
            self.seminar.room_seats = max(held, self.seminar.room_seats + more)
            db.session.flush()
            seats.settle(self.seminar, "room")

    @rule(days=st.integers(1, 9))
    def move(self, days: int) -> None:
        """Another date: who has a seat keeps it."""
        self.one_of(0)
        with transaction():
            seminar = self.seminar
            seats.lock(seminar)
            seminar.starts_at += timedelta(days=days)
            seminar.ends_at += timedelta(days=days)
            db.session.flush()
            seats.settle(seminar, "room")

    @invariant()
    def promises_hold(self) -> None:
        db.session.rollback()
        seminar, line = self.seminar, self.rows(S.WAITING)
        live = self.rows(*LIVE)
        assert len(self.rows(*HOLDING)) <= seminar.room_seats
        assert len({row.email_key for row in live}) == len(live)
        # Nobody was offered a seat while somebody before them, who could take it, still waits.
        for row in self.rows(S.OFFERED):
            if row.id in self.waited:
                before = [w for w in line if w.place < row.place and w.id in self.waited]
                assert not any(w.is_for_association or not row.is_for_association for w in before)
        if seminar.is_open and clock.now() + seats.SHORTEST <= seminar.closing_at:
            free = seats.seats_of(seminar, "room")
            assert not any(free.has_one_for(row.is_for_association) for row in line)
        assert [seats.rank(row) for row in line] == list(range(1, len(line) + 1))

    def teardown(self) -> None:
        """One mail for each person and fact; and when it is cancelled, one more for each."""
        facts = [m.event_key for m in make.mails()]
        assert len(facts) == len(set(facts))
        with transaction():
            told = seats.release_all(self.seminar)
        assert self.rows(*LIVE) == []
        keeping.settle_lines()
        assert len(make.mails()) == len(facts) + told


def test_order_is_kept_and_nobody_is_too_many_whatever_happens(context, later):
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=LIVES, stateful_step_count=STEPS, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_of_a_crowd_that_comes_at_once_for_one_seat_one_is_confirmed(app, context):
    """Every one in a thread and a connection of their own, all let go at the same moment."""
    number = make.seminar(room_seats=1).id
    start, wrong = threading.Barrier(CROWD), []

    def come(who: int) -> None:
        with app.app_context():
            start.wait()
            try:
                about = {"name": f"Personne {who}", "email": f"p{who}@exemple.test", "way": "room",
                         "part": "active", "is_for_association": False}  # fmt: skip
                with transaction():
                    seats.register(db.session.get(Seminar, number), about, None, "fr")
            except Exception as fault:  # reported below
                wrong.append(fault)
            finally:
                db.session.remove()

    crowd = [threading.Thread(target=come, args=(who,)) for who in range(CROWD)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    db.session.rollback()
    assert wrong == []
    states = [r.state for r in db.session.query(Registration).order_by(Registration.place)]
    assert states == ["confirmed", *["waiting"] * (CROWD - 1)]
