"""Sixty days go by, one at a time: who is written to, and that nobody is nagged."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from tests import make
from tests.questions.steps import post
from univasso.core import clock
from univasso.core.db import db
from univasso.questions.services import desks

MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def team(context, later):
    """Coralie follows, Sam stands in; the clock begins on a Monday morning."""
    later(seconds=(MONDAY - clock.now()).total_seconds())
    coralie, sam = make.coordinator(name="Coralie Fictive"), make.coordinator(name="Sam Fictif")
    with make.transaction():
        desks.arrange(coralie, "03 20 00 00 00", sam, None, None)
    return coralie, sam


@pytest.fixture
def days(work, later):
    """``days(15)``: each day is lived, twice a day."""
    begun = clock.now

    def live(count: int) -> list:
        start = (begun() - datetime.now(UTC)).total_seconds()
        for hour in range(0, count * 24 + 1, 12):
            later(seconds=start + hour * 3600)
            work()
        db.session.rollback()
        return make.mails()

    return live


def listed(mails) -> list[str]:
    return [f"{m.created_at:%d/%m} {m.to_name or m.to_email}: {m.subject}" for m in mails]


def test_a_question_that_nobody_touches_for_sixty_days(team, days):
    coralie, _sam = team
    make.question(
        asker=make.user(name="Nadia Fictive"), assignee=coralie, wish="Pourquoi partent-ils"
    )
    mails = days(60)
    print("\n".join(listed(mails)))  # the list of mails, for whoever reads the test
    subjects = [(m.to_name, m.subject) for m in mails]
    assert max(Counter((m.to_email, m.event_key) for m in mails).values()) == 1
    week = ("Coralie Fictive", "Vos questions de la semaine : 1")
    assert subjects == [
        ("Coralie Fictive", "Une réponse est promise : question n° 1"),
        week,
        ("Coralie Fictive", "L’échéance est passée : question n° 1"),
        ("Sam Fictif", "À reprendre ? Question n° 1"),
        week, week, week, week,
        ("Sam Fictif", "Rien depuis 45 jours : question n° 1"),
        week, week,
    ]  # fmt: skip
    assert all("Vous recevez ce message parce que" in m.text for m in mails)
    assert all("Pourquoi partent-ils" in m.text for m in mails)  # none is empty


def test_an_act_ends_the_reminders_of_a_promise(team, days, read):
    coralie, _sam = team
    question = make.question(asker=make.user(name="Nadia Fictive"), assignee=coralie)
    post(read, f"/questions/{question.id}/message", {"text": "Nous cherchons."}, as_=coralie)
    before = len(make.mails())
    assert listed(days(40)[before:]) == []


def test_who_was_asked_is_reminded_twice_and_not_after_answering(team, days, read):
    coralie, _sam = team
    nadia = make.user(name="Nadia Fictive")
    question = make.question(asker=nadia, assignee=coralie)
    post(read, f"/questions/{question.id}/preciser", {"text": "Combien ?"}, as_=coralie)
    mails = [m for m in days(30) if m.to_email == nadia.email]
    reminder = "Nous attendons vos mots : question n° 1"
    assert [m.subject for m in mails] == [
        "Une précision sur votre question, n° 1", reminder, reminder,
    ]  # fmt: skip
    read.signed_in_as = None
    post(read, f"/questions/suivi/{question.id}/repondre", {"text": "Douze."}, as_=nadia)
    later_on = [m for m in days(30) if m.to_email == nadia.email]
    assert len(later_on) == 3


def test_a_promise_missed_alerts_the_deputy_and_shows_in_red(team, days, read):
    coralie, sam = team
    question = make.question(asker=make.user(), assignee=coralie)
    mails = days(17)
    assert "À reprendre ? Question n° 1" in [m.subject for m in mails if m.to_email == sam.email]
    page = read("/questions/tri?pour=late", as_=sam)
    assert "de retard" in page.words
    assert 'class="state state--late"' in page.html
    assert question.wish in page.words


def test_nobody_is_reminded_of_what_has_its_outcome(team, days):
    coralie, _sam = team
    make.question("settled", asker=make.user(), assignee=coralie)
    assert listed(days(60)) == []


def test_whoever_did_not_confirm_is_reminded_once(team, days, read):
    words = {"wish": "Pourquoi", "visibility": "unnamed", "taking_part": "unsure",
             "contact_email": "zoe@exemple.test"}  # fmt: skip
    post(read, "/questions/nouvelle", words)
    subjects = [m.subject for m in days(6)]
    assert subjects == ["Confirmez votre question", "Votre question vous attend encore"]
