"""Needs × places × phases: each figure opens as many questions as it says, or none is shown (C7★1)."""

import re

import pytest

from tests import make
from tests.questions.steps import leave
from univasso.core.db import db
from univasso.models import Question, Territory
from univasso.programme import matrix as matrices
from univasso.questions.services import triage
from univasso.questions.shelves import PHASES

PATH = "/besoins/matrice"


def place(name: str) -> Territory:
    return db.session.query(Territory).filter_by(name=name).first()


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def questions(coralie):
    """One in each situation: phases, places, two needs, for the programme alone, out of sight."""
    rows = [
        ("qualified", (3,), ("Roubaix",), {}),
        ("qualified", (3, 4), ("Lille",), {}),
        ("settled", (3,), ("Amiens", "Lens"), {"outcome": "answered"}),
        ("settled", (4,), ("Hauts-de-France",), {"outcome": "project"}),
        ("exchange", (4,), (), {}),
        ("qualified", (3,), ("Nord",), {"visibility": "programme"}),
        ("hidden", (3,), ("Lille",), {"published_at": make.clock.now()}),
        ("received", (3,), ("Lille",), {}),
    ]
    for state, needs, places, about in rows:
        made = make.question(state, territories=[place(name) for name in places], **about)
        with make.transaction():
            row = db.session.get(Question, made.id)
            triage.map_to(row, [make.need(n) for n in needs], "", coralie)


def figures(page) -> list[tuple[int, str]]:
    """Each figure of the table with the address that it opens."""
    found = re.findall(r'<a href="(/questions[^"]*)">(\d+)<span class="vh">', page.html)
    return [(int(count), address.replace("&amp;", "&")) for address, count in found]


def test_each_figure_opens_its_questions(read, questions, coralie):
    for who in (None, coralie):
        leave(read)
        for phase in ("", *PHASES):
            page = read(f"{PATH}?etat={phase}", as_=who)
            for count, address in figures(page):
                opened = read(address, as_=who)
                words = "question" if count == 1 else "questions"
                assert re.search(rf"\b{count} {words}\b", opened.words), (address, count)
                assert opened.html.count('class="result__body"') == count
    assert len(figures(read(PATH, as_=coralie))) > 8


def test_a_visitor_counts_what_a_visitor_may_read(read, questions, coralie):
    page = read(PATH)
    assert "Posées, à l’étude 1" in page.words
    assert "Qualifiées 2" in page.words
    assert "— 3 questions (Nord 2, Plusieurs départements 1)" in page.words
    assert "— 3 questions (Nord 1, Toute la région 1, Lieu non dit 1)" in page.words
    assert "Qualifiées 3" in read(PATH, as_=coralie).words  # the one of the programme too


def test_where_there_is_none_one_may_ask(read, context):
    page = read(PATH)
    assert figures(page) == []
    assert page.html.count('class="zero" href="/questions/nouvelle"') == 13 * 9


def test_a_total_that_is_not_its_sum_is_not_shown(read, questions, monkeypatch, caplog):
    monkeypatch.setattr(matrices, "_totals", lambda *_: {make.need(3).id: 41})
    page = read(PATH, status=500)
    assert "ne s’additionnent pas" in page.words
    assert figures(page) == []
    assert "does not add up" in caplog.text


def test_the_same_figures_are_a_file(read, questions):
    lines = read.client.get(f"{PATH}.csv").get_data(as_text=True).splitlines()
    assert lines[0].startswith("\ufeffNuméro,Besoin,Aisne,Nord,")
    assert re.fullmatch(r"3,[^,]+,0,2,0,0,0,1,0,0,3", lines[3])
    assert lines[-1] == ",Questions différentes,0,2,0,0,0,1,1,1,5"
    assert len(lines) == 14
