"""Somebody receives all that is kept of them, then leaves, and nothing of theirs remains."""

import io
import json
import re
import zipfile

import pytest

from tests import make
from tests.everywhere import everywhere
from tests.reader import Reader
from univasso.core import history
from univasso.core.db import db
from univasso.models import DataRequest, HistoryEntry, OutputState, Remark, Role, User

NAME, WORD = "Zyxelle Wabracadabrante", "zyxwabracadabrant"


@pytest.fixture
def life(context):
    """A member who left words everywhere, and a colleague who wrote of them."""
    zyx = make.user(Role.MEMBER, name=NAME, email=f"{WORD}@exemple.test")
    team = make.coordinator()
    published = make.output(
        depositor=zyx, authors=("Wabracadabrante",), title_fr="Une note publiée"
    )
    make.output(OutputState.DRAFT, depositor=zyx, title_fr=f"Brouillon {WORD}")
    with make.transaction():
        db.session.add(Remark(output_id=published.id, text=f"Mot {WORD}", by_id=zyx.id))
        db.session.add(Remark(output_id=published.id, text=f"Merci {NAME} !", by_id=team.id))
        history.record(published, "assign", team, note=NAME)
        history.record(zyx, "suspend", team, note=f"Raison {WORD}")
        row = make.mail_row()
        row.subject, row.text, row.html = NAME, f"Bonjour {NAME}", f"<p>{NAME}</p>"
    return zyx.id, published.id, team.id


def test_export_then_erase(app, read, life, work, later):
    number, published, team = life
    page = read("/compte/donnees", as_=number)
    assert "Messages sur les dépôts" in page.words

    # The copy holds everything, twice, and is for its owner alone, for an hour.
    address = read.send("/compte/donnees/copie").response.location
    packed = zipfile.ZipFile(io.BytesIO(read.client.get(address).data))
    tables = json.loads(packed.read("donnees.json"))["tables"]
    assert tables["remark"][0]["text"] == f"Mot {WORD}"
    assert f"Brouillon {WORD}" in [row["title_fr"] for row in tables["output"]]
    assert "password_hash" not in tables["user"][0]
    assert "token_hash" not in tables["sign_in"][0]
    assert f"Mot {WORD}" in packed.read("donnees.html").decode()
    Reader(app)(address, as_=team, status=404)

    # Erasure is asked, stopped by the mailed link, asked again.
    assert "Cochez cette case" in read.send("/compte/donnees/effacement", status=422).words
    read.send("/compte/donnees/effacement", sure="y")
    db.session.rollback()
    link = re.search(r"http://localhost(/donnees-personnelles/garder/\S+)", make.mails()[-1].text)[
        1
    ]
    visitor = Reader(app)
    visitor.send(link)
    assert "Votre compte reste" in visitor(link).words
    later(days=8)
    work()
    db.session.rollback()
    assert db.session.get(User, number).erased_at is None
    read.signed_in_as = None  # eight days later, the session is over
    read.send("/compte/donnees/effacement", as_=number, sure="y")
    work()
    assert WORD in everywhere(app)
    later(days=16)
    work()

    # Nothing remains but the acts, the counts, and the name of the author.
    left = everywhere(app)
    assert WORD not in left
    assert NAME not in left
    assert "Wabracadabrante" in visitor(f"/productions/{published}").words
    db.session.rollback()
    user = db.session.get(User, number)
    assert (user.name, user.is_active) == ("Personne effacée", False)
    assert db.session.query(HistoryEntry).filter_by(by_id=number).count() > 2
    assert {r.state for r in db.session.query(DataRequest)} == {"answered", "cancelled"}
    assert "[…]" in {row.text.split()[1] for row in db.session.query(Remark) if row.text}
    visitor("/compte", status=303)


def test_an_old_link_to_a_copy_no_longer_opens(read, life, later):
    address = read.send("/compte/donnees/copie", as_=life[0]).response.location
    later(minutes=61)
    assert read.client.get(address).status_code in (303, 410)
    read.signed_in_as = None
    read(address, as_=life[0], status=410)


def test_whoever_administers_hands_over_before_leaving(read, context):
    ada = make.administrator()
    read.send("/compte/donnees/effacement", as_=ada, sure="y")
    assert "confiez d’abord ce rôle" in read("/compte/donnees").words


def test_the_register_says_what_is_kept_of_people(read):
    page = read("/donnees-personnelles/registre")
    assert "password_hash" in page.words
    assert "Un an" in page.words
    read("/donnees-personnelles/registre", language="en")
