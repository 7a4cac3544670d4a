"""The thread of a pairing: what is hidden until yes, files, what is reported; and a date to meet."""

import io
from datetime import timedelta

from tests import make
from tests.pairings.conftest import to
from tests.questions.steps import leave, post
from univasso.core import clock
from univasso.core.db import db
from univasso.models import AvailablePeriod, Pairing, PairingSide, PairingSlot


def test_how_to_reach_somebody_is_hidden_until_both_say_yes(two, read):
    two.ask()
    said = {"text": "Appelez-moi au 06 12 34 56 78 ou à lea@exemple.test, en 2026."}
    page = post(read, two.link(two.lea) + "/ecrire", said)
    assert "en 2026" in page.words
    for secret in ("34 56", "lea@exemple"):
        assert secret not in page.words
        assert secret not in read(two.link(two.nadia)).words
        assert secret not in to(two.nadia.email)[-1].text
    post(read, two.link(two.lea) + "/ecrire", {"text": ""}, status=422)
    link = two.link(two.nadia)
    two.answer(two.lea, word="yes")
    two.answer(two.nadia, word="yes")
    assert "06 12 34 56 78" in read(link).words


def test_a_file_goes_with_a_message_to_both_sides_alone(two, read):
    two.ask()
    link = two.link(two.lea)
    text = ("Une note fictive sur les bénévoles. " * 5).encode()
    fields = {"text": "Voici une note.", "file": (io.BytesIO(text), "note d’étape.txt")}
    page = post(read, f"{link}/ecrire", fields)
    address = next(a for a in read(two.link(two.nadia)).links() if "/fichiers/" in a)
    got = read.client.get(address)
    assert got.data == text
    assert "attachment" in got.headers["Content-Disposition"]
    assert "note d’étape.txt" in page.words
    leave(read)
    read.sign_in(make.user())
    own = f"/mises-en-relation/reponse/{two.pairing.id}/fichiers/1"
    assert read.client.get(own).status_code == 404
    wrong = {"text": "Un programme.", "file": (io.BytesIO(b"MZ\x90\x00" * 50), "a.exe")}
    leave(read)
    again = post(read, f"{link}/ecrire", wrong, status=422)
    assert "Un programme." in again.html  # nothing typed is lost


def test_a_message_is_reported_then_hidden_with_its_reason(two, read):
    two.ask()
    post(read, two.link(two.lea) + "/ecrire", {"text": "Des mots déplacés."})
    link = two.link(two.nadia)
    post(read, f"{link}/signaler/1", {"text": "Ce ton n’est pas acceptable."})
    assert "n’est pas acceptable" in to(two.coralie.email)[-1].text
    hide = f"/mises-en-relation/{two.pairing.id}/masquer/1"
    post(read, hide, {"text": "Ton déplacé."}, as_=two.coralie)
    leave(read)
    page = read(link)
    assert "Des mots déplacés" not in page.words
    assert "Masqué par la coordination" in page.words


def test_one_of_three_moments_is_chosen_and_both_calendars_have_it(two, read):
    two.ask()
    lea, nadia = two.link(two.lea), two.link(two.nadia)
    post(read, f"{lea}/creneaux", {"first": make.paris(days=-1), "minutes": 60}, status=422)
    three = {"first": make.paris(days=3), "second": make.paris(days=4), "third": make.paris(days=5)}
    post(read, f"{lea}/creneaux", three | {"minutes": 60, "place": "Maison fictive, Lille"})
    assert "Choisissez un de ces moments" in to(two.nadia.email)[-1].text
    first, second, third = (slot.id for slot in db.session.query(PairingSlot))
    page = post(read, f"{lea}/choisir", {"slot": first})  # one does not choose one's own
    assert "n’est plus proposé" in page.words
    post(read, f"{nadia}/choisir", {"slot": second})
    for who in (two.lea, two.nadia):
        file = to(who.email)[-1].calendar
        assert "METHOD:PUBLISH" in file
        assert f"UID:pairing-{two.pairing.id}@univasso" in file
        assert "LOCATION:Maison fictive\\, Lille" in file
        assert "SEQUENCE:0" in file
    page = post(read, f"{nadia}/choisir", {"slot": third})
    assert "n’est plus proposé" in page.words
    got = read.client.get(f"{lea}/rendez-vous.ics")
    assert got.mimetype == "text/calendar"
    assert "STATUS:CONFIRMED" in got.text
    page = post(read, f"{lea}/annuler", {"slot": second})
    assert "Annulée" in page.words
    assert "STATUS:CANCELLED" in to(two.nadia.email)[-1].calendar
    assert "SEQUENCE:1" in to(two.nadia.email)[-1].calendar
    assert read.client.get(f"{lea}/rendez-vous.ics").status_code == 404


def test_the_calendar_leaves_with_the_mail(two, read, work, app, tmp_path):
    two.ask()
    moment = {"first": make.paris(days=3), "minutes": 60}
    post(read, two.link(two.lea) + "/creneaux", moment)
    post(read, two.link(two.nadia) + "/choisir", {"slot": 1})
    work()
    last = to(two.lea.email)[-1]
    kept = next(tmp_path.rglob(f"{last.id:06d}.eml")).read_bytes()
    assert b"text/calendar" in kept
    assert b"rendez-vous.ics" in kept


def test_both_calendars_are_laid_over_each_other_and_an_empty_side_says_so(two, read):
    two.ask()
    link = two.link(two.nadia)
    page = read(link)
    assert "n’a pas dit quand il est libre" in page.words
    assert "n’a pas dit quand elle est joignable" in page.words
    with make.transaction():
        today = clock.today()
        two.researcher.periods = [AvailablePeriod(starts_on=today, ends_on=today)]
        two.association.working_hours = "le mardi matin"
    assert "pas dit quand il est libre" in read(link).words  # kept for the coordination
    with make.transaction():
        two.researcher.visibility = {"availability": "members"}
    page = read(link)
    assert page.words.count("pas libre") == 7
    assert "le mardi matin" in page.words


def test_the_usual_delay_is_shown_from_five_real_answers(two, read):
    page = f"/annuaire/associations/{two.association.id}"
    for place in range(5):
        assert "répond en général" not in read(page).words
        with make.transaction():
            asked = clock.now() - timedelta(days=10)
            row = Pairing(association=two.association, researcher=two.researcher, state="declined",
                          asked_at=asked)  # fmt: skip
            row.sides = [PairingSide(side="association", word="no", reason="busy",
                                     answered_at=asked + timedelta(days=place))]  # fmt: skip
            db.session.add(row)
    assert "répond en général sous 4 jours" in read(page).words
