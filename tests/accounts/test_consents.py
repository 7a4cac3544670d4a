"""Texts accepted by a named person, by version; a new version asks again (A1.10)."""

import pytest

from tests import make
from univasso.accounts import services as accounts
from univasso.core.db import db, transaction
from univasso.models import Consent, ConsentText, Role, User

WORK = "/productions/deposer"


@pytest.fixture
def new(context):
    """Somebody who has not been asked yet."""
    with transaction():
        return accounts.create_user("neuve@exemple.test", "Neuve Fictive", Role.MEMBER)


def publish(code: str = "charter", version: int = 2) -> None:
    with transaction():
        db.session.add(ConsentText(code=code, version=version, title_fr="Charte nouvelle",
                                   title_en="New charter", body_fr="Des mots neufs.",
                                   body_en="New words."))  # fmt: skip


def ids() -> dict[str, int]:
    db.session.rollback()
    return {text.code: text.id for text in db.session.query(ConsentText)}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_texts_are_asked_for_before_work_and_kept_with_their_version(read, new, language):
    with transaction():
        db.session.get(User, new.id).language = language
    page = read(WORK, as_=new, status=303, language=language)
    assert page.response.location == f"/compte/textes?next={WORK}"
    page = read(page.response.location, language=language)
    assert ("à valider par Le Mouvement associatif" if language == "fr" else "to be validated") in (
        page.words.replace("\u00a0", " ")
    )
    charter, notice = ids()["charter"], ids()["notice"]
    sent = {"sent": "1", "next": WORK, "text": [str(charter)]}
    read.send("/compte/textes", status=422, form=sent, language=language)
    sent["text"] = [str(notice)]
    answer = read.send("/compte/textes", form=sent, language=language)
    assert answer.response.location == WORK
    read(WORK, language=language)
    assert "version 1" in read("/compte", language=language).words
    db.session.rollback()
    assert {row.text_id for row in db.session.query(Consent).filter_by(user_id=new.id)} == {
        charter, notice,
    }  # fmt: skip


def test_reading_one_s_account_and_signing_out_stay_open(read, new):
    published = make.output().id
    read("/compte", as_=new)
    for path in ("/", "/recherche", f"/productions/{published}", "/besoins", "/textes/charter",
                 "/compte/second-facteur", "/compte/mot-de-passe"):  # fmt: skip
        read(path)
    read.send("/deconnexion")


def test_a_new_version_asks_again_and_the_former_one_stays_in_the_account(read, camille):
    read(WORK, as_=camille)
    publish()
    read(WORK, status=303)
    page = read(f"/compte/textes?next={WORK}")
    assert "Des mots neufs." in page.words
    assert (
        "Notice sur la protection"
        not in page.html.partition("<form class")[2].partition("</form>")[0]
    )
    number = page.form("/compte/textes")
    boxes = [a["value"] for a in page.parsed.all("input") if a.get("type") == "checkbox"]
    read.send("/compte/textes", form={**{n: v[0] for n, v in number.items()}, "text": boxes})
    words = read("/compte").words
    assert "Charte nouvelle" in words
    assert "Charte d’usage" in words
    assert "Prêter" not in read("/textes/charter").words
    assert "Charte d’usage" in read("/textes/charter?version=1").words
    read("/textes/charter?version=9", status=404)


def test_what_was_being_sent_waits_for_the_consent(read, new):
    page = read.send(WORK, as_=new, status=403, kind_code="note", title="Trois mois d’enquête")
    form = {n: v[0].replace("&#34;", '"') for n, v in page.form("/compte/textes").items()}
    page = read.send("/compte/textes", status=200, form=form)
    form = {n: v[0].replace("&#34;", '"') for n, v in page.form("/compte/textes").items()}
    form["text"] = [str(number) for number in ids().values()]
    page = read.send("/compte/textes", status=200, form=form)
    assert page.form(WORK)["title"] == ["Trois mois d’enquête"]


def test_a_text_replaced_while_it_was_read_is_asked_for_again(read, new):
    former = ids()
    read("/compte/textes", as_=new)
    publish()
    form = {"sent": "1", "next": "", "text": [str(number) for number in former.values()]}
    page = read.send("/compte/textes", status=422, form=form)
    assert "Des mots neufs." in page.words
