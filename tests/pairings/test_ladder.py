"""Sixty days go by, one at a time, after a request: who is written to, and that nobody is nagged."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests import make
from tests.pairings.conftest import REQUEST, to
from tests.questions.steps import leave, post
from univasso.core import clock
from univasso.core.db import db
from univasso.models import Silence

MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def monday(context, later):
    """The story begins on a Monday morning."""
    later(seconds=(MONDAY - clock.now()).total_seconds())


@pytest.fixture
def days(work, later):
    """``days(15)``: each day is lived."""

    def live(count: int) -> list:
        start = (clock.now() - datetime.now(UTC)).total_seconds()
        for day in range(1, count + 1):
            later(seconds=start + day * 24 * 3600)
            work()
        db.session.rollback()
        return [m for m in make.mails() if "/mises-en-relation" in m.text]

    return live


def listed(mails) -> list[str]:
    return [f"{m.created_at:%d/%m} {m.to_name}: {m.subject}" for m in mails]


def test_a_request_that_nobody_answers_for_sixty_days(monday, two, read, days):
    two.ask()
    mails = days(60)
    print("\n".join(listed(mails)))  # the list of mails, for whoever reads the test
    ask, again = (
        "Une demande de travail en commun",
        "On vous attend : une demande de travail en commun",
    )
    last, end = (
        "Dernier appel : une demande de travail en commun",
        "Une demande est close sans réponse",
    )
    assert [line.replace("\xa0", " ") for line in listed(mails)] == [
        f"{day} {who}: {subject}"
        for day, subject in (("02/11", ask), ("11/11", again), ("23/11", last), ("17/12", end))
        for who in ("Léa Fictive", "Nadia Fictive")
    ] + ["17/12 Coralie Fictive: Close sans réponse : Léa Fictive"]
    assert max(Counter((m.to_email, m.event_key) for m in mails if m.event_key).values()) == 1
    assert "Le 2 novembre 2026 nous vous avons écrit" in " ".join(mails[2].text.split())
    assert "Le 11 novembre 2026 nous vous avons écrit" in " ".join(mails[4].text.split())
    assert "17 décembre 2026" in " ".join(mails[4].text.split())
    assert two.now().state == "silent"
    leave(read)
    page = read(f"/mises-en-relation/questions/{two.question.id}?pourquoi-pas=Léa", as_=two.coralie)
    assert "en silence depuis" in page.words
    leave(read)
    assert "Dire que vous êtes là" in read("/tableau-de-bord", as_=two.lea).words
    leave(read)
    page = post(read, two.link(two.lea) + "/je-suis-la", {})
    assert "de nouveau être proposé·e" in page.words
    told = {"side": "association"}
    post(read, f"/mises-en-relation/{two.pairing.id}/presence", told, as_=two.coralie)
    page = read(f"/mises-en-relation/questions/{two.question.id}?pourquoi-pas=Léa")
    assert "en silence depuis" not in page.words
    assert {s.lifted_at is not None for s in db.session.query(Silence)} == {True}


def test_nobody_is_reminded_after_an_answer_by_any_way(two, read, days):
    two.ask()
    days(10)
    two.answer(two.lea, word="yes")
    said = {"side": "association", "word": "talk"}
    post(read, f"/mises-en-relation/{two.pairing.id}/saisir", said, as_=two.coralie)
    before = len(make.mails())
    assert listed(days(50)[before:]) == []
    assert two.now().state == "talking"
    assert db.session.query(Silence).count() == 0


def test_whoever_asked_reads_the_ladder_and_reminds_once(two, read):
    two.ask()
    address = f"/mises-en-relation/{two.pairing.id}"
    page = read(address, as_=two.coralie)
    assert "Un dernier appel part" in page.words
    nudge = f"/mises-en-relation/reponse/{two.pairing.id}/relancer"
    assert "Relancée" in post(read, nudge, {}).words
    assert (
        "Fictive" in to(two.lea.email)[-1].text or "La coordination" in to(two.lea.email)[-1].text
    )
    assert len(to(two.lea.email)) == 2
    assert "une fois" in post(read, nudge, {}).words
    assert len(to(two.lea.email)) == 2
    leave(read)
    read.send(nudge, as_=two.lea, status=403)


def test_an_asker_in_vain_reads_where_else_to_turn(two, read, days):
    make.load_vocabularies()
    address = f"/annuaire/associations/{two.association.id}/solliciter"
    post(read, address, {**REQUEST, "answer_by": str(clock.today() + timedelta(days=20)),
                         "act": "ask"}, as_=two.lea)  # fmt: skip
    leave(read)
    days(46)
    last = to(two.lea.email)[-1]
    assert "close sans réponse" in last.subject
    assert "/questions" in last.text
    assert [s.association_id for s in db.session.query(Silence)] == [two.association.id]


def test_somebody_without_an_address_is_called(two, read, days):
    with make.transaction():
        two.question.asker, two.question.association = None, None
        two.question.contact_phone = "03 20 00 00 00"
        two.pairing.association = None
    two.ask()
    days(10)
    last = to(two.coralie.email)[-1]
    assert last.subject == "À appeler"
    assert "03 20 00 00 00" in last.text
