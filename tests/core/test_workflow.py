"""A verb moves a row, leaves a line, and is refused out of turn."""

import threading

import pytest

from tests import make
from univasso.core import history
from univasso.core.db import db, transaction
from univasso.core.workflow import ReasonMissing, WrongState
from univasso.models import OUTPUT, Output, OutputState


def test_a_verb_moves_the_row_and_leaves_a_line(context):
    output, by = make.output(OutputState.SUBMITTED), make.coordinator()
    with transaction():
        OUTPUT.apply("decline", output, by, "Hors du sujet du programme.", "scope")
    line = history.of(output)[0]
    assert (line.verb, line.before, line.after, line.by_id) == (
        "decline",
        "submitted",
        "declined",
        by.id,
    )
    assert (line.note, line.reason) == ("Hors du sujet du programme.", "scope")


def test_a_verb_out_of_turn_is_not_applied(context):
    output = make.output(OutputState.PUBLISHED)
    with pytest.raises(WrongState), transaction():
        OUTPUT.apply("submit", output, None)
    assert history.of(output) == []


def test_a_verb_that_demands_a_reason_waits_for_it(context):
    output = make.output(OutputState.SUBMITTED)
    with pytest.raises(ReasonMissing), transaction():
        OUTPUT.apply("decline", output, None, "   ")


def test_open_verbs_follow_the_state(context):
    assert OUTPUT.open_verbs(make.output(OutputState.DRAFT)) == ["submit", "merge"]
    assert OUTPUT.open_verbs(make.output(OutputState.PUBLISHED)) == ["withdraw", "merge"]


def test_two_coordinators_who_decide_at_once_make_one_decision(app):
    with app.app_context():
        number = make.output(OutputState.SUBMITTED).id
        db.session.remove()
    said, barrier = [], threading.Barrier(2)

    def decide(verb):
        with app.app_context():
            output = db.session.get(Output, number)
            assert output.state == OutputState.SUBMITTED
            barrier.wait()
            try:
                with transaction():
                    OUTPUT.apply(verb, db.session.get(Output, number), None, "Une raison.")
                said.append("done")
            except WrongState:
                said.append("late")
            db.session.remove()

    hands = [threading.Thread(target=decide, args=[v]) for v in ("decline", "ask_changes")]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(said) == ["done", "late"]
