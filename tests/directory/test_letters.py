"""A space opened on the telephone: the printed letter is the key (A1★1)."""

import re

import pytest

from tests import make
from univasso.core.db import db
from univasso.directory.services import letters
from univasso.models import AccessLetter, Association

CODE = r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}"
PASSWORD = "une phrase assez longue"


@pytest.fixture
def opened(context, read):
    """The association, its letter's number and code, and another browser: the person's own."""
    coralie = make.coordinator()
    path = "/associations/ouvrir"
    page = read(path, as_=coralie)
    form = {**page.form(), "name": "La Marmite fictive", "person": "Renée Fictive"}
    read.send(path, form=form)
    db.session.rollback()
    association = db.session.query(Association).one()
    members = read(f"/annuaire/associations/{association.id}/membres")
    action = re.search(r'action="(/associations/\d+/lettre/\d+)"', members.html)[1]
    letter = read.send(action, status=200, once="k1")
    code = re.search(CODE, letter.words)[0]
    db.session.rollback()
    number = db.session.query(AccessLetter).order_by(AccessLetter.id.desc()).first().id
    return association, number, code, type(read)(read.app), action


def use(reader, number, code, status=303, **about):
    form = {"number": number, "code": code, "password": PASSWORD,
            "email": "renee@exemple.test", **about}  # fmt: skip
    return reader.send("/acces", form=form, status=status)


def test_the_person_opens_their_account_with_the_letter(read, opened):
    association, number, code, home, _ = opened
    use(home, number, code.lower().replace("-", " "))
    home.send("/connexion", form={"email": "renee@exemple.test", "password": PASSWORD})
    texts = home("/compte/textes")
    ticked = re.findall(r'name="text" value="(\d+)"', texts.html)
    home.send("/compte/textes", form={"text": ticked})
    assert "La Marmite fictive" in home("/associations/les-miennes").words
    home(f"/annuaire/associations/{association.id}/modifier")
    page = use(home, number, code, status=410)
    assert "déjà servi" in page.words


def test_nothing_was_mailed_to_somebody_without_an_address(opened):
    assert not [mail for mail in make.mails() if mail.to_email.endswith(".invalid")]


def test_a_wrong_code_says_how_many_tries_are_left_and_the_fifth_closes_the_letter(opened):
    _, number, code, home, _ = opened
    for left in (4, 3, 2, 1):
        page = use(home, number, "AAAA-AAAA-AAAA", status=422)
        assert f"Essais restants\u00a0: {left}" in page.words
    for typed in ("AAAA-AAAA-AAAA", code):
        assert "Trop de codes faux" in use(home, number, typed, status=410).words


def test_a_letter_expires_and_a_newer_one_replaces_it(read, opened, later):
    _association, number, code, home, action = opened
    newer = re.search(CODE, read.send(action, status=200, once="k2").words)[0]
    assert "plus récente" in use(home, number, code, status=410).words
    later(days=31)
    db.session.rollback()
    newest = db.session.query(AccessLetter).order_by(AccessLetter.id.desc()).first()
    assert use(home, newest.id, newer, status=410).words.count("trente jours") == 1


def test_an_address_is_needed_to_sign_in_and_nobody_takes_another_s(read, opened):
    _, number, code, home, _ = opened
    make.user(email="prise@exemple.test")
    assert "servira à vous connecter" in use(home, number, code, status=422, email="").words
    assert (
        "Un autre compte" in use(home, number, code, status=422, email="prise@exemple.test").words
    )
    use(home, number, code)


def test_whoever_has_a_password_gets_no_letter(read, opened):
    _, number, code, home, action = opened
    use(home, number, code)
    page = read.send(action, once="k3")
    assert "par elle-même" in read(page.response.location).words


def test_the_code_is_nowhere_in_the_database(opened):
    _, number, code, *_ = opened
    kept = db.session.get(AccessLetter, number)
    assert letters.plain(code) not in kept.code_hash
