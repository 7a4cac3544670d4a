"""Certificates of attendance: one's own, and the page where anybody verifies one (C4.11)."""

from datetime import timedelta

from flask import abort, render_template, request

from univasso.core import limits
from univasso.core.db import transaction
from univasso.seminars import certificates, links, papers
from univasso.seminars.forms.verifying import VerifyForm
from univasso.seminars.views.arriving import as_pdf
from univasso.seminars.views.door import bp
from univasso.web.access import public

MOST, WITHIN = 30, timedelta(hours=1)  # codes tried from one network


@bp.get("/rencontres/inscription/<key>/attestation.pdf")
@public
def certificate(key: str):
    row = links.registration_of(key)
    if not certificates.is_due(row):
        abort(404)
    return as_pdf(papers.certificate(row), "attestation.pdf")


@bp.route("/rencontres/attestations", methods=["GET", "POST"])
@public
def verify():
    """Nothing of a name is in an address; what is typed is not kept."""
    form = VerifyForm(code=request.args.get("code", "")[:60])
    verdict = None
    if form.is_sent_and_valid():
        network = request.remote_addr or ""
        limits.check("certificate", network, most=MOST, within=WITHIN)
        with transaction():
            limits.count("certificate", network)
        verdict = certificates.verified(form.code.data, form.name.data)
    page = render_template("seminars/verify.html", form=form, verdict=verdict)
    return page, 422 if form.errors else 200
