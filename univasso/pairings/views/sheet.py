"""The sheet of a question for a council, to be printed: who is put forward, why, and who is not (C2★5)."""

from flask import render_template

from univasso.core import clock
from univasso.models.questions import Question
from univasso.pairings import queries, workbench
from univasso.pairings.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit

MOST_OTHERS = 10


@bp.get("/mises-en-relation/questions/<int:id>/fiche")
@permit(Permission.PAIRING_WORK, Question)
def sheet(question: Question):
    """Private notes are of the coordination alone: they are not on it."""
    found = workbench.bench(question)
    lines = [*found.possible, *found.stopped]
    chosen = [line for line in lines if line.pairing is not None]
    return render_template(
        "pairings/sheet.html", question=question, agreed=queries.agreed_wording(question),
        chosen=chosen, others=[n for n in found.possible if n.pairing is None][:MOST_OTHERS],
        stopped=[n for n in found.stopped if n.pairing is None][:MOST_OTHERS], apart=found.apart,
        order=workbench.ORDERS[found.order], quoted=queries.quoted_in(chosen), today=clock.today(),
    )  # fmt: skip
