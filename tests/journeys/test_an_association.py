"""An association joins, by its number or without one, and its register is asked later."""

import re

import pytest

from tests import make
from univasso.commands.register import load
from univasso.core.db import db
from univasso.demonstration.filling import DATA
from univasso.models import Association
from univasso.models.register import RegisterEntry

EXTRACT = DATA / "rna_waldec_extrait.csv"


@pytest.fixture
def register(app, context):
    """The real extract of the register, and one active association of it."""
    load(EXTRACT)
    db.session.rollback()
    return db.session.query(RegisterEntry).filter(RegisterEntry.number.like("W62%")).first()


def filled(page, **values) -> dict:
    """The form of an entry as a browser sends it, its charter ticked, with some values changed."""
    charter = re.search(
        r'name="charter"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="charter"', page.html
    )
    return {**page.form(), "charter": charter[1] or charter[2], **values}


def test_nadia_joins_without_a_number(context, read, work):
    nadia = make.user(name="Nadia Fictive", email="nadia@exemple.test")
    coralie = make.coordinator(email="coralie@exemple.test")
    read("/associations")
    page = read("/associations/nouvelle", as_=nadia)
    form = filled(page, name="Les Ateliers du Canal fictifs", title="coordinatrice")
    page = read.send("/associations/nouvelle", form=form)
    space = page.response.location
    words = read(space).words
    assert "Non vérifiée" in words
    assert "Sans numéro" in words
    assert (
        read.send("/associations/nouvelle", form=form).response.location == space
    )  # pressed twice
    db.session.rollback()
    assert db.session.query(Association).count() == 1
    assert {m.to_email for m in make.mails()} == {"nadia@exemple.test", "coralie@exemple.test"}
    assert "Sans numéro" in read("/associations/a-verifier", as_=coralie).words
    read.send(f"{space.removesuffix('/espace')}/verifier", form={"proof": "Appel du 3 mars."})
    assert "Vérifiée" in read(space, as_=nadia).words


def test_karim_types_his_number_in_lower_case_with_spaces(register, context, read):
    karim = make.user(name="Karim Fictif")
    typed = f"{register.number[:1].lower()} {register.number[1:4]} {register.number[4:]}"
    page = read(f"/associations/rejoindre?q={typed}", as_=karim)
    assert register.title.split()[0] in page.words
    assert 'role="status"' in page.html
    link = next(href for href in page.links() if f"registre={register.id}" in href)
    page = read(link)
    form = filled(page)
    assert form["name"] == [register.title]
    space = read.send("/associations/nouvelle", form=form).response.location
    db.session.rollback()
    row = db.session.query(Association).one()
    assert (row.rna, row.to_check) == (register.number, "")
    assert row.register_source
    assert row.register_on
    assert register.number in read(space).words


def test_a_second_person_is_led_to_ask(register, context, read):
    make.association(name="Les premiers fictifs", rna=register.number)
    zoe = make.user(name="Zoé Fictive")
    page = read(f"/associations/rejoindre?q={register.number}", as_=zoe)
    link = next(href for href in page.links() if "demander" in href)
    read(link)
    form = filled(read(f"/associations/nouvelle?registre={register.id}"))
    page = read.send("/associations/nouvelle", form=form)
    assert "/demander" in page.response.location
    read(page.response.location)


@pytest.mark.parametrize(
    "typed", ["ateliers", "W999999999", "732829320", "732829321", "vol 12 folio 3"]
)
def test_nobody_is_stopped_by_the_register(register, context, read, typed):
    karim = make.user(name="Karim Fictif")
    page = read(f"/associations/rejoindre?q={typed}", as_=karim)
    link = [href for href in page.links() if href.startswith("/associations/nouvelle?")][-1]
    form = filled(read(link), name="Une association fictive")
    if typed == "732829321":  # its check digit is wrong: the number is left out
        read.send("/associations/nouvelle", form={**form, "number": typed}, status=422)
        form["number"] = ""
    read.send("/associations/nouvelle", form=form)
    db.session.rollback()
    assert db.session.query(Association).one().to_check != ""


def test_a_register_that_was_away_is_asked_again_and_what_differs_goes_to_a_human(
    context, read, work, later
):
    karim = make.user(name="Karim Fictif")
    form = filled(read("/associations/nouvelle", as_=karim), number="w627000238")
    read.send("/associations/nouvelle", form={**form, "name": "Un tout autre nom fictif"})
    db.session.rollback()
    assert db.session.query(Association).one().to_check == "register_away"
    load(EXTRACT)
    later(days=8)
    work()
    work()
    db.session.rollback()
    association = db.session.query(Association).one()
    assert association.to_check == "differs"
    page = read(f"/annuaire/associations/{association.id}/verifier", as_=make.coordinator())
    assert "Un tout autre nom fictif" in page.words
    assert "ABCD" in page.words
