"""A workshop: notes taken on one screen, grouped, then confirmed by each of those who spoke."""

import pytest

from tests import make
from tests.questions.steps import leave, path_of, post
from univasso.core.db import db
from univasso.models import (
    Question,
    QuestionState,
    Support,
    Workshop,
    WorkshopGuest,
    WorkshopNote,
    WorkshopStep,
)

RIVES, CANAL, LILLE = "rives@exemple.test", "canal@exemple.test", "lille@exemple.test"
PEOPLE = (
    f"Les Rives fictives, {RIVES}\nLes Ateliers fictifs ; {CANAL}\n"
    f"Entraide fictive <{LILLE}>\nSans adresse"
)
YOUNG, BOARD, MONEY = "Si peu de jeunes au bureau", "Qui ose présider", "Qui nous finance"


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


def only(model=Workshop):
    db.session.rollback()
    return db.session.query(model).one()


def count(*models) -> list[int]:
    db.session.rollback()
    return [db.session.query(model).count() for model in models]


def notes() -> dict[str, WorkshopNote]:
    db.session.rollback()
    return {note.text: note for note in db.session.query(WorkshopNote).populate_existing()}


def act(read, name: str, status: int = 303, **fields):
    room = f"/questions/ateliers/{only().id}"
    return post(read, f"{room}/ranger", {"act": name, **fields}, status=status)


def order(page, *texts: str) -> list[str]:
    """The texts as they follow each other in the page."""
    return sorted(texts, key=page.words.index)


def link(email: str, subject: str = "") -> str:
    mail = [m for m in make.mails() if m.to_email == email and subject in m.subject][-1]
    return make.link(mail)


def test_a_workshop_from_its_opening_to_the_answers_of_each(read, coralie):
    """Several associations, one screen: nothing is a question before each has confirmed its own."""
    assert "Pas encore d’atelier" in read("/questions/ateliers", as_=coralie).words
    fields = {
        "title": "Gouverner ensemble",
        "place": "Roubaix",
        "held_on": "2026-11-20",
        "people": PEOPLE,
    }
    page = post(read, "/questions/ateliers/nouveau", fields)
    assert "Pas encore de note" in page.words
    room = path_of(page)
    for who, text in (("Les Rives fictives", YOUNG), ("Les Ateliers fictifs", BOARD),
                      ("Entraide fictive", MONEY), ("Sans adresse", "Et les assurances")):  # fmt: skip
        page = post(read, f"{room}/notes", {"text": text, "who": who, "once": f"key-{who}"})
    post(
        read,
        f"{room}/notes",
        {"text": MONEY, "who": "Entraide fictive", "once": "key-Entraide fictive"},
    )
    assert len(notes()) == len(only().notes) == 4  # the same key is the same note
    assert RIVES not in read(room).html  # the screen is seen by the whole room
    act(read, "gather", 422, notes=[notes()[YOUNG].id])
    page = act(read, "gather", notes=[notes()[YOUNG].id, notes()[BOARD].id], heading="Gouvernance")
    assert "Gouvernance" in page.words
    page = read(f"{room}/cloturer")
    for seen in (RIVES, "Pas d’adresse pour Sans adresse"):
        assert seen in page.words
    assert make.mails() == []
    page = post(read, f"{room}/cloturer", {})
    assert "Un message part pour 3 associations" in page.words
    assert "1 note n’est pas partie" in page.words
    assert {m.to_email for m in make.mails()} == {RIVES, CANAL, LILLE}
    assert {q.state for q in db.session.query(Question)} == {QuestionState.UNCONFIRMED}
    assert YOUNG not in read("/questions/tri?vue=toutes").words
    rives_confirm_and_canal_shares(read)
    leave(read)
    page = post(read, f"{link(LILLE)}/atelier", {"act": "decline"})
    assert "Elle n’est pas posée en votre nom" in page.words
    page = read(room, as_=coralie)
    for said in (
        "Nous aussi",
        "A dit non",
        "Pas encore envoyée",
        f"Question n°\u00a0{only(Question).id}",
    ):
        assert said in page.words
    page = read("/questions/ateliers")
    assert "Gouverner ensemble" in page.words


def rives_confirm_and_canal_shares(read):
    leave(read)
    page = read(link(RIVES))
    assert "Gouverner ensemble" in page.words
    assert YOUNG in page.html
    better = "Pourquoi si peu de moins de trente ans au bureau"
    post(read, f"{link(RIVES)}/atelier", {"wish": "", "visibility": "public"}, status=422)
    page = post(read, f"{link(RIVES)}/atelier", {"wish": better, "visibility": "public"})
    assert "La coordination a votre question" in page.words
    question = db.session.query(Question).filter_by(wish=better).one()
    assert (question.state, question.association_name, question.channel) == (
        "received", "Les Rives fictives", "workshop")  # fmt: skip
    page = read(link(CANAL))
    assert BOARD in page.html
    assert better not in page.words  # not read by the coordination yet: each has its own words
    support = only(Support)
    assert not support.counts
    post(read, f"{link(CANAL)}/confirmer", {"context": "Qui ose encore présider"})
    support = only(Support)
    assert (support.counts, support.context) == (True, "Qui ose encore présider")
    assert support.question_id == question.id


