"""Passwords: hard to guess, lost, changed; links that serve once."""

import pytest

from tests import make
from tests.accounts.conftest import PASSWORD, is_signed_in
from tests.reader import Reader
from univasso.accounts.passwords import is_guessable
from univasso.core.db import db, transaction
from univasso.core.limits import _hashed
from univasso.models import Attempt, Job, OutgoingMail, User

OTHER = "quatre girafes au tableau"


@pytest.mark.parametrize(
    "password",
    [
        "univasso2026", "Lille2026!Lille", "Motdepasse2026!", "azertyuiop123", "aaaaaaaaaaaa",
        "123456789012", "P@ssw0rd1234", "associationlille59", "Université-Amiens", "Printemps2026!",
        "Camille.Fictif1", "zyxwvutsrqponm", "qwerty123456", "Hautsdefrance80",
    ],
)  # fmt: skip
def test_what_others_try_first_is_known(password):
    assert is_guessable(password, "Camille Fictif", "camille@exemple.test")


@pytest.mark.parametrize(
    "password",
    [PASSWORD, OTHER, "correct horse battery staple", "le chat dort au soleil", "chat noir 🐈🐈"],
)  # fmt: skip
def test_a_sentence_is_fine(password):
    assert not is_guessable(password, "Camille Fictif", "camille@exemple.test")


def test_a_guessable_password_is_said_where_it_is_chosen(read, camille):
    read.sign_in(camille)
    about = {"present": PASSWORD, "password": "Lille2026!Lille"}
    page = read.send("/compte/mot-de-passe", status=422, form=about)
    assert "D’autres le devineraient" in page.words


def test_changing_it_asks_for_the_present_one_and_ends_other_sessions(app, read, camille):
    elsewhere = Reader(app)
    elsewhere("/compte", as_=camille)
    read.sign_in(camille)
    wrong = {"present": "pas celui-là du tout", "password": OTHER}
    assert (
        "ni votre mot de passe" in read.send("/compte/mot-de-passe", status=422, form=wrong).words
    )
    read.send("/compte/mot-de-passe", form={"present": PASSWORD, "password": OTHER})
    assert is_signed_in(read)
    assert not is_signed_in(elsewhere)
    read.send("/deconnexion")
    read.send("/connexion", status=422, email=camille.email, password=PASSWORD)
    read.send("/connexion", email=camille.email, password=OTHER)


def test_a_lost_password_is_chosen_anew_once(app, read, camille, box):
    stolen = Reader(app)
    stolen("/compte", as_=camille)
    read.send("/mot-de-passe", email=camille.email)
    assert "Si camille@exemple.test a un compte ici" in read("/liens/envoye").words
    path = box(camille.email).link
    read.send(path, status=422, password="court")
    read.send(path, password=OTHER)
    assert not is_signed_in(stolen)
    assert not is_signed_in(read)  # the link proves the mail box, not the person at the keyboard
    assert "a déjà servi" in read(path, status=410).words
    read.send("/connexion", email=camille.email, password=OTHER)
    assert "mot de passe a changé" in box(camille.email).subject


def test_an_unknown_address_gets_the_same_answer_and_no_mail(read, camille, work):
    pages, jobs = [], []
    for email in (camille.email, "personne@exemple.test"):
        read.send("/mot-de-passe", email=email)
        pages.append(read("/liens/envoye").words.replace(email, "@"))
        db.session.rollback()
        jobs.append(db.session.query(Job).count())
    assert pages[0] == pages[1]
    assert jobs == [1, 2]  # the request wrote as much for either
    work()
    db.session.rollback()
    assert [mail.to_email for mail in make.mails()] == [camille.email]


@pytest.mark.parametrize(
    "typed", ["CAMILLE@exemple.test", "\u212aim@exemple.test", "ﬁona@exemple.test"]
)
def test_a_link_only_goes_to_the_address_that_is_kept(read, camille, box, typed):
    make.user(email="kim@exemple.test")
    make.user(email="fiona@exemple.test")
    read.send("/mot-de-passe", email=typed)
    kept = {"C": camille.email, "K": "kim@exemple.test", "ﬁ": "fiona@exemple.test"}[
        typed[0].replace("\u212a", "K")
    ]
    assert "mot de passe" in box(kept).subject
    assert db.session.query(OutgoingMail).filter_by(to_email=typed).count() == 0


def test_a_dotless_letter_finds_nobody(context, read, work):
    make.user(email="mike@exemple.test")
    read.send("/mot-de-passe", email="mıke@exemple.test")
    work()
    db.session.rollback()
    assert make.mails() == []


@pytest.mark.parametrize("place", ["/mot-de-passe", "/connexion/lien"])
def test_a_closed_account_receives_no_link(read, camille, work, place):
    with transaction():
        db.session.merge(camille).disabled_at = make.clock.now()
    read.send(place, email="camille@exemple.test")
    work()
    db.session.rollback()
    assert make.mails() == []


def test_a_link_dies_after_an_hour(read, camille, box, later):
    read.send("/mot-de-passe", email=camille.email)
    path = box(camille.email).link
    later(minutes=61)
    assert "Le temps de ce lien est passé" in read(path, status=410).words
    read.send(path, status=410, password=OTHER)


def test_a_link_dies_when_the_password_changes_otherwise(app, read, camille, box):
    Reader(app).send("/mot-de-passe", email=camille.email)
    path = box(camille.email).link
    read.sign_in(camille)
    read.send("/compte/mot-de-passe", form={"present": PASSWORD, "password": OTHER})
    assert "remplacé ou fermé" in read(path, status=410).words


def test_opening_the_link_changes_nothing(app, read, camille, box):
    read.send("/mot-de-passe", email=camille.email)
    path = box(camille.email).link
    for _ in range(3):
        read(path)
    read.client.head(path)
    db.session.rollback()
    assert db.session.get(User, camille.id).password_changed_at is None


def test_a_sign_in_link_serves_once_within_fifteen_minutes(app, read, camille, box, later):
    read.send("/connexion/lien", email=camille.email, next="/productions/mes-depots")
    path = box(camille.email).link
    assert "Camille Fictif" in read(path).words
    assert not is_signed_in(read)
    assert read.send(path).response.location == "/productions/mes-depots"
    assert is_signed_in(read)
    Reader(app).send(path, status=410)
    other = Reader(app)
    other.send("/connexion/lien", email=camille.email)
    path = box(camille.email).link
    later(minutes=16)
    other(path, status=410)


def test_tries_are_counted_by_network_too(read, context):
    with transaction():
        db.session.add_all(
            Attempt(bucket=_hashed("sign_in_network", "127.0.0.1")) for _ in range(100)
        )
    page = read.send("/connexion", status=429, email="une@exemple.test", password=PASSWORD)
    assert int(page.response.headers["Retry-After"]) > 0
