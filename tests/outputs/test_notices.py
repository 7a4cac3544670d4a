"""A notice is saved whole, keeps its versions, and never loses what somebody else wrote."""

import pytest

from tests import make
from univasso.core.db import StaleVersion, db, transaction
from univasso.models import OutputState, OutputVersion
from univasso.outputs.services import bulk, notices


def author(family: str, **about) -> dict:
    given = {"kind": "person", "given": "", "role": "author", "identifier": "", "email": ""}
    return {**given, "family": family, **about}


def values(output, **changed) -> dict:
    return {name: getattr(output, name) for name in notices.NOTICE} | changed


def test_a_draft_may_be_almost_empty(context):
    with transaction():
        draft = notices.start(make.user(), "note")
    assert (draft.state, draft.title) == (OutputState.DRAFT, "")


def test_authors_change_places_and_those_who_stay_keep_their_confirmation(context):
    output = make.output(authors=("Alpha-Fictif", "Beta-Fictif", "Gamma-Fictif"))
    with transaction():
        output.authors[2].confirmed_at = make.clock.now()
    kept = [author(a.family, given=a.given) for a in reversed(output.authors)]
    with transaction():
        notices.save(
            output, notices.Notice(values(output), [*kept, author("Delta-Fictif")]), None, None
        )
    db.session.expire_all()
    assert [a.family[0] for a in output.authors] == ["G", "B", "A", "D"]
    assert output.authors[0].confirmed_at is not None


def test_the_second_of_two_editors_is_told(context):
    output = make.output()
    seen = output.version
    with transaction():
        notices.save(output, notices.Notice(values(output, title_fr="Premier")), None, seen)
    with pytest.raises(StaleVersion), transaction():
        notices.save(output, notices.Notice(values(output, title_fr="Second")), None, seen)
    db.session.expire_all()
    assert output.title_fr == "Premier"


def test_each_change_of_a_published_notice_is_a_version(context):
    output = make.output()
    for title in ("Un titre", "Un autre titre"):
        with transaction():
            notices.save(output, notices.Notice(values(output, title_fr=title)), None, None)
    kept = db.session.query(OutputVersion).order_by(OutputVersion.number).all()
    assert [(v.number, v.notice["title_fr"]) for v in kept] == [
        (1, "Un titre"),
        (2, "Un autre titre"),
    ]


@pytest.mark.parametrize(
    ("issued", "key"),
    [("2019", 20190000), ("2019-03", 20190300), ("2019-03-14", 20190314), ("", 0)],
)
def test_partial_dates_sort(issued, key):
    assert notices.issued_key(issued) == key


def test_two_spellings_of_one_title_have_the_same_key():
    one = notices.duplicate_key("L’association : un “espace” d’innovation ?", 2019)
    two = notices.duplicate_key("L'association, un espace d'innovation", 2019)
    assert one == two != notices.duplicate_key("L'association, un espace d'innovation", 2020)


def test_a_change_to_many_is_undone_at_once(context):
    outputs, team = [make.output(licence="cc0-1.0"), make.output(licence="")], make.coordinator()
    with transaction():
        change = bulk.apply(outputs, "licence", "cc-by-4.0", team)
    assert {o.licence for o in outputs} == {"cc-by-4.0"}
    with transaction():
        bulk.undo(change, team)
    assert [o.licence for o in outputs] == ["cc0-1.0", ""]
    with pytest.raises(bulk.UndoneAlready), transaction():
        bulk.undo(change, team)


def test_a_need_added_to_many_leaves_their_other_needs(context):
    output, team = make.output(), make.coordinator()
    with transaction():
        bulk.apply([output], "add_need", "3", team)
        change = bulk.apply([output], "add_need", "8", team)
    assert [n.number for n in output.needs] == [3, 8]
    with transaction():
        bulk.undo(change, team)
    assert [n.number for n in output.needs] == [3]
