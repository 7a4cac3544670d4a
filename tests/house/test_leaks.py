"""A hidden thing is found in no outlet: a nonsense word is hidden, and looked for everywhere (G12)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import make
from univasso.core import clock
from univasso.core.db import db
from univasso.core.history import HistoryEntry
from univasso.directory.services import associations, groups, names, researchers
from univasso.models import (
    OutputState,
    Question,
    QuestionState,
    Researcher,
    ResearchGroup,
    ResearchUnit,
    Territory,
)
from univasso.models.question_words import Visibility
from univasso.policy import VISIBLE
from univasso.questions.services import triage, wordings

WORD = "zyxwabracadabrant"
OUTLETS = (
    "/", "/recherche?q={word}", "/recherche", "/recherche?tri=recentes&page=2",
    "/recherche/suggestions?q=zyxw",
    "/recherche.csv?q={word}", "/recherche.csv", "/recherche.ris", "/recherche.bib", "/recherche.json",
    "/recherche.atom", "/recherche?q=auteur:{word}", "/recherche?q=zyxw*", "/recherche?q=zyxwabracadabrent",
    "/annuaire", "/annuaire?q={word}", "/annuaire?besoin=3", "/recherche?q={word}&onglet=besoins",
    "/recherche?q={word}&onglet=questions", "/recherche?onglet=questions&besoin=3",
    "/besoins", "/besoins/3-engagement-associatif", "/besoins/4-valeur-societale", "/sitemap.xml",
    "/besoins/matrice", "/besoins/matrice.csv",
    "/questions", "/questions?q={word}", "/questions?besoin=3", "/questions?etat=ouvertes",
    "/questions?lieu=Roubaix", "/rencontres", "/rencontres?vue=passees", "/rencontres.ics",
    "/questions/nouvelle",
    "/productions/{visible}", "/productions/raisons", "/style",
)  # fmt: skip


def hidden_outputs(context) -> list[int]:
    """One output for each way of being hidden, all of which hold the word."""
    need = make.need(3)
    about = {
        "title_fr": f"Titre {WORD}", "abstract_fr": WORD, "keywords": [WORD], "authors": (WORD,),
        "needs": [need], "doi": "10.1234/zyxw",
    }  # fmt: skip
    soon = clock.now() + timedelta(days=2)
    made = [
        make.output(OutputState.DRAFT, **about),
        make.output(OutputState.SUBMITTED, **about),
        make.output(OutputState.DECLINED, **about),
        make.output(OutputState.PUBLISHED, **about, embargo_until=soon, is_title_hidden=True),
        make.output(OutputState.PUBLISHED, **about, hidden_until=soon),
    ]
    for output in made:
        make.page_of_text(output, f"Page {WORD}")
    return [output.id for output in made]


@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_nothing_hidden_is_found_anywhere(app, context, read, work, who):
    hidden = hidden_outputs(context)
    visible = make.output(title_fr="Une note visible", needs=[make.need(3)]).id
    if who == "stranger":
        read.sign_in(make.user())
    work()
    for outlet in OUTLETS:
        address = outlet.format(word=WORD, visible=visible)
        body = read.client.get(address).get_data(as_text=True)
        asked = body.replace(f"q={WORD}", "").replace(f'value="{WORD}"', "")
        assert f"Titre {WORD}" not in body, address
        assert "10.1234/zyxw" not in body, address
        if WORD not in address:
            assert WORD not in asked, address
        for number in hidden:
            assert f"/productions/{number}<" not in body, address
            assert f'/productions/{number}"' not in body, address
    for number in hidden:
        for suffix in (
            "",
            "/citer.bib",
            "/citer.json",
            "/versions",
            "/ecrire",
            "/fichiers/1/note.pdf",
        ):
            assert read.client.get(f"/productions/{number}{suffix}").status_code == 404


def test_the_files_of_an_embargo_are_not_searched_but_its_notice_is(context, read, work):
    output = make.output(title_fr="Sous embargo", embargo_until=clock.now() + timedelta(days=2))
    file = make.page_of_text(output, f"Page {WORD}")
    work()
    assert f"/productions/{output.id}?" in read("/recherche?q=embargo").html
    assert f"/productions/{output.id}?" not in read(f"/recherche?q={WORD}").html
    page = read(f"/productions/{output.id}?q={WORD}")
    assert f"Page {WORD}" not in page.html
    assert f"/fichiers/{file.id}/" not in page.html
    read(f"/productions/{output.id}/fichiers/{file.id}/texte", status=303)
    read(f"/productions/{output.id}/fichiers/{file.id}/note.pdf", status=403)


def test_the_list_and_the_page_agree_for_every_state_and_every_reader(context, read):
    """The twin test: VISIBLE for lists and RULES for one row are one truth."""
    soon, past = clock.now() + timedelta(days=1), clock.now() - timedelta(days=1)
    depositor, stranger, team = make.user(), make.user(), make.coordinator()
    outputs = [
        make.output(state, depositor=depositor, embargo_until=until, is_title_hidden=hidden,
                    hidden_until=claimed, withdrawn_at=past, withdrawal_reason="Une raison.")
        for state in OutputState if state != OutputState.MERGED
        for until in (None, past, soon) for hidden in (False, True) for claimed in (None, past, soon)
    ]  # fmt: skip
    for user in (None, depositor, stranger, team):
        listed = make.visible(user)
        for output in outputs:
            opens = make.may_list(user, output)
            assert (output.id in listed) == opens, (user and user.name, output.state)


def hidden_associations() -> list[int]:
    """One association for each way of being hidden, and one whose hidden fields hold the word."""
    about = {"mission": WORD, "needs": [make.need(3)], "rna": None}
    hidden = [make.association(name=f"Titre {WORD}", **about)]
    left = make.association(name=f"Titre {WORD}", is_listed=True, **about)
    with make.transaction():
        associations.leave(left, "leave", left.members[0].user)
    hidden.append(left)
    fields = dict.fromkeys(("mission", "publics", "field_offer", "unwanted", "numbers"), "members")
    make.association(
        name="Une association visible", is_listed=True, visibility=fields, mission=WORD,
        publics=WORD, field_offer=WORD, unwanted=WORD, local_register=WORD,
    )  # fmt: skip
    return [row.id for row in hidden]


@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_nothing_hidden_of_associations_is_found_anywhere(app, context, read, work, who):
    hidden = hidden_associations()
    visible = make.output(title_fr="Une note visible").id
    if who == "stranger":
        read.sign_in(make.user())
    work()
    assert "Une association visible" in read("/annuaire").words
    number = max(hidden) + 1
    for outlet in (*OUTLETS, f"/annuaire/associations/{number}"):
        address = outlet.format(word=WORD, visible=visible)
        body = read.client.get(address).get_data(as_text=True)
        said = body.replace(f"q={WORD}", "").replace(f'value="{WORD}"', "")
        assert f"Titre {WORD}" not in body, address
        if WORD not in address:
            assert WORD not in said, address
        for number in hidden:
            assert f"/annuaire/associations/{number}" not in body, address
    for number in hidden:
        read(f"/annuaire/associations/{number}", status=404)


def founded(name: str, person: Researcher, purpose: str = "", *, is_listed: bool) -> ResearchGroup:
    with make.transaction():
        row = groups.found(name, db.session.get(Researcher, person.id), person.user)
        row.purpose, row.needs, row.is_listed = purpose, [make.need(3)], is_listed
    return row


@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_a_group_that_is_not_shown_is_found_nowhere_nor_a_member_who_is_not_listed(
    context, read, work, who
):
    """Neither an unlisted group nor a closed one; a shown one names nobody who is not listed."""
    owner = make.user(name=f"Léa {WORD}")
    person = make.researcher(owner, family=WORD, is_listed=False)
    hidden = [founded(f"Titre {WORD}", person, WORD, is_listed=on) for on in (False, True)]
    shown = founded("Un groupe visible", person, is_listed=True).id
    with make.transaction():
        groups.leave(hidden[1].members[0], owner)
    numbers = [row.id for row in hidden]
    visible = make.output(title_fr="Une note visible").id
    if who == "stranger":
        read.sign_in(make.user())
    work()
    assert "Un groupe visible" in read("/annuaire?qui=group").words
    for outlet in (*OUTLETS, "/annuaire?qui=group", f"/annuaire/groupes/{shown}"):
        address = outlet.format(word=WORD, visible=visible)
        body = read.client.get(address).get_data(as_text=True)
        said = body.replace(f"q={WORD}", "").replace(f'value="{WORD}"', "")
        assert f"Titre {WORD}" not in body, address
        if WORD not in address:
            assert WORD not in said.replace("zyxwabracadabrent", ""), address
        for number in numbers:
            assert f'/annuaire/groupes/{number}"' not in body, address
    for number in numbers:
        read(f"/annuaire/groupes/{number}", status=404)


PEOPLE = ("/annuaire/chercheurs/{person}", "/annuaire/chercheurs/{person}?comme=coordinators",
          "/annuaire/laboratoires/{unit}", "/chercheurs", "/annuaire/calendrier")  # fmt: skip


@pytest.mark.parametrize("who", ["nobody", "stranger", "coordinator"])
def test_a_name_hidden_everywhere_is_found_in_no_outlet(context, read, work, who):
    owner = make.user(name="Léa Fictive")
    person = make.researcher(owner, visibility=dict.fromkeys(Researcher.LEVELS, "public"))
    unit = db.session.query(ResearchUnit).first()
    with make.transaction():
        row = db.session.get(Researcher, person.id)
        names.add(row, f"L. {WORD}", "signed", is_hidden=False, by=owner)
        names.add(row, WORD, "birth", is_hidden=True, by=owner)
        researchers.add_affiliation(row, owner, unit_id=unit.id)
    visible = make.output(title_fr="Une note visible").id
    if who != "nobody":
        read.sign_in(make.user() if who == "stranger" else make.coordinator())
    work()
    for outlet in (*OUTLETS, *PEOPLE):
        if "{word}" in outlet:
            continue  # what was typed is said back
        address = outlet.format(visible=visible, person=person.id, unit=unit.id)
        body = read.client.get(address).get_data(as_text=True)
        assert WORD not in body.replace("zyxwabracadabrent", ""), address
    lines = db.session.query(HistoryEntry).filter(HistoryEntry.note.contains(WORD)).count()
    assert lines == 0


def asked(
    state: str, name: str = "Les Rives fictives", words: str = "Une question visible", **about
):
    """A question under need 3, in Roubaix, with a wording, a note and a place in every outlet."""
    place = db.session.query(Territory).filter_by(name="Roubaix").first()
    question = make.question(
        state, wish=words, association=make.association(name=name), association_name=name,
        contact_name=name, territories=[place], **about,
    )  # fmt: skip
    with make.transaction():
        triage.map_to(question, [make.need(3)], words, make.coordinator())
        wordings.propose(question, words, words, make.coordinator())
    return question


@pytest.mark.parametrize("who", ["nobody", "stranger", "insider"])
def test_the_name_of_whoever_asks_without_name_is_in_no_outlet(context, read, work, who):
    question = asked(
        "qualified", name=f"Titre {WORD}", visibility="unnamed", is_history_public=True
    )
    if who != "nobody":
        read.sign_in(make.user() if who == "stranger" else make.researcher(make.user()).user)
    work()
    for outlet in (*OUTLETS, f"/questions/{question.id}"):
        if "{visible}" not in outlet:
            body = read.client.get(outlet.format(word=WORD)).get_data(as_text=True)
            assert f"Titre {WORD}" not in body, outlet
    assert question.wish in read(f"/questions/{question.id}").words
    assert question.wish in read("/recherche?onglet=questions&besoin=3").words


@pytest.mark.parametrize("about", [
    {"state": "qualified", "visibility": "programme"},
    {"state": "hidden", "visibility": "public"},
    {"state": "withdrawn", "visibility": "public"},
    {"state": "received", "visibility": "public", "published_at": None},
    {"state": "unconfirmed", "visibility": "public", "published_at": None},
])  # fmt: skip
@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_a_question_that_is_not_for_all_is_in_no_outlet(context, read, work, who, about):
    question = asked(words=f"Titre {WORD}", **about)
    if who == "stranger":
        read.sign_in(make.user())
    work()
    for outlet in OUTLETS:
        if "{visible}" not in outlet:
            body = read.client.get(outlet.format(word=WORD)).get_data(as_text=True)
            assert f"Titre {WORD}" not in body, outlet
            assert f'/questions/{question.id}"' not in body, outlet
    for path in ("", "/dossier"):
        assert read.client.get(f"/questions/{question.id}{path}").status_code in (404, 303)
    assert read.client.get(f"/questions/suivi/{question.id}").status_code == 404


def test_the_list_of_questions_and_their_pages_agree_for_every_reader(context):
    """The twin test of questions: VISIBLE for lists and RULES for one row are one truth."""
    asker, member, team = make.user(), make.user(), make.coordinator()
    insider, stranger = make.researcher(make.user()).user, make.user()
    association = make.association(member)
    questions = [
        make.question(state, asker=asker, association=association, visibility=visibility,
                      published_at=published, received_at=clock.now())
        for state in QuestionState for visibility in Visibility for published in (None, clock.now())
    ]  # fmt: skip
    for user in (None, asker, member, insider, stranger, team):
        listed = set(db.session.scalars(select(Question.id).where(VISIBLE[Question](user))))
        for question in questions:
            opens = make.allows("question.read", user, question)
            assert (question.id in listed) == opens, (
                user and user.name,
                question.state,
                question.visibility,
                question.published_at,
            )
