"""Opening an account by oneself: whole stories, with their typing errors (A1.12)."""

import pytest

from tests import make
from tests.accounts.conftest import PASSWORD, is_signed_in
from tests.reader import Reader
from univasso.core.db import db
from univasso.models import MailedLink, User

NEW = "nouvelle@exemple.test"


def sign_up(read, email: str = NEW, **about):
    read.send("/inscription", email=email, arriving_as=about.pop("arriving_as", "other"), **about)
    return read("/inscription/courriel")


def user_of(email: str) -> User | None:
    db.session.rollback()
    return db.session.query(User).filter_by(email=email).one_or_none()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_account_is_opened_on_another_device(app, read, box, language):
    read("/inscription?titre=association", language=language)
    read.send("/inscription", email=NEW, arriving_as="association", language=language)
    path = box(NEW).link
    telephone = Reader(app)
    telephone(path, language=language)
    assert user_of(NEW) is None  # opening the link opens no account
    telephone.send(path, name="Nouvelle Fictive", password=PASSWORD, language=language)
    assert is_signed_in(telephone)
    user = user_of(NEW)
    assert (user.name, user.arriving_as, user.language) == (
        "Nouvelle Fictive", "association", language,
    )  # fmt: skip
    assert ("a déjà servi" if language == "fr" else "already used") in telephone(
        path, status=410, language=language
    ).words


@pytest.mark.parametrize(
    ("comes", "leads_to"),
    [
        ("association", "/associations/rejoindre"),
        ("researcher", "/chercheurs/mon-profil"),
        ("other", "/"),
    ],
)
def test_whoever_opens_an_account_is_led_to_what_they_came_for(read, box, comes, leads_to):
    read.send("/inscription", email=NEW, arriving_as=comes)
    page = read.send(box(NEW).link, name="Nouvelle Fictive", password=PASSWORD)
    assert page.response.location == leads_to
    has_step = "/associations/rejoindre" in read("/compte").links()
    assert has_step == (comes == "association")


def test_a_typing_error_is_corrected_and_the_former_link_dies(read, box):
    page = sign_up(read, "nouvele@exemple.test")
    assert "nouvele@exemple.test" in page.words
    former = box("nouvele@exemple.test").link
    read.send("/inscription/courriel", email=NEW)
    assert NEW in read("/inscription/courriel").words
    read(former, status=404)
    right = box(NEW).link
    read.send(right, name="Nouvelle Fictive", password=PASSWORD)
    assert user_of(NEW) is not None
    assert db.session.query(MailedLink).count() == 1


def test_a_known_address_gets_the_same_page_and_its_owner_a_mail(read, camille, box):
    unknown = sign_up(read).words.replace(NEW, "@")
    known = sign_up(read, camille.email).words.replace(camille.email, "@")
    assert unknown == known
    mail = box(camille.email)
    assert "déjà un compte" in mail.subject
    assert mail.links == ["/connexion", "/mot-de-passe"]


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("fiona@exemple.test", "ﬁona@exemple.test"),
        ("kim@exemple.test", "\u212aim@exemple.test"),
        ("camille@exemple.test", "CAMILLE@exemple.test"),
    ],
)
def test_a_look_alike_address_opens_no_second_account(read, box, kept, typed):
    make.user(email=kept)
    sign_up(read, typed)
    assert "déjà un compte" in box(kept).subject
    assert {mail.to_email for mail in make.mails()} == {kept}


def test_another_mail_box_that_looks_alike_is_another_person(read, box):
    make.user(email="mike@exemple.test")
    sign_up(read, "mıke@exemple.test")
    assert "Ouvrez votre compte" in box("mıke@exemple.test").subject


def test_without_a_password_one_signs_in_by_mail(read, box):
    sign_up(read)
    read.send(box(NEW).link, name="Nouvelle Fictive", password="")
    assert "Aucun" in read("/compte").words
    read.send("/deconnexion")
    read.send("/connexion", status=422, email=NEW, password="")
    read.send("/connexion/lien", email=NEW)
    read.send(box(NEW).link)
    assert is_signed_in(read)


def test_a_late_link_offers_another_to_its_own_address(read, box, later):
    sign_up(read)
    path = box(NEW).link
    later(hours=25)
    page = read(path, status=410)
    assert "n…@exemple.test" in page.words
    renew = next(a["action"] for a in page.parsed.all("form") if "renouveler" in a["action"])
    read.send(renew, email="autre@exemple.test")  # an address that one adds is not looked at
    assert {mail.to_email for mail in make.mails()} == {NEW}
    new = box(NEW).link
    assert new != path
    read.send(new, name="Nouvelle Fictive", password=PASSWORD)
    assert is_signed_in(read)


def test_a_foreign_link_is_not_found(read):
    assert "pas pour vous" in read("/inscription/rien", status=404).words
    read(f"/inscription/{'a' * 10_000}", status=404)


def test_a_link_serves_its_own_purpose_only(read, camille, box):
    read.send("/mot-de-passe", email=camille.email)
    token = box(camille.email).link.rpartition("/")[2]
    for place in ("/inscription/", "/connexion/lien/", "/adresse/", "/adresse/reprendre/"):
        read(place + token, status=404)


def test_a_name_of_two_hundred_letters_and_one_that_turns_around(read, box):
    sign_up(read)
    path = box(NEW).link
    assert "1 caractère de trop" in read.send(path, status=422, name="é" * 201).words
    read.send(path, name="‮ليلى Fictive", password="")
    assert user_of(NEW).name == "ليلى Fictive"


@pytest.mark.parametrize(
    "typed", ["", "nouvelle", "a@b", "a b@exemple.test", "x" * 260 + "@e.test"]
)
def test_an_address_that_no_mail_reaches_is_said(read, typed):
    page = read.send("/inscription", status=422, email=typed, arriving_as="researcher")
    assert "<title>Erreur\u00a0:" in page.html
    chosen = [a["value"] for a in page.parsed.all("input") if "checked" in a]
    assert chosen == ["researcher"]


def test_mails_are_counted_by_account(read):
    for _ in range(5):
        read.send("/inscription", email=NEW, arriving_as="other")
    page = read.send("/inscription", status=429, email=NEW, arriving_as="other")
    assert int(page.response.headers["Retry-After"]) > 3000
    read.send("/inscription", email="une-autre@exemple.test", arriving_as="other")


def test_two_people_open_the_same_account_once(read, box, context):
    sign_up(read)
    path = box(NEW).link
    make.user(email=NEW)  # by an invitation, meanwhile
    read.send(path, status=410, name="Nouvelle Fictive", password=PASSWORD)
    assert db.session.query(User).filter_by(email=NEW).count() == 1
