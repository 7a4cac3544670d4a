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


def ask(visit, words: str, name: str = "Nadia Fictive", **shape):
    """The window of somebody of an association, who has just asked this."""
    page = visit("/connexion", **shape)
    sign_in(page, name)
    page.goto("/questions/nouvelle")
    page.get_by_label("Votre question, en une ou deux phrases").fill(words)
    press(page, "Envoyer la question")
    assert "/questions/nouvelle" not in page.url, page.inner_text("main")
    return page


def coordination(visit, name: str = "Coralie Fictive", **shape):
    page = visit("/connexion", **shape)
    sign_in(page, name)
    return page


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


PASSED_ON = {
    1280: "Qui nous prête des chaises pliantes à Maubeuge",
    320: "Où trouver un minibus adapté pour nos sorties",
}


def pass_on(page, question, body: str) -> None:
    """Decide, as a coordinator, that a body can help better than research."""
    page.goto(f"/questions/{question.id}/decider")
    page.get_by_label("Transmise à un organisme qui peut aider").check()
    press(page, "Proposer des mots pour cette issue")
    page.get_by_label("L’organisme qui peut aider").select_option(label=body)
    press(page, "Voir ce qui part")
    assert body in page.inner_text("main")
    press(page, "Décider : le message part dans dix minutes")


@SHAPES
def test_a_question_is_passed_on_after_a_decision_undone(site, visit, later, scripts, width):
    """Undone at minute 4, decided again, agreed to, acknowledged by one button, seen by who asked."""
    shape, words, body = (
        {"scripts": scripts, "width": width},
        PASSED_ON[width],
        f"DLA fictif {width}",
    )
    with site.app.app_context():
        make.bind(site.app)
        make.receiving_body(body, email=f"dla{width}@exemple.test")
        db.session.remove()
    nadia = ask(visit, words, **shape)
    question = question_with(site, words)
    began = len(mails_about(site, question.id))
    coralie = coordination(visit, **shape)
    pass_on(coralie, question, body)
    later(minutes=4)
    site.work()
    coralie.goto(f"/questions/{question.id}/dossier")
    assert "Cette décision part" in coralie.inner_text("main")
    press(coralie, "Annuler")
    assert "Personne n’a reçu de message" in coralie.inner_text("body")
    later(minutes=15)
    site.work()
    nadia.goto(f"/questions/suivi/{question.id}")
    assert body not in nadia.inner_text("main")
    assert mails_about(site, question.id)[began:] == []

    pass_on(coralie, question, body)
    later(minutes=26)
    site.work()
    nadia.reload()
    assert f"Pouvons-nous la transmettre à {body}" in nadia.inner_text("main")
    assert not scripts or axe(nadia) == []  # axe is a script itself
    nadia.get_by_label("Oui, transmettez-la").check()
    follow(nadia.get_by_role("button", name="Répondre", exact=True))
    assert "Transmise, pas encore confirmée" in nadia.inner_text("main")
    theirs = visit(site.link_of(f"dla{width}@exemple.test"), **shape)
    assert words in theirs.inner_text("main")
    assert "Nadia" not in theirs.inner_text("main")  # she did not say that it may be given
    theirs.get_by_label("Un mot pour la personne").fill("Léa fictive vous appelle mardi.")
    assert not scripts or axe(theirs) == []  # axe is a script itself
    press(theirs, "Nous l’avons reçue")
    nadia.reload()
    assert re.search(r"Bien reçue\s+le \d+|Bien reçue\s+\d+", nadia.inner_text("main"))
    assert "Léa fictive vous appelle mardi." in nadia.inner_text("main")
    for page in (nadia, coralie, theirs):
        is_well_made(page)


ALIKE = {
    1280: ("Nos friperies manquent de bras le lundi", "Les recycleries ferment faute de bras"),
    320: ("Nos kermesses se vident en août", "Le compost du quartier attire les rats"),
}


