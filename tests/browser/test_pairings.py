"""A request in a real browser, with scripts and without: sent, looked at by a mail scanner, declined."""

import re
from datetime import date
from itertools import count

import pytest

from tests import make
from tests.browser.conftest import axe, enter, is_well_made, press, sign_in
from univasso.core import clock
from univasso.core.db import db
from univasso.models import OutgoingMail, Pairing

SHAPES = pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 320)])


_numbers = count(1)


@pytest.fixture
def kept(site) -> tuple[int, int, str]:
    """Somebody on the shortlist of a question: a number of theirs, the pairing's, their address."""
    own = next(_numbers)
    email = f"lou{own}@exemple.test"
    with site.app.app_context():
        make.bind(site.app)
        question = make.question(
            "qualified", contact_email=f"asso{own}@exemple.test", contact_name="Nadine Fictive",
            wish=f"Pourquoi nos fanfares fictives se taisent-elles, {own}",
        )  # fmt: skip
        lou = make.researcher(
            make.user(name=f"Lou Fictive {own}", email=email), "Lou", f"Fictive-{own}",
            interests_confirmed_at=clock.now(),
        )  # fmt: skip
        number = make.pairing(question, lou).id
        db.session.remove()
    return own, number, email


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
    own, number, email = kept
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

    for link in links_to(site, email, f"asso{own}@exemple.test"):
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
    page.goto(f"/mises-en-relation/questions/{question}?pourquoi-pas=Fictive-{own}")
    told = " ".join(page.inner_text("main").split())
    assert f"pas avant le 1er septembre {september.year}" in told
    is_well_made(page)


@SHAPES
def test_three_rungs_of_silence_then_here_again(site, visit, later, kept, scripts, width):
    """Reminded at 9 and 21 days, closed at 45; not proposed before the button is pressed."""
    own, number, email = kept
    coralie = visit("/", scripts=scripts, width=width)
    sign_in(coralie, "Coralie Fictive")
    coralie.goto(f"/mises-en-relation/{number}/solliciter")
    coralie.get_by_label("Pourquoi vous").fill("Vos travaux parlent de fanfares.")
    coralie.get_by_label("Ce qui serait fait").fill("Trois entretiens.")
    coralie.get_by_label("Temps demandé").fill("Une journée.")
    press(coralie, "Voir ce qui part")
    press(coralie, "Envoyer la demande")
    subjects = []
    for days in (9, 10, 21, 22, 45, 46):
        later(days=days, minutes=5)
        site.remind()
        site.remind()  # two processes may climb at once
        site.work()
        with site.app.app_context():
            mails = db.session.query(OutgoingMail).filter_by(to_email=email)
            subjects.append(mails.count())
            db.session.remove()
    assert [n - subjects[0] for n in subjects] == [0, 0, 1, 1, 2, 2]
    assert state_of(site, number)[0] == "silent"
    question = state_of(site, number)[1]
    sign_in(coralie, "Coralie Fictive")
    workbench = f"/mises-en-relation/questions/{question}?pourquoi-pas=Fictive-{own}"
    coralie.goto(workbench)
    assert "en silence depuis" in coralie.inner_text("#pourquoi-pas")
    lou = visit(site.link_of(email), scripts=scripts, width=width)
    press(lou, "Je suis là")
    is_well_made(lou)
    coralie.goto(workbench)
    assert "en silence depuis" not in coralie.inner_text("#pourquoi-pas")


WISHES = {
    1280: ("Pourquoi les moulins à huile ferment-ils leurs ateliers ?",
           "Qui entretient les canaux d’irrigation partagés ?"),
    320: ("Pourquoi les rucheurs amateurs quittent-ils la coopérative ?",
          "Qui répare les barques des étangs communaux ?"),
}  # fmt: skip


@SHAPES
def test_many_at_once_with_a_lock_and_a_what_if(site, visit, scripts, width):
    one, two = WISHES[width]
    with site.app.app_context():
        make.bind(site.app)
        numbers = [make.question("qualified", wish=wish).id for wish in (one, two)]
        make.researcher(
            make.user(name=f"Mina Fictive {width}"), "Mina", f"Fictive-{width}", capacity=1,
            interests_confirmed_at=clock.now(), expertise_fr=f"{one} {two}",
        )  # fmt: skip
        db.session.remove()
    page = visit("/", scripts=scripts, width=width)
    sign_in(page, "Coralie Fictive")
    page.goto("/mises-en-relation/par-lot")
    assert not scripts or axe(page) == []  # axe is a script itself
    for box in page.locator('input[name="questions"]').all():
        box.set_checked(int(box.get_attribute("value")) in numbers)
    press(page, "Lancer le calcul")
    site.work()
    page.goto(page.url)
    is_well_made(page)
    words = " ".join(page.inner_text("main").split())
    assert "1 paire proposée" in words
    assert "Sans piste (1)" in words
    page.get_by_role("checkbox").first.check()
    press(page, "Mettre de côté et verrouiller")
    assert "Verrouillé" in page.inner_text("main")
    page.get_by_label("pouvait mener").fill("2")
    page.locator("#who-if").select_option(label=f"Mina Fictive-{width}")
    enter(page.get_by_label("pouvait mener"))
    assert "différence" in page.locator("#si").inner_text()
    assert not scripts or axe(page) == []
    is_well_made(page)
    with site.app.app_context():
        kept = db.session.query(Pairing).filter(Pairing.question_id.in_(numbers)).one()
        assert kept.is_locked
        assert kept.researcher.capacity == 1
        db.session.remove()
