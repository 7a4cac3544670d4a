"""The page of the day in a real browser: ticked with the network cut, sent when it is back, once."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.browser.conftest import axe, follow, is_well_made, sign_in, touch
from univasso.core.db import db, transaction
from univasso.models.registrations import Registration
from univasso.models.seminars import Seminar
from univasso.seminars.services import seats


def opened(site) -> int:
    """A meeting of today with two people."""
    with site.app.app_context():
        make.bind(site.app)
        number = make.seminar(days=0.01, title_fr="Un café du jour").id
        with transaction():
            for who in ("Ana Fictive", "Élie Fictif"):
                about = {"name": who, "email": f"{who[:3]}@exemple.test".replace("É", "e"),
                         "way": "room", "part": "active", "is_for_association": False}  # fmt: skip
                seats.register(db.session.get(Seminar, number), about, None, "fr")
        db.session.remove()
    return number


def states(site, number: int) -> dict[str, str]:
    with site.app.app_context():
        rows = db.session.query(Registration).filter_by(seminar_id=number)
        found = {row.name: row.state for row in rows}
        db.session.remove()
    return found


@pytest.mark.parametrize(("scripts", "width"), [(True, 320), (False, 1280)])
def test_who_is_there_is_ticked_also_with_the_network_cut(site, visit, scripts, width):
    number = opened(site)
    page = visit("/connexion", scripts=scripts, width=width)
    sign_in(page, "Coralie Fictive")
    page.goto(f"/rencontres/{number}/accueil")
    button = page.get_by_role("button", name="Est là Ana Fictive", exact=True)
    if not scripts:
        follow(button)
        assert states(site, number)["Ana Fictive"] == "present"
        return is_well_made(page)
    assert axe(page) == []
    page.get_by_label("Nom, organisme ou code").fill("elie")
    expect(page.get_by_role("listitem").filter(has_text="Ana Fictive")).to_be_hidden()
    page.get_by_label("Nom, organisme ou code").fill("")
    page.context.set_offline(True)
    touch(button)
    expect(page.locator("[data-kept]").first).to_have_text(
        "Est là, gardé sur cet appareil, pas encore envoyé"
    )
    page.get_by_label("Prénom et nom").fill("Ida Imprévue")
    touch(page.get_by_role("button", name="Noter la présence"))
    expect(page.locator("[data-list]")).to_contain_text("Ida Imprévue")
    assert "Le réseau est coupé" in page.inner_text("main")
    assert axe(page) == []
    assert states(site, number) == {"Ana Fictive": "confirmed", "Élie Fictif": "confirmed"}
    page.context.set_offline(False)
    expect(page.locator("#arrivals")).to_contain_text("2 sur place")
    assert states(site, number) == {
        "Ana Fictive": "present", "Élie Fictif": "confirmed", "Ida Imprévue": "present"
    }  # fmt: skip
    expect(page.locator("[data-unsent-list]")).to_be_hidden()
    page.faults.clear()  # the network was cut on purpose
    return is_well_made(page)
