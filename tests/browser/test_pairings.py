"""A request in a real browser, with scripts and without: sent, looked at by a mail scanner, declined."""

import re
from datetime import date

import pytest

from tests import make
from tests.browser.conftest import axe, is_well_made, press, sign_in
from univasso.core import clock
from univasso.core.db import db
from univasso.models import OutgoingMail, Pairing

SHAPES = pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 320)])


@pytest.fixture
def kept(site, width) -> tuple[int, str]:
    """Somebody on the shortlist of a question: the number of the pairing, and their address."""
    email = f"lou{width}@exemple.test"
    with site.app.app_context():
        make.bind(site.app)
        question = make.question(
            "qualified", contact_email=f"asso{width}@exemple.test", contact_name="Nadine Fictive",
            wish=f"Pourquoi nos fanfares fictives se taisent-elles, {width}",
        )  # fmt: skip
        lou = make.researcher(
            make.user(name=f"Lou Fictive {width}", email=email), "Lou", f"Fictive-{width}",
            interests_confirmed_at=clock.now(),
        )  # fmt: skip
        number = make.pairing(question, lou).id
        db.session.remove()
    return number, email


def state_of(site, number: int) -> tuple[str, int]:
    with site.app.app_context():
        found = db.session.get(Pairing, number)
        seen = found.state, found.question_id
        db.session.remove()
    return seen


def links_to(site, *emails: str) -> list[str]:
    """Every address in the mails to some people, without its site."""
    site.work()
    with site.app.app_context():
        mails = db.session.query(OutgoingMail).filter(OutgoingMail.to_email.in_(emails)).all()
        found = [link for m in mails for link in re.findall(rf"{site.address}(/\S+)", m.text)]
        db.session.remove()
    return found


@SHAPES
def test_not_before_september_is_said_from_the_mail_and_seen_in_the_workbench(
    site, visit, kept, scripts, width
):
    number, email = kept
    page = visit("/", scripts=scripts, width=width)
    sign_in(page, "Coralie Fictive")
    page.goto(f"/mises-en-relation/{number}/solliciter")
    page.get_by_label("Pourquoi vous").fill("Vos travaux parlent de fanfares.")
    page.get_by_label("Ce qui serait fait").fill("Trois entretiens.")
    page.get_by_label("Temps demandé").fill("Une journée.")
    assert not scripts or axe(page) == []  # axe is a script itself
    is_well_made(page)
    press(page, "Voir ce qui part")
    assert "Vos travaux parlent de fanfares." in page.inner_text("main")
    is_well_made(page)
    press(page, "Envoyer la demande")
    assert not scripts or axe(page) == []
    is_well_made(page)

    for link in links_to(site, email, f"asso{width}@exemple.test"):
        scanner = visit("/", scripts=scripts)
        assert scanner.goto(link).status == 200  # a mail scanner follows every link
    assert state_of(site, number)[0] == "asked"

    mail = visit(site.link_of(email), scripts=scripts, width=width)
    if not mail.get_by_label("Pas avant", exact=True).is_visible():
        mail.get_by_text("Pas maintenant").press("Enter")
    mail.get_by_label("Pas avant une date").check()
    september = date(clock.today().year + 1, 9, 1)
    mail.get_by_role("textbox", name=re.compile("^Pas avant le")).fill(september.isoformat())
    assert not scripts or axe(mail) == []
    is_well_made(mail)
    press(mail, "Répondre non")
    assert "Votre réponse est gardée" in mail.inner_text("main")
    is_well_made(mail)

    state, question = state_of(site, number)
    assert state == "declined"
    page.goto(f"/mises-en-relation/questions/{question}?pourquoi-pas=Fictive-{width}")
    told = " ".join(page.inner_text("main").split())
    assert f"pas avant le 1er septembre {september.year}" in told
    is_well_made(page)
