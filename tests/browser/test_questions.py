"""Questions in a real browser, with scripts and without: asked, followed, filed, worded together."""

import re

import pytest

from tests import make
from tests.browser.conftest import axe, follow, go, is_well_made, press, sign_in
from univasso.core.db import db
from univasso.models import OutgoingMail, Question

# So far apart that neither is shown as near the other.
OWN_WORDS = {
    1280: "Nos trésorières démissionnent chaque hiver",
    320: "Qui ose encore présider chez nous",
}
SHAPES = pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 320)])


def question_with(site, words: str) -> Question:
    with site.app.app_context():
        found = db.session.query(Question).filter_by(wish=words).one()
        db.session.expunge_all()
        db.session.remove()
    return found


def mails_about(site, number: int) -> list[tuple[str, str]]:
    """(address, subject) of what was written about a question, oldest first."""
    with site.app.app_context():
        rows = db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()
        found = [(m.to_email, m.subject) for m in rows if f"n° {number}" in m.subject]
        db.session.remove()
    return found


@SHAPES
def test_a_search_in_vain_becomes_a_question_confirmed_by_mail(site, visit, scripts, width):
    """Walk 3: from a nonsense sentence to a receipt, with a mistyped address on the way."""
    words = f"zorglubique quantoline brzk{width}"
    page = visit(f"/recherche?q={words}", scripts=scripts, width=width)
    go(page, "La poser comme question")
    assert page.get_by_label("Votre question, en une ou deux phrases").input_value() == words
    page.get_by_label("Votre adresse électronique").fill(f"vctor{width}@exemple.test")
    assert not scripts or axe(page) == []  # axe is a script itself
    press(page, "Envoyer la question")
    page.get_by_label("Votre adresse électronique").fill(f"victor{width}@exemple.test")
    press(page, "Envoyer à cette adresse")
    link = site.link_of(f"victor{width}@exemple.test")
    assert page.goto(link).status == 200
    press(page, "Confirmer et envoyer ma question")
    question = question_with(site, words)
    assert f"Question n°\u00a0{question.id}" in page.inner_text("main")
    assert re.search("Suivie par\\s+\\w+ Ficti", page.inner_text("main"))
    assert "Première réponse avant le" in page.inner_text("main")
    assert not scripts or axe(page) == []  # axe is a script itself
    is_well_made(page)
    page.goto(link)
    assert page.get_by_role("button", name="Confirmer et envoyer ma question").count() == 0
    assert question_with(site, words).id == question.id
    subjects = [
        subject for to, subject in mails_about(site, question.id) if to.startswith("victor")
    ]
    assert subjects == [f"Nous avons reçu votre question, n° {question.id}"]


@SHAPES
def test_a_question_is_asked_about_filed_and_worded_by_both_sides(site, visit, scripts, width):
    """Walk 8: two coordinators, a detail, a wording amended and accepted; the first words stay."""
    words = OWN_WORDS[width]
    nadia = visit("/connexion", scripts=scripts, width=width)
    sign_in(nadia, "Nadia Fictive")
    nadia.goto("/questions/nouvelle")
    nadia.get_by_label("Votre question, en une ou deux phrases").fill(words)
    press(nadia, "Envoyer la question")
    question = question_with(site, words)
    began = len(mails_about(site, question.id))
    coralie = visit("/connexion", scripts=scripts, width=width)
    sign_in(coralie, "Coralie Fictive")
    with site.app.app_context():
        make.bind(site.app)
        make.coordinator(name=f"Sam Fictif {width}", is_fictional=True)
        db.session.remove()
    sam = visit("/connexion", scripts=scripts, width=width)
    sign_in(sam, f"Sam Fictif {width}")
    coralie.goto(f"/questions/{question.id}/dossier")
    assert not scripts or axe(coralie) == []  # axe is a script itself
    sam.goto(f"/questions/{question.id}/dossier")
    assert "Coralie Fictive l’examine" in sam.inner_text("main")
    coralie.get_by_text("Demander une précision").first.press("Enter")
    if not scripts:
        coralie.get_by_label("Que voulez-vous savoir ?").scroll_into_view_if_needed()
    coralie.get_by_label("Que voulez-vous savoir ?").fill("Combien de personnes ?")
    press(coralie, "Demander")
    nadia.goto(f"/questions/suivi/{question.id}")
    assert "Échéance en pause" in nadia.inner_text("main")
    nadia.get_by_label("Votre réponse").fill("Douze, dont sept le jeudi.")
    press(nadia, "Envoyer ma réponse")
    coralie.goto(f"/questions/{question.id}/dossier")
    coralie.get_by_label("3.", exact=False).first.check()
    coralie.get_by_label("Formulation pour la recherche").fill(
        "Effets du renouvellement sur les réunions"
    )
    press(coralie, "Qualifier")
    nadia.goto(f"/questions/suivi/{question.id}")
    nadia.get_by_label("Presque : je la corrige ci-dessous").check()
    nadia.get_by_label("La formulation, corrigée").fill(
        "Effets du renouvellement sur les décisions"
    )
    follow(nadia.get_by_role("button", name="Répondre", exact=True))
    coralie.goto(f"/questions/{question.id}/dossier")
    coralie.get_by_label("Oui, c’est bien notre question").check()
    follow(coralie.get_by_role("button", name="Répondre", exact=True))
    assert coralie.locator("del").inner_text() == "réunions"
    nadia.reload()
    assert words in nadia.inner_text("main")
    assert "Effets du renouvellement sur les décisions" in nadia.inner_text("main")
    after = mails_about(site, question.id)[began:]
    assert [subject.split(" : ")[0] for _, subject in after] == [
        f"Une précision sur votre question, n° {question.id}",
        "La précision est arrivée",
        "Une formulation à lire",
        "La formulation a été corrigée",
    ]
    assert not scripts or axe(nadia) == []  # axe is a script itself
    is_well_made(nadia)
    is_well_made(coralie)


@SHAPES
def test_several_are_filed_by_keyboard_and_one_is_read_beside_the_list(site, visit, scripts, width):
    page = visit("/connexion", scripts=scripts, width=width)
    sign_in(page, "Coralie Fictive")
    page.goto("/questions/tri?vue=toutes")
    boxes = page.get_by_label(re.compile("^Choisir la question"))
    boxes.nth(0).press("Space")
    boxes.nth(1).press("Space")
    need = 12 if scripts else 11  # each shape files under its own
    page.get_by_label("Avec celles qui sont cochées").select_option(f"need-{need}")
    press(page, "Voir ce qui serait fait")
    assert "2 questions sont concernées" in page.inner_text("main")
    assert not scripts or axe(page) == []  # axe is a script itself
    is_well_made(page)
    press(page, "Le faire")
    assert "2 questions faites" in page.inner_text("main")
    go(page, "Revenir à la liste")
    assert page.url.endswith("/questions/tri?vue=toutes")
    follow(page.get_by_role("link", name=re.compile("^N°")).first)
    assert page.get_by_role("link", name="Ouvrir le dossier entier").is_visible()
    assert page.get_by_role("table").is_visible() == (width > 1000)  # alone on a small screen
    assert not scripts or axe(page) == []  # axe is a script itself
    is_well_made(page)
