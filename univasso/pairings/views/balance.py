"""The panel of loads and of who was never thought of."""

from flask import render_template

from univasso.models.association_words import EMPLOYEES
from univasso.pairings import balance
from univasso.pairings.queries import row_of
from univasso.pairings.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit


@bp.get("/mises-en-relation/charge", endpoint="balance")
@permit(Permission.PAIRING_WORK)
def panel():
    departments, names = balance.by_department()
    return render_template(
        "pairings/balance.html", departments=departments, names=names, sizes=balance.by_size(),
        size_labels=EMPLOYEES, institutions=balance.by_institution(),
        neglected=balance.never_paired(),
        loaded=[(one, row_of(one.key)) for one in balance.overloaded()],
    )  # fmt: skip
