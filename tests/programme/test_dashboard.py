"""The dashboard: what awaits somebody, from every room, and what is theirs."""

from tests import make
from univasso.core.db import transaction
from univasso.directory.services import memberships
from univasso.models import OutputState
from univasso.outputs.services import review


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
