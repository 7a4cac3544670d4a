"""Needs and axes are brought near each other by the coordination, with a reason, and history kept."""

import pytest

from tests import make
from univasso.core.db import StaleVersion, db, transaction
from univasso.needs import history
from univasso.needs.services import crosswalk

PATH = "/besoins/rapprochements"


@pytest.fixture
def team(context):
    return make.coordinator()


def sent(pairs, version: int, note: str = "Une lecture fictive") -> dict:
    return {"links": [f"{n}-{a}" for n, a in sorted(pairs)], "version": version, "note": note}


def test_a_link_is_proposed_with_its_author_and_reason(read, team):
    table = crosswalk.current()
    assert (12, 2) not in table.pairs
    read.send(PATH, as_=team, form=sent({*table.pairs, (12, 2)}, table.version))
    db.session.rollback()
    assert [axis.number for axis in make.need(12).axes] == [2]
    page = read(PATH)
    assert "Une lecture fictive" in page.words
    assert "Coralie Fictive" in page.words
    shown = read(f"/besoins/12-{make.need(12).slug}")
    assert "Rapprochement proposé, non officiel" in shown.words
    assert "Une lecture fictive" in shown.words
    assert len(history.versions_of(make.need(12))) == 2
    assert len(history.versions_of(make.need(1))) == 1  # it did not change


def test_a_link_taken_away_stays_in_the_history(read, team):
    table = crosswalk.current()
    read.send(PATH, as_=team, form=sent(table.pairs - {(1, 1)}, table.version, "Trop large"))
    db.session.rollback()
    assert make.need(1).axes == []
    assert "Trop large" in read("/besoins/1/versions").words
    assert history.last_link(history.versions_of(make.need(1))).note == "Trop large"
    assert history.last_link(history.versions_of(make.need(2))) is None


def test_two_people_do_not_undo_each_other_silently(read, team):
    table = crosswalk.current()
    seen, pairs = table.version, table.pairs
    with transaction():
        assert crosswalk.save({*pairs, (12, 2)}, make.coordinator(), seen, "D’abord") == 1
    read.send(PATH, as_=team, status=409, form=sent(pairs - {(1, 1)}, seen))
    with pytest.raises(StaleVersion), transaction():
        crosswalk.save(pairs, team, seen, "Ensuite")


def test_a_reason_is_asked_and_what_was_ticked_stays(read, team):
    table = crosswalk.current()
    page = read.send(PATH, as_=team, status=422, form=sent({(12, 2)}, table.version, ""))
    ticked = [box["value"] for box in page.parsed.all("input") if "checked" in box]
    assert ticked == ["12-2"]
    assert "Dites pourquoi" in page.words
    read.send(PATH, status=422, form={**sent({(1, 1)}, 1), "links": ["99-1"]})


def test_the_same_links_change_nothing(team):
    table = crosswalk.current()
    with transaction():
        assert crosswalk.save(table.pairs, team, table.version, "Rien") == 0


def test_it_reads_in_english_too(read, context):
    read(PATH, as_=make.coordinator(language="en"), language="en")
