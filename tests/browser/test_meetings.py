"""A research café in a real browser: prepared around a publication, taken up again, full, and left."""

from datetime import timedelta

from tests.browser.conftest import axe, follow, go, is_well_made, press, sign_in
from univasso.core import clock
from univasso.core.db import db
from univasso.models.outputs import Output
from univasso.models.registrations import Registration


def typed(days: int, hour: int) -> str:
    day = clock.today() + timedelta(days=days)
    return f"{day:%Y-%m-%d}T{hour:02d}:00"


def sign_up(page, who: str, button: str) -> None:
    page.get_by_label("Prénom et nom").fill(f"{who.title()} Fictive")
    page.get_by_label("Votre adresse électronique").fill(f"{who}@exemple.test")
    press(page, button)


def test_a_cafe_is_prepared_announced_full_and_a_seat_goes_to_the_next_one(site, visit):
    with site.app.app_context():
        number = (
            db.session.query(Output.id).filter_by(state="published").order_by(Output.id).first()[0]
        )
    page = visit("/connexion")
    sign_in(page, "Coralie Fictive")
    page.goto(f"/rencontres/nouvelle?format=cafe&production={number}")
    page.get_by_label("Titre en français").fill("Un café du navigateur")
    page.get_by_label("Nom du lieu").fill("Le Café du navigateur")
    page.get_by_label("Début", exact=True).fill(typed(20, 16))
    page.get_by_label("Fin", exact=True).fill(typed(20, 18))
    page.get_by_label("Places dans la salle").fill("1")
    page.get_by_label("Places de la salle gardées pour des associations").fill("0")
    page.get_by_label("Entrée de plain-pied").check()
    page.get_by_label("Programme").fill("16:00 Accueil\n- Dominique Fictif, Institut fictif")
    assert axe(page) == []
    press(page, "Garder le brouillon")
    press(page, "Annoncer")
    assert "Inscriptions ouvertes" in page.inner_text("main")
    address = page.url
    go(page, "En reprendre une autre")
    press(page, "Faire le brouillon")
    assert page.get_by_label("Titre en français").input_value() == "Un café du navigateur"
    is_well_made(page)

    stranger = visit(address, width=320, scripts=False)
    assert "Entrée de plain-pied" in stranger.inner_text("main")
    sign_up(stranger, "vera", "M’inscrire")
    assert "vera@exemple.test" in stranger.inner_text("main")
    is_well_made(stranger)
    second = visit(address, width=320)
    assert "Plus de place" in second.inner_text("main")
    sign_up(second, "wanda", "Rejoindre la liste d’attente")
    second.goto(site.link_of("wanda@exemple.test"))
    assert "Vous avez le rang 1 sur la liste d’attente." in second.inner_text("main")
    assert axe(second) == []
    stranger.goto(site.link_of("vera@exemple.test"))
    stranger.locator("summary", has_text="Se désinscrire").press("Enter")
    follow(stranger.get_by_role("button", name="Se désinscrire"))
    assert "Vous n’avez plus d’inscription." in stranger.inner_text("main")
    second.goto(site.link_of("wanda@exemple.test"))
    press(second, "Prendre la place")
    assert "Le Café du navigateur" in second.inner_text("main")
    is_well_made(second)
    with site.app.app_context():
        states = {r.email_key[:4]: r.state for r in db.session.query(Registration)
                  if r.email_key in ("vera@exemple.test", "wanda@exemple.test")}  # fmt: skip
    assert states == {"vera": "left", "wand": "confirmed"}