def test_notes_are_moved_grouped_taken_apart_and_each_step_undone(read, coralie):
    make.workshop(("A", YOUNG), ("B", BOARD), ("C", MONEY), by=coralie)
    read.sign_in(coralie)
    first, second, third = notes()[YOUNG].id, notes()[BOARD].id, notes()[MONEY].id
    assert order(act(read, f"up-{third}"), YOUNG, BOARD, MONEY) == [YOUNG, MONEY, BOARD]
    assert order(act(read, "undo"), YOUNG, BOARD, MONEY) == [YOUNG, BOARD, MONEY]
    act(read, "gather", notes=[first, second], heading=" Gouvernance ")
    act(read, "gather", notes=[first, third])  # under the name that one of them has
    assert [n.heading for n in only().notes] == ["Gouvernance"] * 3
    act(read, f"rename-{first}", **{f"heading-{first}": "Le bureau"})
    act(read, "gather", **{f"heading-{first}": "Le conseil"})  # as Enter does
    assert {n.heading for n in only().notes} == {"Le conseil"}
    act(read, "undo")
    act(read, f"out-{second}")
    assert notes()[BOARD].heading == ""
    act(read, f"split-{first}")
    assert {n.heading for n in only().notes} == {""}
    for _step in range(3):
        act(read, "undo")
    assert [n.heading for n in only().notes] == ["Gouvernance"] * 3
    act(read, f"drop-{first}")
    assert YOUNG not in read(f"/questions/ateliers/{only().id}").words
    assert YOUNG in act(read, "undo").words
    post(
        read, f"/questions/ateliers/{only().id}/notes/{first}", {"text": "Autre chose", "who": "D"}
    )
    assert notes()["Autre chose"].guest.name == "D"
    act(read, "undo")
    assert notes()[YOUNG].guest.name == "A"
    act(read, "zorglub", 400)
    act(read, "up-999", 404)


def test_two_who_write_at_the_same_time_both_keep_what_they_wrote(read, coralie):
    made = make.workshop(("A", YOUNG), by=coralie)
    sam, room, note = (
        make.coordinator(name="Sam Fictif"),
        f"/questions/ateliers/{made.id}",
        notes()[YOUNG],
    )
    post(read, f"{room}/notes", {"text": BOARD, "who": "B"}, as_=sam)
    fields = {"text": "De Sam", "who": "A", "version": note.version}
    post(read, f"{room}/notes/{note.id}", fields)
    page = post(
        read, f"{room}/notes/{note.id}", {**fields, "text": "De Coralie"}, as_=coralie, status=409
    )
    assert "De Sam" in page.words
    assert "De Coralie" in page.words
    page = act(read, "undo")  # Coralie's own last step was changed by Sam since
    assert "Vous n’avez rien à annuler" in page.words
    assert set(notes()) == {"De Sam", BOARD}
    page = act(read, "undo", status=303)
    workshop = only()
    fields = {"title": "Un autre titre", "held_on": "2026-11-20", "people": "A", "version": 1}
    post(read, f"{room}/modifier", fields, as_=sam)
    page = post(read, f"{room}/modifier", {**fields, "title": "Encore", "people": f"A, {RIVES}"},
                as_=coralie, status=409)  # fmt: skip
    for seen in ("Un autre titre", "Encore", f"A, {RIVES}"):
        assert seen in page.words
    assert workshop.id == only().id


def test_whoever_takes_part_is_understood_as_it_is_pasted(read, coralie):
    fields = {"title": "Un atelier", "held_on": "2026-11-20"}
    for people, said in ((RIVES, "Qui joint-on à rives"), ("A\na", "y est deux fois"),
                         ("Les Rives, nadia@", "Relisez l’adresse de Les Rives")):  # fmt: skip
        page = post(read, "/questions/ateliers/nouveau", {**fields, "people": people}, as_=coralie,
                    status=422)  # fmt: skip
        assert said in page.words
        assert people.splitlines()[0] in page.html  # nothing typed is lost
    post(read, "/questions/ateliers/nouveau", {**fields, "held_on": "", "people": ""}, status=422)
    post(read, "/questions/ateliers/nouveau", {**fields, "people": PEOPLE})
    found = {g.name: g.email for g in db.session.query(WorkshopGuest)}
    assert found == {"Les Rives fictives": RIVES, "Les Ateliers fictifs": CANAL,
                     "Entraide fictive": LILLE, "Sans adresse": ""}  # fmt: skip


def grouped(coralie, *people: str) -> Workshop:
    """Two associations in one group, written to."""
    return make.workshop(
        ("Les Rives fictives", YOUNG), ("Les Ateliers fictifs", BOARD),
        by=coralie, people="\n".join(people) or PEOPLE,
    )  # fmt: skip


def close(read, coralie):
    room = f"/questions/ateliers/{only().id}"
    found = [n.id for n in only().notes]
    post(
        read, f"{room}/ranger", {"act": "gather", "notes": found, "heading": "Bureau"}, as_=coralie
    )
    return post(read, f"{room}/cloturer", {})


