"""From a person to questions: which ones they could work on, and which places are open (C2.1)."""

from flask import render_template

from univasso.models.researchers import Researcher
from univasso.pairings import queries
from univasso.pairings import workbench as benches
from univasso.pairings.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit


@bp.get("/mises-en-relation/personnes/<int:id>")
@permit(Permission.PAIRING_WORK, Researcher)
def person(researcher: Researcher):
    """The questions that wait, as seen from one researcher."""
    found = benches.questions_for(researcher)
    lines = [line for _question, line in found]
    return render_template(
        "pairings/person.html",
        researcher=researcher,
        found=found,
        quoted=queries.quoted(p for line in lines for p in line.passages),
    )


@bp.get("/mises-en-relation/places")
@permit(Permission.PAIRING_WORK)
def open_seats():
    """Every place that somebody may take."""
    return render_template("pairings/seats.html", seats=queries.open_seats())
