"""The home page, the page of style, and what the law asks to say."""

import logging

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core import clock
from univasso.core.words import N_
from univasso.models.outputs import OUTPUT, STATE_LABELS
from univasso.policy import Permission, allows
from univasso.privacy import FATE_LABELS, MAP, TABLE_LABELS
from univasso.programme import desk as desks
from univasso.programme import matrix as matrices
from univasso.programme import queries
from univasso.programme.forms import SampleForm
from univasso.web.access import permit, public
from univasso.web.context import add_workplace, awaiting
from univasso.web.identity import reader
from univasso.web.language import current
from univasso.web.lists import page_of

log = logging.getLogger(__name__)
bp = Blueprint("programme", __name__)
add_workplace("dashboard", "/tableau-de-bord", N_("Dashboard"), Permission.ACCOUNT_OWN, 0)


@bp.app_template_filter("table_name")
def table_name(name: str) -> str:
    return _(TABLE_LABELS.get(name, name))


@bp.get("/")
@permit(Permission.NEED_READ)
def home():
    return render_template("programme/home.html", seen=queries.overview())


@bp.get("/besoins/matrice")
@permit(Permission.NEED_READ)
def matrix():
    """Needs × places × phases; nothing is shown when the figures do not add up."""
    try:
        made = matrices.matrix(reader(), chosen_phase())
    except matrices.DoesNotAddUp:
        log.exception("the matrix of needs and places does not add up")
        return render_template("programme/matrix.html", made=None, zones=matrices.ZONES), 500
    return render_template("programme/matrix.html", made=made, zones=matrices.ZONES)


@bp.get("/besoins/matrice.csv")
@permit(Permission.NEED_READ)
def matrix_file():
    made = matrices.matrix(reader(), chosen_phase())
    text = matrices.spreadsheet(made, current() == "en")
    response = Response(text, content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename="univasso-matrice.csv")
    return response


def chosen_phase() -> str:
    asked = request.args.get("etat", "")
    return asked if asked in matrices.PHASES else ""


@bp.get("/tableau-de-bord")
@permit(Permission.ACCOUNT_OWN)
def dashboard():
    """What awaits the reader, whatever the room, and what is theirs; for the coordination, how the
    programme goes."""
    looks_after = allows(Permission.QUESTION_TRIAGE, current_user)
    return render_template(
        "programme/dashboard.html",
        tasks=awaiting(current_user),
        mine=queries.belongings(current_user),
        seen=queries.overview(),
        desk=desks.desk(request.args.get("periode", "")) if looks_after else None,
        periods=desks.PERIODS,
    )


@bp.route("/style", methods=["GET", "POST"])
@public
def style():
    """Every macro with sample words, for those who look after the face; nothing sent is kept."""
    form = SampleForm(language="fr")
    form.is_sent_and_valid()
    seen = queries.overview()
    page = render_template(
        "programme/style.html",
        form=form,
        seen=seen,
        page=page_of(172),
        states=STATE_LABELS,
        now=clock.now(),
        sample_map=_sample_map(),
        sample_verbs=[(name, OUTPUT.verbs[name]) for name in ("publish", "decline", "withdraw")],
    )
    return page, 422 if form.errors else 200


def _sample_map() -> list[tuple]:
    """Rows of the map with made-up counts, in the order of reading."""
    counts = (("59", "Nord", 64), ("62", "Pas-de-Calais", 41), ("80", "Somme", 33),
              ("60", "Oise", 19), ("02", "Aisne", 14))  # fmt: skip
    return [
        (code, name, count, "/style#t-charts",
         _("%(name)s, profiles: %(count)d", name=name, count=count))
        for code, name, count in counts
    ]  # fmt: skip


@bp.get("/mentions-legales")
@public
def legal():
    return render_template("programme/legal.html")


@bp.get("/accessibilite")
@public
def accessibility():
    return render_template("programme/accessibility.html")


@bp.get("/donnees-personnelles")
@public
def personal_data():
    return render_template("programme/personal_data.html")


@bp.get("/donnees-personnelles/registre")
@public
def register():
    """Every table that holds something of people, read from the privacy map itself."""
    held = {name: entry for name, entry in MAP.items() if entry.held}
    return render_template("programme/register.html", held=held, fates=FATE_LABELS)
