"""The workbench of pairings in a real browser, with scripts and without (walk 13)."""

import pytest

from tests import make
from tests.browser.conftest import axe, follow, is_well_made, press, sign_in
from univasso.core import clock
from univasso.core.db import db
from univasso.models import HistoryEntry, Pairing

SHAPES = pytest.mark.parametrize(("scripts", "width"), [(True, 1280), (False, 320)])
WISH = "Que change un financement pluriannuel pour les bénévoles d’une ludothèque ?"
SPEAKS = "Le financement pluriannuel des ludothèques, et ce qu’y font les bénévoles."


def scene(site, name: str) -> int:
    """A question that waits; Jean sits on the board that asks it, Hélène can take nothing more, and
    nobody knows where Yanis goes."""
    with site.app.app_context():
        make.bind(site.app)
        jean = make.user(name=f"Jean {name}")
        association = make.association(jean, f"La Ludothèque {name}")
        question = make.question("qualified", wish=WISH, association=association,
                                 association_name=association.name)  # fmt: skip
        said = {"expertise_fr": SPEAKS, "interests_confirmed_at": clock.now()}
        make.researcher(jean, "Jean", name, **said)
        make.researcher(make.user(name=f"Hélène {name}"), "Hélène", name, capacity=0, **said)
        make.researcher(make.user(name=f"Yanis {name}"), "Yanis", name, capacity=2, **said)
        number = question.id
        db.session.remove()
    return number


@SHAPES
def test_nobody_goes_past_a_tie_without_a_reason_that_stays(site, visit, scripts, width):
    name = f"Fictif{width}"
    number = scene(site, name)
    page = visit("/connexion", scripts=scripts, width=width)
    sign_in(page, "Coralie Fictive")
    page.goto(f"/mises-en-relation/questions/{number}")
    is_well_made(page)
    if scripts:
        assert axe(page) == []
    first = page.get_by_role("listitem").filter(has_text=f"Yanis {name}").first
    words = " ".join(first.inner_text().split())
    assert "inconnu" in words
    assert "non rempli" not in words
    assert first.get_by_role("row").filter(has_text="pluriannuel").locator("mark").count() >= 2
    assert "%" not in page.locator("ol").first.inner_text()
    page.get_by_label("Un nom").fill(f"jean {name.lower()}")
    press(page, "Chercher pourquoi")
    why = " ".join(page.locator("#pourquoi-pas").inner_text().split())
    assert "membre de cette association" in why
    assert "non rempli" in why
    press(page, "Passer outre et mettre de côté")
    assert "Dites pourquoi" in page.locator("#pourquoi-pas").inner_text()
    with site.app.app_context():
        assert db.session.query(Pairing).filter_by(question_id=number).count() == 0
    page.get_by_label("Pourquoi passer outre cette condition").fill("Il a quitté le bureau hier.")
    press(page, "Passer outre et mettre de côté")
    assert "Il a quitté le bureau hier." in page.locator("#comparer").inner_text()
    with site.app.app_context():
        pairing = db.session.query(Pairing).filter_by(question_id=number).one()
        line = db.session.query(HistoryEntry).filter_by(verb="go_past", subject_id=pairing.id).one()
        assert (line.reason, line.note) == ("conflict", "Il a quitté le bureau hier.")
    page.goto(f"/mises-en-relation/questions/{number}?pourquoi-pas=helene {name.lower()}")
    assert "0 sur 0" in page.locator("#pourquoi-pas").inner_text().replace("\u00a0", " ")
    follow(page.get_by_role("link", name="Mises en relation", exact=True).first)
