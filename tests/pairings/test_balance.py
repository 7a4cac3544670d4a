"""Who carries much, who was never thought of, and shares from which no small number can be computed."""

import random
from datetime import timedelta
from itertools import product

from tests import make
from univasso.core import clock
from univasso.pairings import balance


def test_no_small_number_is_shown_nor_computed():
    dice = random.Random(3)
    for _programme in range(500):
        codes = [f"c{n}" for n in range(dice.randint(1, 7))]
        pool = {c: dice.choice([0, 1, 3, 4, 5, 9, 40]) for c in codes}
        pairs = {c: dice.choice([0, 0, 1, 2, 4, 5, 12]) for c in codes}
        found = balance.shares(pool, pairs)
        assert sorted(c for row in found.rows for c in row.codes) == sorted(codes)
        assert found.pool == sum(row.pool for row in found.rows)
        if found.pool < balance.FEWEST or not found.is_enough:
            continue
        for row, count in product(found.rows, ("pool", "pairs")):
            assert not 0 < getattr(row, count) < balance.FEWEST
        for code in codes:  # what is small is never alone in its row
            if 0 < pairs[code] < balance.FEWEST:
                assert any(code in row.codes and len(row.codes) > 1 for row in found.rows)


def test_the_panel_names_who_carries_much_and_whom_nobody_thought_of(read, context):
    make.load_vocabularies()
    lea = make.researcher(make.user(name="Léa Fictive"), capacity=1)
    asked = make.association(name="L’Écluse fictive", employee_band="few")
    alone = make.association(name="Le Moulin fictif")
    for _time in range(6):
        question = make.question("qualified", association=asked)
        make.pairing(question, lea, state="agreed", association=asked)
    make.question("qualified", association=alone)
    for _more in range(4):
        make.association(employee_band="few")
    page = read("/mises-en-relation/charge", as_=make.coordinator())
    assert "6 sur 1" in page.words
    assert "Le Moulin fictif" in page.words
    assert "L’Écluse fictive" not in page.words
    assert "1 ou 2 salariés" in page.words or "1 ou 2 salarié·es" in page.words
    assert "Non renseigné" in page.words
    assert "Par université ou établissement" in page.words


def test_the_sheet_for_a_council_says_why_and_who_else_without_private_notes(read, context):
    said = "Pourquoi les bénévoles du conseil d’administration démissionnent-ils ?"
    question = make.question("qualified", wish=said)
    words = "Les démissions de bénévoles au conseil d’administration."
    lea = make.researcher(make.user(name="Léa Fictive"), expertise_fr=words)
    karim = make.researcher(make.user(name="Karim Fictif"), "Karim", "Fictif", expertise_fr=words,
                            paused_until=clock.today() + timedelta(days=9))  # fmt: skip
    make.pairing(question, lea, note="Un mot privé.")
    page = read(f"/mises-en-relation/questions/{question.id}/fiche", as_=make.coordinator())
    assert "Mis en avant (1)" in page.words
    assert karim.name in page.words
    assert "Disponibilité" in page.words
    assert "démissions" in page.words
    assert "Un mot privé" not in page.html
