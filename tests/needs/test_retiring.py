"""A need is retired by two persons, with a successor, and nothing that was used vanishes (D1.10)."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests import make
from univasso.accounts import approvals
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models import Approval, HistoryEntry, KnowledgeNeed, Output
from univasso.needs import queries
from univasso.needs.services import retiring, wording
from univasso.outputs.services import bulk


def ask(number: int, successor: int, by, reason: str = "Une raison fictive") -> Approval:
    with transaction():
        return retiring.ask(make.need(number), make.need(successor), reason, by)


def retire(number: int, successor: int) -> None:
    """Asked by one person and approved by another."""
    asked = ask(number, successor, make.coordinator())
    with transaction():
        approvals.approve(asked, make.administrator())


def add(title: str = "Un besoin fictif") -> int:
    with transaction():
        need = wording.add({"title_fr": title, "short_fr": title}, make.coordinator(), "Un essai")
        return need.number


def figures() -> list[int]:
    """The numbers of the needs at the twelve places of the rosace."""
    return [row.need.number for row in queries.lancets(queries.every_coverage())]


@pytest.fixture
def filed(context):
    """A publication, an association and a profile that hold need 8."""
    person = make.user()
    with transaction():
        eight = make.need(8)
        output = make.output(
            title_fr="Une étude fictive des territoires", needs=[eight], depositor=person
        )
        association = make.association(is_listed=True, needs=[eight])
        make.researcher(person, needs=[eight])
        return {"output": output.id, "association": association.id, "person": person.id}


def test_nothing_is_retired_before_a_second_person_agrees(context):
    asked = ask(8, 4, make.coordinator())
    assert make.need(8).retired_on is None
    assert retiring.waiting()[make.need(8).id].id == asked.id
    with transaction():
        approvals.approve(asked, make.administrator())
    need = make.need(8)
    assert (need.retired_on, need.successor.number) == (clock.today(), 4)
    assert need.retired_reason == "Une raison fictive"
    assert retiring.waiting() == {}
    line = db.session.scalars(select(HistoryEntry).filter_by(verb="retire")).one()
    assert (line.subject_kind, line.note) == ("knowledge_need", "Une raison fictive")


def test_whoever_asked_does_not_approve(context):
    both = make.administrator()
    asked = ask(8, 4, both)
    with pytest.raises(approvals.SamePerson), transaction():
        approvals.approve(asked, both)
    assert make.need(8).retired_on is None


def test_a_request_dies_after_seven_days_and_may_be_asked_again(context, later):
    asked = ask(8, 4, make.coordinator())
    with pytest.raises(retiring.AskedAlready):
        ask(8, 5, make.coordinator())
    later(days=8)
    with pytest.raises(approvals.Expired), transaction():
        approvals.approve(asked, make.administrator())
    ask(8, 5, make.coordinator())


def test_a_need_never_leads_to_itself_nor_in_a_circle(context):
    with pytest.raises(retiring.NotRetirable):
        ask(8, 8, make.coordinator())
    both_ways = ask(4, 8, make.coordinator())
    retire(8, 4)
    with pytest.raises(retiring.NotRetirable):
        ask(5, 8, make.coordinator())
    with pytest.raises(retiring.NotRetirable), transaction():
        approvals.approve(both_ways, make.administrator())
    assert make.need(4).retired_on is None
    with pytest.raises(retiring.NotRetirable):
        ask(8, 5, make.coordinator())  # twice


@pytest.mark.parametrize(
    "values",
    [{"successor_id": 1}, {"retired_on": clock.today()},
     {"retired_on": clock.today(), "successor_id": 8}],
)  # fmt: skip
def test_the_database_keeps_the_promise_too(context, values):
    change = update(KnowledgeNeed).where(KnowledgeNeed.id == 8).values(values)
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(change)


def test_the_last_of_its_successors_is_the_one_it_leads_to(read, context):
    retire(8, 4)
    retire(4, 5)
    assert make.need(8).heir().number == 5
    assert queries.heirs(queries.every_need())[make.need(8).id].number == 5
    words = read(f"/besoins/8-{make.need(8).slug}").words
    assert "lui-même remplacé par" in words


def test_what_held_it_keeps_it_and_its_page_says_where_it_leads(read, filed):
    retire(8, 4)
    assert [n.number for n in db.session.get(Output, filed["output"]).needs] == [8]
    page = read(f"/besoins/8-{make.need(8).slug}")
    assert "plus utilisé depuis le" in page.words
    assert "Une raison fictive" in page.words
    assert "Une étude fictive des territoires" in page.words
    assert f"/besoins/4-{make.need(4).slug}" in page.links()
    assert "(retiré)" in read(f"/productions/{filed['output']}").words
    four = read(f"/besoins/4-{make.need(4).slug}")
    assert "Ce qu’il remplace" in four.words
    assert "1 production y reste" in four.words


def test_forms_no_longer_propose_it_but_whoever_holds_it_keeps_it(read, filed):
    retire(8, 4)
    label = "(retiré\u00a0; son successeur\u00a0: 4. Valeur sociétale)"
    team = make.coordinator()
    own = read(f"/productions/{filed['output']}/modifier", as_=team)
    assert label in own.html
    other = make.output()
    assert label not in read(f"/productions/{other.id}/modifier", as_=team).html
    space = read(f"/annuaire/associations/{filed['association']}/modifier", as_=team)
    assert label in space.html
    profile = read("/annuaire/associations/nouvelle", as_=team, status=404)
    assert label not in profile.html


def test_a_profile_that_is_saved_again_does_not_lose_it(read, filed):
    retire(8, 4)
    path = f"/annuaire/associations/{filed['association']}/modifier"
    page = read(path, as_=make.coordinator())
    eight = make.need(8).id
    ticked = [f for f in page.parsed.all("input") if f.get("name") == "needs" and "checked" in f]
    assert [f["value"] for f in ticked] == [str(eight)]


def test_nothing_new_is_filed_under_it_together(context):
    retire(8, 4)
    output = make.output()
    with pytest.raises(bulk.RetiredNeed), transaction():
        bulk.apply([output], "add_need", "8", make.coordinator())


def test_searches_by_its_number_work_and_lead(read, filed, work):
    work()
    retire(8, 4)
    work()
    page = read("/recherche?besoin=8")
    assert "Une étude fictive des territoires" in page.words
    assert "n’est plus en usage" in page.words
    assert any("besoin=8&besoin=4" in link for link in page.links())
    both = read("/recherche?besoin=8&besoin=4")
    assert "Une étude fictive des territoires" in both.words
    assert '<option value="8" selected>' in read("/annuaire?besoin=8").html
    assert '<option value="8"' not in read("/annuaire").html


def test_a_retired_lancet_is_hollow_until_a_new_need_takes_its_place(read, context):
    retire(8, 4)
    assert figures() == list(range(1, 13))
    assert read("/besoins").html.count('class="head"') == 11
    number = add()
    assert figures() == list(range(1, 13))  # it comes beside the others
    retire(9, number)
    assert figures() == [1, 2, 3, 4, 5, 6, 7, 8, 13, 10, 11, 12]
    retire(10, number)
    assert figures()[9] == 10  # the first place only
    retire(number, add("Un autre besoin fictif"))
    assert figures()[8] == 14
    for path in ("/", "/besoins", "/style", "/besoins/13-un-besoin-fictif"):
        assert read(path).html.count('class="track"') >= 36, path
    assert "Besoins qui ne sont plus en usage" in read("/besoins").words


def test_the_total_counts_what_is_filed_under_retired_needs(context, filed):
    retire(8, 4)
    rows = queries.every_coverage()
    assert sum(row.outputs for row in rows) == queries.count_published() == 1


def test_a_retired_need_may_come_back(read, filed):
    retire(8, 4)
    team = make.coordinator()
    read.send("/besoins/8/retablir", as_=team, form={"reason": "Une erreur fictive"})
    db.session.rollback()
    need = make.need(8)
    assert (need.retired_on, need.successor, need.retired_reason) == (None, None, "")
    page = read("/besoins/8/versions")
    assert "Une erreur fictive" in page.words
    assert "Pourquoi il a été retiré" in page.words
    read.send("/besoins/8/retablir", as_=team, form={"reason": "Encore"})
    retire(4, 8)
    assert make.need(4).heir().number == 8


def test_the_page_counts_what_is_filed_before_it_asks(read, filed):
    team = make.coordinator()
    page = read("/besoins/8/retirer?par=4", as_=team)
    for words in ("Productions 1", "Associations 1", "Chercheur"):
        assert words in page.words, page.words
    assert retiring.holders(make.need(8)) == {"output": 1, "association": 1, "researcher": 1}
    wrong = read.send("/besoins/8/retirer", status=422, form={"successor": "8", "reason": ""})
    assert "Dites pourquoi" in wrong.words
    sent = {"successor": "4", "reason": "Le même besoin, dit deux fois", "is_read": "y"}
    read.send("/besoins/8/retirer", form=sent)
    again = read("/besoins/8/retirer")
    assert "attend une seconde personne" in again.words
    assert "Retrait demandé" in read("/besoins/gerer").words


def test_the_administration_reads_which_need_and_approves_it(read, filed):
    asked = ask(8, 4, make.coordinator())
    ada = make.administrator()
    page = read("/administration/decisions", as_=ada)
    assert f"/besoins/8-{make.need(8).slug}" in page.links()
    assert "Retirer un besoin de connaissance" in page.words
    read.send(f"/administration/decisions/{asked.id}/approuver", form={})
    db.session.rollback()
    assert make.need(8).retired_on is not None
    read("/administration/journal")


def test_a_request_is_taken_back_from_the_page_of_the_need(read, filed):
    team = make.coordinator()
    ask(8, 4, team)
    read.send("/besoins/8/garder", as_=team, form={})
    db.session.rollback()
    assert retiring.waiting() == {}
    read.send("/besoins/8/garder", form={})


def test_a_new_need_that_replaces_another_leads_to_its_retirement(read, context):
    sent = {
        "title_fr": "Un besoin fictif",
        "short_fr": "Fictif",
        "note": "Un essai",
        "replaces": "8",
    }
    page = read.send("/besoins/nouveau", as_=make.coordinator(), form=sent)
    assert page.response.headers["Location"].endswith("/besoins/8/retirer?par=13")
    assert '<option value="13" selected' in read("/besoins/8/retirer?par=13").html


def test_retiring_asks_again_who_one_is(read, filed, later):
    team = make.coordinator()
    read("/besoins/gerer", as_=team)
    later(minutes=20)
    page = read("/besoins/8/retirer", status=303)
    assert "/compte/confirmer" in page.response.headers["Location"]


def test_every_page_of_retirement_is_in_both_languages(read, filed):
    retire(8, 4)
    ask(3, 2, make.coordinator())
    english = make.coordinator(language="en")
    for path in ("/besoins/gerer", "/besoins/2/retirer", "/besoins/3/retirer", "/besoins/8/retablir",
                 "/besoins", f"/besoins/8-{make.need(8).slug}", "/recherche?besoin=8"):  # fmt: skip
        read(path, as_=english, language="en")
