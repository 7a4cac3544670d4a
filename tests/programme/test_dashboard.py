"""The dashboard: what awaits somebody, from every room, and what is theirs."""

from datetime import datetime

from tests import make
from univasso.core import clock
from univasso.core.db import transaction
from univasso.directory.services import memberships
from univasso.models import OutputState
from univasso.outputs.services import review
from univasso.questions.services import triage


def test_a_manager_sees_who_asks_and_what_is_left_to_do(context, read):
    nadia, zoe = make.user(name="Nadia Fictive"), make.user(name="Zoé Fictive")
    row = make.association(nadia, "Les Ateliers fictifs")
    with transaction():
        memberships.ask(row, zoe, "Je suis la trésorière.")
    page = read("/tableau-de-bord", as_=nadia)
    assert "Zoé Fictive demande à rejoindre" in page.words
    assert "Dites ce que vous faites" in page.words
    assert f"/annuaire/associations/{row.id}/espace" in page.links()
    page = read("/tableau-de-bord", as_=zoe)
    assert "Rien ne vous attend" in page.words
    assert "Demande envoyée" in page.words


def test_a_deposit_that_was_given_back_awaits_its_depositor(context, read):
    meriem, coralie = make.user(make.Role.MEMBER), make.coordinator()
    output = make.output(OutputState.SUBMITTED, depositor=meriem, title_fr="Une note fictive")
    with transaction():
        review.ask_changes(output, coralie, "Quelle date ?")
    page = read("/tableau-de-bord", as_=meriem)
    assert "Répondre à propos de votre dépôt" in page.words


def test_a_coordinator_sees_what_waits_where_they_work(context, read):
    make.output(OutputState.SUBMITTED)
    make.association(to_check="no_number")
    page = read("/tableau-de-bord", as_=make.coordinator())
    assert page.words.count("1 en attente") == 2
    assert "/productions/moderation" in page.links()
    assert "/associations/a-verifier" in page.links()


def test_an_association_sees_where_its_questions_stand(context, read):
    nadia = make.user(name="Nadia Fictive")
    assert "Vous n’avez encore rien demandé" in read("/tableau-de-bord", as_=nadia).words
    question = make.question("received", asker=nadia, wish="Pourquoi si peu de bénévoles ?")
    page = read("/tableau-de-bord", as_=nadia)
    assert f"/questions/suivi/{question.id}" in page.links()
    steps = f'aria-label="Où en est la question n°\u00a0{question.id}"'
    assert steps in page.html
    assert "Rattachée aux besoins du programme ensuite" in page.words


def test_a_researcher_sees_what_they_can_take_on(context, read):
    lea = make.user(name="Léa Fictive")
    profile = make.researcher(lea)
    with transaction():
        profile.capacity = 2
    page = read("/tableau-de-bord", as_=lea)
    assert "2 partenariats possibles à la fois" in page.words
    assert "aucun besoin" in page.words


def test_the_coordination_sees_figures_that_open_their_rows(context, read, later):
    begun = datetime(2026, 6, 2, 9, tzinfo=clock.PARIS) - clock.now()
    later(seconds=begun.total_seconds())
    coralie = make.coordinator()
    asked = [make.question("received", assignee=coralie) for _once in range(5)]
    later(days=2, seconds=begun.total_seconds())
    with transaction():
        for question in asked[1:]:
            triage.message(question, "Bonjour, nous vous lisons.", coralie)
    later(days=29, seconds=begun.total_seconds())  # the first of July
    page = read("/tableau-de-bord", as_=coralie)
    assert "questions à traiter dont 1 en retard 5" in page.words
    assert "jusqu’à la première réponse médiane, réponses comptées\u00a0: 4 n. d." in page.words
    waits = f"La question n°\u00a0{asked[0].id} attend un mot depuis le 2\u00a0juin 2026"
    assert waits in page.words
    assert "juin 26 5 0" in page.words
    assert "juil. 26 0 0" in page.words
    with transaction():
        triage.message(asked[0], "Bonjour, nous vous lisons enfin.", coralie)
    page = read("/tableau-de-bord", as_=coralie)
    assert "De la réception à la première réponse d’une personne 5 cas 2,0 15 Tenu" in page.words
    later(days=430, seconds=begun.total_seconds())
    coralie = make.coordinator()  # the session of the other one is over
    assert "juin 26" not in read("/tableau-de-bord", as_=coralie).words
    assert "juin 26 5 0" in read("/tableau-de-bord?periode=tout", as_=coralie).words