@pytest.mark.parametrize("has_confirmed", [True, False])
def test_a_question_that_its_first_voice_does_not_want_goes_to_the_next(
    read, coralie, has_confirmed
):
    grouped(coralie)
    close(read, coralie)
    leave(read)
    if has_confirmed:
        post(read, f"{link(CANAL)}/confirmer", {"context": BOARD})
    dead = link(RIVES)
    post(read, f"{dead}/atelier", {"act": "decline"})
    question = only(Question)
    assert (question.wish, question.contact_email) == (BOARD, CANAL)
    assert question.state == ("received" if has_confirmed else "unconfirmed")
    assert count(Support) == [0]
    read(dead, status=404)
    assert BOARD in read(link(CANAL)).html


def test_what_nobody_answers_within_thirty_days_is_thrown_away(read, coralie, later, work):
    grouped(coralie)
    close(read, coralie)
    later(days=20)
    work()
    assert count(Question, Support) == [1, 1]
    later(days=31)
    work()
    assert count(Question, Support) == [0, 0]
    leave(read)
    page = read(f"/questions/ateliers/{only().id}", as_=coralie)
    assert "Pas de réponse sous trente jours" in page.words
    later(days=400)
    work()
    assert count(WorkshopNote, WorkshopGuest) == [0, 0]
    leave(read)
    assert "Il n’y a plus de note" in read(f"/questions/ateliers/{only().id}", as_=coralie).words


def test_a_missing_or_a_wrong_address_is_completed_after_the_closing(read, coralie):
    grouped(coralie, "Les Rives fictives, faux@exemple.test", "Les Ateliers fictifs")
    close(read, coralie)
    room = f"/questions/ateliers/{only().id}"
    assert [m.to_email for m in make.mails()] == ["faux@exemple.test"]
    dead = link("faux@exemple.test")
    fields = {"title": "Un atelier fictif", "held_on": "2026-11-20", "version": 1,
              "people": f"Les Rives fictives, {RIVES}\nLes Ateliers fictifs, {CANAL}"}  # fmt: skip
    post(read, f"{room}/modifier", fields)
    page = post(read, f"{room}/cloturer", {})
    assert "Un message part pour 1 association" in page.words
    leave(read)
    read(dead, status=404)
    assert YOUNG in read(link(RIVES)).html
    assert BOARD in read(link(CANAL)).html
    assert only(Support).question_id == only(Question).id
    page = post(read, f"{link(CANAL)}/arreter", {})
    assert "Elle n’est pas posée en votre nom" in page.words
    assert "A dit non" in read(room, as_=coralie).words


def test_what_is_written_after_the_closing_is_kept_and_nothing_else_moves(read, coralie):
    """A note that the network held back comes late: it waits to be sent, and is not lost."""
    made = make.workshop(("Les Rives fictives", YOUNG), by=coralie, people=PEOPLE)
    room = f"/questions/ateliers/{made.id}"
    read.sign_in(coralie)
    post(
        read,
        f"{room}/notes/{notes()[YOUNG].id}",
        {"text": f"{YOUNG} Vraiment", "who": "Les Rives fictives"},
    )
    post(read, f"{room}/cloturer", {})
    assert count(WorkshopStep) == [0]  # nothing is kept of what was corrected
    note = only(WorkshopNote)
    page = act(read, f"drop-{note.id}")
    assert "L’atelier a été clos entre-temps" in page.words
    page = post(read, f"{room}/notes/{note.id}", {"text": "Autrement", "who": ""})
    assert "Cette note est partie" in page.words
    page = post(read, f"{room}/notes", {"text": BOARD, "who": "Les Ateliers fictifs"})
    assert "1 note n’est pas partie" in page.words
    post(read, f"{room}/cloturer", {})
    assert make.mails()[-1].to_email == CANAL


def test_notes_are_seen_by_the_coordination_alone(read, coralie):
    made = make.workshop(("Les Rives fictives", "zyxwabracadabrant"), by=coralie, people=PEOPLE)
    room = f"/questions/ateliers/{made.id}"
    for who in (make.user(), make.researcher(make.user()).user, make.administrator()):
        read(room, as_=who, status=404)
        read("/questions/ateliers", status=403)
        read.send(f"{room}/notes", status=404, form={"text": "Une note", "who": ""})
    leave(read)
    close(read, coralie)
    leave(read)
    for path in (
        "/questions",
        "/questions?q=zyxw",
        "/recherche?q=zyxwabracadabrant&onglet=besoins",
    ):
        assert "zyxwabracadabrant<" not in read(path).html
    read(f"/questions/{only(Question).id}", status=404)


def test_the_mails_and_the_pages_are_also_in_english(context, read):
    who = make.coordinator(language="en")
    made = make.workshop(("A", YOUNG), by=who, people=f"A, {RIVES}")
    page = read(f"/questions/ateliers/{made.id}", as_=who, language="en")
    assert "Not grouped yet" in page.words
    read.send(f"/questions/ateliers/{made.id}/cloturer", language="en")
    assert only().closed_at is not None
    assert "this was noted of you" in " ".join(make.mails()[-1].text.split())
