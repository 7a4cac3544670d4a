"""Asking: one request, read before it leaves, by both sides; and what stops it."""

from tests import make
from tests.pairings.conftest import REQUEST, to
from tests.questions.steps import leave, post
from univasso.core.db import db
from univasso.directory.queries import solicitation_count
from univasso.models import Pairing


def test_the_request_is_read_as_each_side_will_before_it_leaves(two, read):
    address = f"/mises-en-relation/{two.pairing.id}/solliciter"
    page = read(address, as_=two.coralie)
    form = page.form(address)
    assert "départ des bénévoles après un an" in form["why"][0]  # quoted from the profile
    wrong = post(read, address, {**form, "why": "", "answer_by": "2020-01-01"}, status=422)
    assert "Dites pourquoi" in wrong.words
    assert "un jour à venir" in wrong.words
    seen = post(read, address, {**form, **REQUEST}, status=200)
    assert "Votre thèse porte sur le départ" in seen.words
    assert seen.words.count("Une demande de travail en commun") == 2
    assert to(two.lea.email) == []
    post(read, address, {**seen.form(address), "act": "ask"})
    [to_lea], [to_nadia] = to(two.lea.email), to(two.nadia.email)
    assert "Dix entretiens" in to_lea.text
    assert "Relais" not in to_lea.text  # its name is not public, and nobody said yes
    assert "Léa Fictive" in to_nadia.text
    assert "nadia@" not in to_lea.text
    assert two.now().state == "asked"
    assert solicitation_count(two.association) == 1
    post(read, address, {**form, **REQUEST, "act": "ask"}, status=409)  # asked already


def test_a_tie_found_since_stops_it_unless_it_has_its_reason(two, read):
    make.member(two.association, two.lea)
    address = f"/mises-en-relation/{two.pairing.id}/solliciter"
    form = read(address, as_=two.coralie).form(address) | REQUEST | {"act": "ask"}
    page = post(read, address, form, status=422)
    assert "membre de cette association" in page.words
    assert two.now().state == "kept"
    assert to(two.lea.email) == []
    post(read, address, {**form, "reason-conflict": "Elle n’y siège plus."})
    assert two.now().overrides[0].reason == "Elle n’y siège plus."


def test_several_at_once_and_somebody_found_is_told_to_the_others(two, read):
    yanis = make.user(name="Yanis Fictif", email="yanis@exemple.test")
    zoe = make.user(name="Zoé Fictive", email="zoe@exemple.test")
    second = make.pairing(two.question, make.researcher(yanis, "Yanis", "Fictif"))
    waiting = make.pairing(two.question, make.researcher(zoe, "Zoé", "Fictive"))
    two.ask(together=[second.id])
    assert [m.subject for m in to(yanis.email)] == ["Une demande de travail en commun"]
    assert to(zoe.email) == []  # one after another: she waits
    why = read(f"/annuaire/chercheurs/{waiting.researcher_id}/pourquoi", as_=zoe).words
    assert "Pas sollicité·e" in why
    assert "sollicitée d’abord" in why
    two.answer(two.lea, word="yes")
    two.answer(two.nadia, 0, word="yes")
    assert two.now().state == "agreed"
    assert two.now(second.id).state == "withdrawn"
    assert to(yanis.email)[-1].subject == "Quelqu’un a été trouvé"
    assert two.now(waiting.id).state == "kept"


def test_a_researcher_asks_an_association_and_a_second_request_shows_the_first(two, read):
    page = f"/annuaire/associations/{two.association.id}"
    address = f"{page}/solliciter"
    assert address in read(page, as_=two.lea).links()
    shown = read(address)
    assert "jamais sollicitée" in shown.words
    form = shown.form(address) | REQUEST
    seen = post(read, address, form, status=200)
    assert "Léa Fictive aimerait travailler avec vous" in seen.words
    page = post(read, address, {**seen.form(address), "act": "ask"})
    assert "Votre thèse porte" in page.words
    pairing = db.session.query(Pairing).filter_by(asked_from="research").one()
    assert pairing.side("research").word == "yes"
    assert len(to(two.nadia.email)) == 1
    again = post(read, address, {**form, "act": "ask"})
    assert "déjà sollicité" in again.words
    assert len(to(two.nadia.email)) == 1
    two.answer(two.nadia, reason="busy")
    leave(read)
    assert two.now(pairing.id).state == "declined"
    assert "déjà sollicité" in post(read, address, REQUEST, as_=two.lea).words  # 14 days


def test_open_requests_have_a_most_and_what_is_not_wanted_stops(two, read, app):
    app.config["OPEN_REQUESTS"] = 1
    two.now()
    other = make.association(make.user(), "Une autre fictive", is_listed=True)
    make.pairing(None, two.researcher, association=other, state="asked", asked_from="research")
    address = f"/annuaire/associations/{two.association.id}/solliciter"
    page = read(address, as_=two.lea, status=409)
    assert "Une autre fictive" in page.words
    app.config["OPEN_REQUESTS"] = 5
    with make.transaction():
        two.association.refusals = ["no_more"]
    assert "aucune sollicitation" in read(address, status=409).words
    leave(read)
    read(address, as_=make.user(), status=403)  # no profile


def test_nobody_of_the_question_reads_of_a_shortlist(two, read):
    read(f"/mises-en-relation/{two.pairing.id}", as_=two.lea, status=404)
    leave(read)
    read(f"/mises-en-relation/{two.pairing.id}", as_=two.nadia, status=404)
