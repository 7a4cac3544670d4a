"""On the day: ticked, corrected with a trace, let in, by a code from afar, and on paper."""

from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader

from tests import make
from tests.questions.steps import leave, post
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models import Role
from univasso.models.registrations import Registration
from univasso.seminars.services import arrivals


def test_who_comes_is_ticked_corrected_let_in_and_the_list_is_closed(
    cafe, read, sign_up, of, last_mail, later
):
    for who in ("ana", "ben", "cleo"):
        sign_up(cafe, who)
    coordinator = make.user(Role.COORDINATOR)
    door = f"/rencontres/{cafe.id}/accueil"
    assert "On note qui est là à partir du jour" in read(door, as_=coordinator).words
    ana, ben = of("ana").id, of("ben").id
    post(read, door, {"act": f"present-{ana}"}, as_=coordinator)
    assert of("ana").state == "confirmed"
    later(days=20)
    leave(read)
    code = of("ben").code
    assert code in make.mails()[1].text
    found = read(f"{door}?q={code.lower()}", as_=coordinator).words
    assert "Ben Fictive" in found
    assert "Ana Fictive" not in found
    post(read, door, {"act": f"absent-{ana}"}, as_=coordinator)
    assert "1 sur place, 2 attendu·es" in post(
        read, door, {"act": f"present-{ana}"}, as_=coordinator
    ).words  # fmt: skip
    page = post(read, f"{door}/entrees", {"name": "Ida Imprévue"}, as_=coordinator)
    assert "Ida Imprévue" in page.words
    known = {"name": "Ben bis", "email": "ben@exemple.test"}
    again = post(read, f"{door}/entrees", known, as_=coordinator, status=422)
    assert "cochez Ben Fictive dans la liste" in again.words
    later(days=20, hours=3)
    assert "1 personne sans coche est notée absente." in post(
        read, door, {"act": "close"}, as_=coordinator
    ).words  # fmt: skip
    assert (of("ben").state, of("cleo").state) == ("absent", "waiting")
    trace = read(f"/rencontres/{cafe.id}/inscriptions", as_=coordinator).words
    assert trace.index("Présence notée") < trace.index("Absence notée")
    pdf = PdfReader(BytesIO(read.client.get(f"/rencontres/{cafe.id}/emargement.pdf").data))
    assert "Ben Fictive" in pdf.pages[0].extract_text()
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert db.session.get(Registration, ben).noted_at is not None


def test_a_tick_kept_back_by_the_network_does_not_undo_a_later_one(cafe, sign_up, of, later):
    sign_up(cafe, "ana")
    later(days=20)
    with transaction():
        arrivals.note(of("ana"), "present", None)
    with transaction():
        arrivals.note(of("ana"), "absent", None, clock.now() - timedelta(minutes=5))
    assert of("ana").state == "present"


def test_whoever_follows_from_afar_types_the_code_that_is_said(read, sign_up, of, last_mail, later):
    meeting = make.seminar(has_remote=True)
    sign_up(meeting, "ana", way="remote")
    own = make.link(last_mail("ana"), "/rencontres/inscription")
    leave(read)
    later(days=20)
    wrong = "000000" if meeting.remote_code != "000000" else "111111"
    assert "Ce n’est pas le code" in post(read, f"{own}/code", {"code": wrong}).words
    code = of("ana").seminar.remote_code
    assert "votre présence est notée" in post(read, f"{own}/code", {"code": code}).words
    assert of("ana").state == "present"
