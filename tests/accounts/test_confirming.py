"""Showing again who one is before a sensitive act, and giving back what was being sent."""

import pytest

from tests import make
from tests.accounts.conftest import PASSWORD
from tests.reader import Reader
from univasso.core.db import db
from univasso.models import Role, User

NEW = "nouvelle@exemple.test"


def waiting_form(page, action: str) -> dict:
    """The fields of a form as a browser sends them back."""
    return {n: v[0].replace("&#34;", '"') for n, v in page.form(action).items()}


def email_of(number: int) -> str:
    db.session.rollback()
    return db.session.get(User, number).email


def test_a_sensitive_page_asks_again_after_fifteen_minutes(read, camille, later):
    read.send("/connexion", email=camille.email, password=PASSWORD)
    read("/compte/adresse")
    later(minutes=16)
    page = read("/compte/adresse", status=303)
    assert page.response.location == "/compte/confirmer?next=/compte/adresse"
    form = waiting_form(read(page.response.location), "/compte/confirmer")
    wrong = read.send("/compte/confirmer", status=422, form={**form, "password": "autre chose"})
    assert "pas le mot de passe" in wrong.words
    page = read.send("/compte/confirmer", form={**form, "password": PASSWORD})
    assert page.response.location == "/compte/adresse"
    read("/compte/adresse")


def test_what_was_being_sent_is_given_back(read, camille, later):
    read("/compte/adresse", as_=camille)
    later(minutes=16)
    page = read.send("/compte/adresse", status=403, email=NEW)
    page = read.send("/compte/confirmer", status=200, form=waiting_form(page, "/compte/confirmer"))
    form = waiting_form(page, "/compte/confirmer")
    page = read.send("/compte/confirmer", status=200, form={**form, "password": PASSWORD})
    assert page.form("/compte/adresse")["email"] == [NEW]
    read.send("/compte/adresse", form=waiting_form(page, "/compte/adresse"))
    assert "Un courriel part" in read("/compte").words


def test_a_second_factor_confirms_too(read, camille, application, later):
    read.sign_in(camille)
    shows = application(camille)
    later(minutes=16)
    read("/compte/second-facteur/application", status=303)
    read.send(
        "/compte/confirmer", form={"code": shows(), "next": "/compte/adresse", "password": ""}
    )
    read("/compte/second-facteur/application")


def test_without_password_nor_factor_a_mailed_link_confirms_in_this_browser(
    app, read, context, box, later
):
    user = make.user(Role.MEMBER, email="sans@exemple.test")
    read.sign_in(user)
    later(minutes=16)
    page = read(read("/compte/adresse", status=303).response.location)
    assert "ni mot de passe ni second facteur" in page.words
    read.send("/compte/confirmer/courriel", status=200, next="/compte/adresse")
    path = box("sans@exemple.test").link
    other = Reader(app)
    other(path, as_=make.user(), status=404)
    read("/compte/adresse", status=303)
    read(path)
    assert read.send(path).response.location == "/compte/adresse"
    read("/compte/adresse")
    read(path, status=410)


def test_nobody_confirms_by_mail_who_has_a_password(read, camille, later, work):
    read.sign_in(camille)
    later(minutes=16)
    read.send("/compte/confirmer/courriel", next="/compte")
    work()
    assert make.mails() == []


def test_tries_of_passwords_are_counted_there_too(read, camille, later):
    read.sign_in(camille)
    later(minutes=16)
    for _ in range(10):
        read.send("/compte/confirmer", status=422, password="autre chose", code="")
    read.send("/compte/confirmer", status=429, password=PASSWORD, code="")


def test_an_address_changes_once_the_new_one_answers_and_the_former_can_undo_it(
    app, read, camille, box
):
    number = camille.id
    read.send("/compte/adresse", as_=camille, email=NEW)
    path = box(NEW).link
    assert email_of(number) == "camille@exemple.test"
    nobody = Reader(app)
    nobody(path)
    nobody.send(path)
    assert email_of(number) == NEW
    undo = box("camille@exemple.test")
    assert NEW in undo.text
    Reader(app)(path, status=410)
    nobody(undo.link)
    nobody.send(undo.link)
    assert email_of(number) == "camille@exemple.test"
    assert read.client.get("/compte").status_code == 303  # every session is ended
    nobody(undo.link, status=410)


def test_the_undo_link_of_a_thief_dies_with_the_theft(read, camille, box):
    read.send("/compte/adresse", as_=camille, email="voleur@exemple.test")
    read.send(box("voleur@exemple.test").link)
    owner = box("camille@exemple.test").link
    read.send("/compte/adresse", email="voleur2@exemple.test")
    read.send(box("voleur2@exemple.test").link)
    thief = box("voleur@exemple.test").link
    read.client = read.app.test_client()
    read.send(owner)
    read(thief, status=410)
    assert email_of(camille.id) == "camille@exemple.test"


def test_the_undo_link_serves_for_seven_days(read, camille, box, later):
    read.send("/compte/adresse", as_=camille, email=NEW)
    read.send(box(NEW).link)
    undo = box("camille@exemple.test").link
    later(days=6)
    read.client = read.app.test_client()
    read(undo)
    later(days=8)
    read(undo, status=410)


def test_an_address_that_is_taken_tells_its_owner_and_moves_nothing(read, camille, box):
    make.user(email="prise@exemple.test")
    read.send("/compte/adresse", as_=camille, email="prise@exemple.test")
    assert "déjà un compte" in box("prise@exemple.test").subject
    assert email_of(camille.id) == "camille@exemple.test"


def test_somebody_else_cannot_use_the_link_of_a_new_address(app, read, camille, box):
    read.send("/compte/adresse", as_=camille, email=NEW)
    path = box(NEW).link
    other = Reader(app)
    other(path, as_=make.user(), status=404)
    other.send(path, status=404)
    assert email_of(camille.id) == "camille@exemple.test"


def test_every_other_session_is_ended_at_once(app, read, camille):
    elsewhere = Reader(app)
    elsewhere("/compte", as_=camille)
    read("/compte", as_=camille)
    read.send("/compte/sessions/autres")
    assert elsewhere.client.get("/compte").status_code == 303
    read("/compte")


@pytest.mark.parametrize("typed", ["", " " * 3, "é" * 201])
def test_a_profile_keeps_its_name(read, camille, typed):
    page = read.send("/compte/profil", as_=camille, status=422, name=typed)
    assert "<title>Erreur" in page.html
    read.send("/compte/profil", name="Camille Fictive-Durand")
    assert "Camille Fictive-Durand" in read("/compte").words