@SHAPES
def test_a_merge_declined_by_one_side_moves_nothing_and_both_are_told(site, visit, scripts, width):
    shape, (one, two) = {"scripts": scripts, "width": width}, ALIKE[width]
    nadia, karim = ask(visit, one, **shape), ask(visit, two, "Karim Fictif", **shape)
    first, second = question_with(site, one), question_with(site, two)
    coralie = coordination(visit, **shape)
    coralie.goto(f"/questions/{first.id}/dossier")
    go(coralie, "La réunir avec une autre")
    coralie.get_by_label("La question à laquelle elle est réunie").fill(str(second.id))
    coralie.get_by_label("Pourquoi elles vont ensemble").fill("Toutes deux parlent de saisons.")
    press(coralie, "Voir qui est concerné")
    assert two in coralie.inner_text("main")
    press(coralie, "Demander aux deux")
    for page, own, other in ((nadia, first, two), (karim, second, one)):
        page.goto(f"/questions/suivi/{own.id}")
        assert other in page.inner_text("main")
        assert not scripts or axe(page) == []  # axe is a script itself
    karim.get_by_label("Non, gardez notre question à part").check()
    karim.get_by_label("Un mot pour dire pourquoi").fill("Nous n’avons pas le même public.")
    follow(karim.get_by_role("button", name="Répondre", exact=True))
    nadia.reload()
    for page in (nadia, karim):
        assert "Restées séparées" in page.inner_text("main")
        assert "Rien n’a bougé" in page.inner_text("main")
        assert page.get_by_role("button", name="Répondre", exact=True).count() == 0
    told = {to.split(".")[0] for to, subject in mails_about(site, first.id)
            + mails_about(site, second.id) if "à part" in subject}  # fmt: skip
    assert {"nadia", "karim"} <= told
    assert question_with(site, one).state == question_with(site, two).state == "received"
    for page in (nadia, karim, coralie):
        is_well_made(page)


MISSED = {
    1280: "Pourquoi la piscine refuse nos aînés",
    320: "Pourquoi le car ne passe plus chez nous",
}


@SHAPES
def test_a_promise_missed_alerts_the_deputy_who_takes_it(site, visit, later, scripts, width):
    shape, words = {"scripts": scripts, "width": width}, MISSED[width]
    holder, deputy = f"Inès Fictive {width}", f"Tom Fictif {width}"
    with site.app.app_context():
        make.bind(site.app)
        for name, email in ((holder, f"ines{width}"), (deputy, f"tom{width}")):
            make.coordinator(name=name, email=f"{email}@exemple.test", is_fictional=True)
        db.session.remove()
    ines = coordination(visit, holder, **shape)
    ines.goto("/questions/mon-bureau")
    ines.get_by_label("Qui vous remplace ?").select_option(label=deputy)
    press(ines, "Garder")
    nadia = ask(visit, words, **shape)
    question = question_with(site, words)
    ines.goto(f"/questions/{question.id}/dossier")
    ines.get_by_label("Suivie par").select_option(label=holder)
    press(ines, "Confier")

    later(days=16)
    site.remind()
    tom = visit(site.link_of(f"tom{width}@exemple.test"), **shape)
    sign_in(tom, deputy)
    tom.goto("/tableau-de-bord")
    follow(tom.get_by_role("link", name=re.compile("assurez la relève")))
    follow(tom.get_by_role("link", name=f"N°\u00a0{question.id}", exact=True))
    assert "1 jour de retard" in tom.inner_text("main")
    assert words in tom.inner_text("main")
    assert not scripts or axe(tom) == []  # axe is a script itself
    go(tom, "Ouvrir le dossier entier")
    tom.get_by_label("Suivie par").select_option(label=deputy)
    press(tom, "Confier")
    tom.get_by_text("Demander une précision").first.press("Enter")
    tom.get_by_label("Que voulez-vous savoir ?").fill("Depuis quand ?")
    press(tom, "Demander")
    sign_in(nadia, "Nadia Fictive")
    nadia.goto(f"/questions/suivi/{question.id}")
    assert deputy in nadia.inner_text("main")
    assert "Depuis quand" in nadia.inner_text("main")
    for page in (nadia, ines, tom):
        is_well_made(page)


@SHAPES
def test_several_are_filed_by_keyboard_and_one_is_read_beside_the_list(site, visit, scripts, width):
    with site.app.app_context():
        make.bind(site.app)
        numbers = [make.question().id for _twice in range(2)]
        db.session.remove()
    page = visit("/connexion", scripts=scripts, width=width)
    sign_in(page, "Coralie Fictive")
    page.goto("/questions/tri?vue=toutes")
    for number in numbers:
        page.get_by_label(re.compile(rf"^Choisir la question n°.{number}\b")).press("Space")
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
