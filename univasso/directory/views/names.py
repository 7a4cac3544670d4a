"""A researcher's other names, hidden or not, and where they work."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import transaction
from univasso.directory import people
from univasso.directory.forms.researchers import AffiliationForm, NameForm
from univasso.directory.services import names, researchers
from univasso.directory.views.door import answer, bp, once
from univasso.directory.views.researchers import affiliation_of
from univasso.models.research_units import ResearchUnit
from univasso.models.researchers import Affiliation, NameVariant, Researcher
from univasso.policy import VISIBLE, Permission, reads_at
from univasso.web.access import can, permit
from univasso.web.identity import reader


def part_of(rows: list, number: int) -> object:
    """A part of a profile by its number; another profile's is unknown here."""
    return next((row for row in rows if row.id == number), None) or abort(404)


@bp.route("/annuaire/chercheurs/<int:id>/noms", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_EDIT, Researcher)
def researcher_names(row: Researcher):
    """Names that find the person. Hidden ones are shown to the person alone, not to delegates."""
    is_own = can("researcher.own", row)
    form = NameForm()
    if not is_own:
        del form.is_hidden
    if form.is_sent_and_valid() and _kept(row, form, is_own):
        return redirect(url_for(".researcher_names", id=row.id), 303)
    shown = [v for v in row.variants if is_own or not v.is_hidden]
    return answer("directory/researchers/names.html", form, researcher=row, shown=shown)


def _kept(row: Researcher, form: NameForm, is_own: bool) -> bool:
    is_hidden = is_own and form.is_hidden.data
    try:
        with transaction(once=once()):
            names.add(row, form.name.data, form.kind.data, is_hidden, current_user)
    except names.NameKnown:
        if is_own:
            form.name.errors = [_("This name is here already.")]
            return False
    except names.HiddenName:
        form.name.errors = [_present()]
        return False
    flash(_("Saved."))
    if is_own and (still := names.still_written(row)):
        flash(said_of(still), "warning")
    return True


def said_of(fields: list[str]) -> str:
    """Where a hidden name still stands, in words."""
    labels = {
        "expertise_fr": _("what you work on"), "expertise_en": _("what you work on, in English"),
        "website": _("the address of your page"), "idhal": "idHAL",
        "account": _("the name of your account"),
    }  # fmt: skip
    return _("A name that you hid is still written in: %(fields)s. Change it there too.",
             fields=", ".join(labels[name] for name in fields))  # fmt: skip


def _present() -> str:
    return _(
        "Your present name holds this one: change your present name first, then hide this one."
    )


@bp.post("/annuaire/chercheurs/<int:id>/noms/<int:number>/<any(cacher, montrer, retirer):act>")
@permit(Permission.RESEARCHER_EDIT, Researcher)
def act_on_name(row: Researcher, number: int, act: str):
    variant: NameVariant = part_of(row.variants, number)
    if (variant.is_hidden or act != "retirer") and not can("researcher.own", row):
        abort(404)
    do = {"cacher": names.hide, "montrer": names.show, "retirer": names.drop}[act]
    try:
        with transaction(once=once()):
            do(row, variant, current_user)
        flash(_("Saved."))
        if still := names.still_written(row):
            flash(said_of(still), "warning")
    except names.HiddenName:
        flash(_present(), "warning")
    return redirect(url_for(".researcher_names", id=row.id), 303)


@bp.route("/annuaire/chercheurs/<int:id>/affiliations", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_EDIT, Researcher)
def affiliations(row: Researcher):
    form = AffiliationForm()
    if form.is_sent_and_valid():
        with transaction(once=once()):
            researchers.add_affiliation(
                row, current_user, **affiliation_of(form.place.data), position=form.position.data,
                starts_on=form.starts_on.data, ends_on=form.ends_on.data,
            )  # fmt: skip
        flash(_("Saved."))
        return redirect(url_for(".affiliations", id=row.id), 303)
    return answer(
        "directory/researchers/affiliations.html", form, researcher=row, units=people.all_units()
    )


@bp.post("/annuaire/chercheurs/<int:id>/affiliations/<int:number>/retirer")
@permit(Permission.RESEARCHER_EDIT, Researcher)
def drop_affiliation(row: Researcher, number: int):
    gone: Affiliation = part_of(row.affiliations, number)
    with transaction(once=once()):
        researchers.drop_affiliation(row, gone, current_user)
    return redirect(url_for(".affiliations", id=row.id), 303)


@bp.get("/annuaire/laboratoires/<int:id>")
@permit(Permission.PUBLIC, ResearchUnit)
def research_unit(row: ResearchUnit):
    return render_template(
        "directory/researchers/unit.html",
        unit=row,
        rows=people.at_unit(row, reader(), VISIBLE, lambda r: reads_at(reader(), r)),
    )
