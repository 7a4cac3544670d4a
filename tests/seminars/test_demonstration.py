"""The real meetings of the demonstration, and the fictional ones."""

from tests import make
from univasso.core.db import db
from univasso.demonstration import filling, meetings
from univasso.models.registrations import Registration
from univasso.models.seminars import Seminar


def test_real_meetings_name_their_sources_and_filling_again_adds_nothing(context, read):
    make.load_vocabularies()
    filling.add_people()
    meetings.add()
    count = db.session.query(Seminar).count()
    meetings.add()
    assert db.session.query(Seminar).count() == count > 15
    real = db.session.query(Seminar).filter_by(is_fictional=False).all()
    assert all(s.source_url.startswith("http") and s.is_past for s in real)
    states = [r.state for r in db.session.query(Registration).order_by(Registration.place)]
    assert states == ["confirmed"] * 4 + ["waiting"] * 2
    words = read("/rencontres?vue=passees").words
    assert "Peut-on encore être salarié.e et militant.e" in words
    cafe = next(s for s in real if s.title_fr.startswith("Peut-on encore"))
    page = read(read(f"/rencontres/{cafe.id}", status=301).response.location)
    for known in (
        "Nicolas Brusadelli",
        "univasso.org",
        "Jeudi 15 février 2024, La Maison du Colonel",
    ):
        assert known in page.words.replace("\u00a0", " ")
