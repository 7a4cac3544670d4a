"""Answers from the mail without signing in, from the site, and by telephone; once each."""

import re
from datetime import timedelta

from tests import make
from tests.pairings.conftest import to
from tests.questions.steps import leave, post
from univasso.accounts import erasure
from univasso.core import clock
from univasso.core.db import db
from univasso.models import HistoryEntry, PairingSide, Silence, User


def test_both_say_yes_and_only_then_know_how_to_reach_each_other(two, read):
    two.ask()
    page = two.answer(two.lea, word="yes")
    assert "L’autre partie n’a pas encore dit oui" in page.words
    for secret in ("nadia@", "Relais"):
        assert secret not in page.html
    assert "lea@" not in read(two.link(two.nadia)).html
    page = two.answer(two.nadia, word="yes")
    assert "lea@exemple.test" in page.words
    assert "nadia@exemple.test" in to(two.lea.email)[-1].text
    assert "Le Relais fictif" in to(two.lea.email)[-1].text
    assert "Les deux parties ont dit oui" in to(two.coralie.email)[-1].subject
    again = post(read, two.link(two.nadia) + "/repondre", {"word": "talk"}, status=409)
    assert again
    assert two.now().state == "agreed"
    seen = read(f"/mises-en-relation/{two.pairing.id}", as_=two.lea)
    assert "nadia@exemple.test" in seen.words


def test_a_no_with_its_day_is_told_and_stops_until_then(two, read):
    two.ask()
    link = two.link(two.lea)
    page = post(read, f"{link}/decliner", {"reason": "later"}, status=422)
    assert "à partir duquel" in page.words
    september = clock.today() + timedelta(days=200)
    post(read, f"{link}/decliner", {"reason": "later", "not_before": str(september),
                                   "words": "Je suis en délégation."})  # fmt: skip
    assert "Je suis en délégation." in to(two.nadia.email)[-1].text
    told = to(two.coralie.email)[-1]
    assert "Pas cette fois" in told.subject
    assert "Je suis en délégation." in told.text
    bench = read(
        f"/mises-en-relation/questions/{two.question.id}?pourquoi-pas=Léa", as_=two.coralie
    )
    assert f"pas avant le {september.day}" in bench.words.replace("\xa0", " ")
    page = read(f"/mises-en-relation/{two.pairing.id}")
    assert "Chercher quelqu’un d’autre" in page.words


def test_passing_on_kills_the_old_link(two, read):
    two.ask()
    old = two.link(two.lea)
    post(read, f"{old}/passer", {"name": "Yanis Fictif", "email": "pas une adresse"}, status=422)
    page = post(read, f"{old}/passer",
                {"name": "Yanis Fictif", "email": "yanis@exemple.test"}, status=200)  # fmt: skip
    assert "Transmise à Yanis Fictif" in page.words
    gone = read(old, status=404)
    assert "transmise à un·e collègue" in gone.words
    new = make.link(to("yanis@exemple.test")[0], "/mises-en-relation/reponse")
    assert "Léa Fictive vous transmet" in to("yanis@exemple.test")[0].text
    post(read, f"{new}/repondre", {"word": "talk", "words": "Quand ?"})
    assert two.now().state == "talking"
    assert "Quand\u202f?" in to(two.nadia.email)[-1].text


def test_looking_changes_nothing_however_many_times(two, read):
    two.ask()
    before = db.session.query(HistoryEntry).count()
    for mail in make.mails():
        for link in re.findall(r"http://localhost(/mises-en-relation/reponse/\S+)", mail.text):
            assert read.client.get(link).status_code == 200
            assert read.client.head(link).status_code == 200
    assert two.now().state == "asked"
    assert [side.word for side in two.now().sides] == ["", ""]
    assert db.session.query(HistoryEntry).count() == before


def test_a_link_never_opens_what_took_the_number_of_an_erased_request(two, read):
    two.ask()
    old = two.link(two.lea)
    number = two.now().side("research").id
    other = make.pairing(make.question("qualified"), two.researcher, state="asked")
    with make.transaction():
        db.session.delete(two.now())
    with make.transaction():
        db.session.add(PairingSide(id=number, pairing_id=other.id, side="research"))
    read(old, status=404)


def test_whoever_is_erased_leaves_nobody_without_news(two, read):
    two.ask()
    link = two.link(two.nadia)
    before = len(make.mails())
    with make.transaction():
        erasure.erase(db.session.get(User, two.lea.id), None)
    [told] = make.mails()[before:]
    assert (told.to_email, told.subject) == (two.nadia.email, "Une demande est close")
    assert "a quitté le programme" in told.text
    assert "Léa" not in told.text
    read(link, status=404)
    page = read(f"/mises-en-relation/questions/{two.question.id}", as_=two.coralie)
    assert "Léa Fictive" not in page.words
    read("/mises-en-relation")


def test_what_came_by_telephone_is_entered_with_its_author(two, read):
    two.ask()
    address = f"/mises-en-relation/{two.pairing.id}/saisir"
    post(read, address, {"side": "research", "word": "no"}, as_=two.coralie, status=422)
    page = post(read, address, {"side": "research", "word": "no", "reason": "busy",
                                "words": "Elle rappelle en mai."})  # fmt: skip
    assert "saisie par la coordination" in page.words
    side = two.now().side("research")
    assert (side.word, side.via, side.by_id) == ("no", "staff", two.coralie.id)
    leave(read)
    read.send(address, as_=two.lea, status=403, form={"side": "research", "word": "yes"})


def test_it_awaits_those_who_have_an_account_and_shows_on_the_question(two, read):
    two.ask()
    task = read("/tableau-de-bord", as_=two.lea)
    assert "Répondre à une demande" in task.words
    assert f"/mises-en-relation/{two.pairing.id}" in task.links()
    post(
        read, f"/mises-en-relation/reponse/{two.pairing.id}/repondre", {"word": "yes"}, as_=two.lea
    )
    assert "Répondre à une demande" not in read("/tableau-de-bord").words
    leave(read)
    page = read(f"/questions/suivi/{two.question.id}", as_=two.nadia)
    assert "Une mise en relation" in page.words
    assert f"/mises-en-relation/{two.pairing.id}" in page.links()
    read(f"/mises-en-relation/{two.pairing.id}", as_=two.nadia)
    leave(read)
    read(f"/mises-en-relation/{two.pairing.id}", as_=make.user(), status=404)


def test_a_request_is_taken_back_with_its_reason(two, read):
    two.ask()
    address = f"/mises-en-relation/{two.pairing.id}/reprendre"
    post(read, address, {"text": ""}, as_=two.coralie, status=422)
    post(read, address, {"text": "La question a changé."})
    assert "La question a changé." in to(two.lea.email)[-1].text
    leave(read)
    assert "La question a changé." in read(two.link(two.lea)).words
    post(read, two.link(two.lea) + "/repondre", {"word": "yes"}, status=409)


def test_any_answer_lifts_a_silence(two, read):
    with make.transaction():
        db.session.add(Silence(researcher_id=two.researcher.id, pairing_id=two.pairing.id))
    two.ask(**{"reason-silence": "Elle m’a parlé hier."})
    two.answer(two.lea, word="talk")
    assert db.session.query(Silence).one().lifted_at is not None
