"""A certificate of attendance: had by whoever was there, verified by anybody, void once corrected."""

import re
from io import BytesIO

from pypdf import PdfReader

from tests import make
from tests.questions.steps import post
from univasso.core.db import transaction
from univasso.seminars.services import arrivals

VERIFY = "/rencontres/attestations"


def test_anybody_verifies_a_certificate_and_a_corrected_presence_makes_it_void(
    cafe, read, sign_up, of, last_mail, later
):
    sign_up(cafe, "zoé", email="zoe@exemple.test")
    own = make.link(last_mail("zoe"), "/rencontres/inscription")
    assert read.client.get(f"{own}/attestation.pdf").status_code == 404
    later(days=20, hours=3)
    with transaction():
        arrivals.note(of("zoe"), "present", None)
    assert "Mon attestation de présence" in read(own).words
    pdf = PdfReader(BytesIO(read.client.get(f"{own}/attestation.pdf").data))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = pdf.pages[0].extract_text()
    assert "Zoé Fictive" in text
    code = re.search(r"Code\s?: (\S+)", text)[1]
    typed = {"code": code.lower(), "name": "ZOE  fictive"}
    assert "Cette attestation a été faite ici." in post(read, VERIFY, typed, status=200).words
    for wrong in ({"name": "Ana Fictive"}, {"code": code[:-1] + ("2" if code[-1] != "2" else "3")}):
        page = post(read, VERIFY, typed | wrong, status=200)
        assert "Ce code et ce nom ne vont pas ensemble." in page.words
    with transaction():
        arrivals.note(of("zoe"), "absent", None)
    assert "elle n’est plus valable" in post(read, VERIFY, typed, status=200).words
    assert read.client.get(f"{own}/attestation.pdf").status_code == 404
