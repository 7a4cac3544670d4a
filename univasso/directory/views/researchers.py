"""A researcher's page, space, profile, and who reads what of it."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core import history
from univasso.core.db import db, transaction
from univasso.directory import people, queries
from univasso.directory.forms.researchers import RESEARCHER_LABELS, BeginForm, ResearcherForm
from univasso.directory.forms.visibility import visibility_form
from univasso.directory.services import researchers
from univasso.directory.views.door import answer, bp, once
from univasso.directory.views.profile import chosen_needs, offer_needs
from univasso.models.profiles import Level
from univasso.models.researchers import Researcher, ResearcherState
from univasso.policy import VISIBLE, Permission, reads_at
from univasso.web.access import can, permit, public
from univasso.web.harvest import read_slowly
from univasso.web.identity import reader


def to_researcher(row: Researcher) -> Response:
    return redirect(url_for("directory.researcher_space", id=row.id), 303)


def affiliation_of(place: str) -> dict:
    """An affiliation as it is kept: the unit that the words name, or the words."""
    unit = people.unit_called(place)
    return {"unit_id": unit.id} if unit else {"name": place}


@bp.get("/chercheurs")
@public
def researchers_welcome():
    """What taking part means for a researcher, and how to enter."""
    return render_template("directory/researchers/welcome.html")


@bp.route("/chercheurs/mon-profil", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_JOIN)
def my_profile():
    """One's own space; the first time, the few questions that make a profile."""
    mine = researchers.profile_of(current_user)
    if mine is not None:
        return to_researcher(mine)
    given, _space, family = current_user.name.rpartition(" ")
    form = BeginForm(given=given, family=family)
    needs = offer_needs(form.needs)
    if form.is_sent_and_valid():
        with transaction(once=once()) as work:
            by = db.session.merge(current_user._get_current_object())
            row = researchers.create(
                by, form.given.data, form.family.data, by, status=form.status.data,
                is_listed=form.is_listed.data, needs=chosen_needs(form.needs, needs),
            )  # fmt: skip
            if form.place.data:
                researchers.add_affiliation(row, by, **affiliation_of(form.place.data))
            work.leads_to = url_for(".researcher_space", id=row.id)
        flash(_("Your profile is here. Complete it when you like: each part says what it is for."))
        return redirect(work.leads_to, 303)
    return answer("directory/researchers/begin.html", form, units=people.all_units())


@bp.get("/annuaire/chercheurs/<int:id>")
@permit(Permission.RESEARCHER_READ, Researcher)
@read_slowly
def researcher(row: Researcher):
    """The page that others read, each at their level; its own people may look as a stranger."""
    if row.state == ResearcherState.MERGED:
        return redirect(url_for(".researcher", id=row.merged_into_id), 301)
    level = reads_at(reader(), row)
    is_trial = "comme" in request.args and can("researcher.open", row)
    if is_trial and request.args["comme"] in list(Level):
        level = Level(request.args["comme"])
    return render_template(
        "directory/researchers/page.html",
        researcher=row,
        together=queries.works_together(row),
        level=level,
        is_trial=is_trial,
        works=people.works_shown(row, VISIBLE),
    )


@bp.get("/annuaire/chercheurs/<int:id>/espace")
@permit(Permission.RESEARCHER_OPEN, Researcher)
def researcher_space(row: Researcher):
    lines = history.of(row)[:20]
    return render_template(
        "directory/researchers/space.html",
        researcher=row,
        steps=people.steps(row),
        groups=people.groups_of(row),
        lines=lines,
        who=people.names_of(lines),
    )


@bp.route("/annuaire/chercheurs/<int:id>/modifier", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_EDIT, Researcher)
def edit_researcher(row: Researcher):
    form = ResearcherForm.of(row)
    needs = offer_needs(form.needs, row)
    if row.verified_orcid:
        del form.orcid_typed
    if form.is_sent_and_valid():
        values = {**form.values(), "needs": chosen_needs(form.needs, needs)}
        try:
            with transaction(once=once()):
                researchers.save(row, values, current_user, form.version.data)
            flash(_("Saved."))
            return to_researcher(row)
        except researchers.OrcidElsewhere:
            form.orcid_typed.errors = [_("This iD is linked to another account. If it is yours, "
                                         "write to the coordination: nothing was changed.")]  # fmt: skip
        except researchers.HiddenName:
            form.family.errors = [_("This name is hidden everywhere: show it again first, or write "
                                    "another.")]  # fmt: skip
    return answer("directory/researchers/edit.html", form, researcher=row)


@bp.route("/annuaire/chercheurs/<int:id>/visibilite", methods=["GET", "POST"])
@permit(Permission.RESEARCHER_EDIT, Researcher)
def researcher_visibility(row: Researcher):
    form = visibility_form(row, RESEARCHER_LABELS)
    if form.is_sent_and_valid():
        with transaction(once=once()):
            researchers.publish(row, form.levels(), form.is_listed.data, current_user)
        flash(_("Kept. This is what a visitor now reads."))
        return redirect(url_for(".researcher", id=row.id, comme="public"), 303)
    return answer("directory/researchers/visibility.html", form, researcher=row)


@bp.post("/annuaire/chercheurs/<int:id>/<any(desactiver, reactiver):act>")
@permit(Permission.RESEARCHER_OWN, Researcher)
def rest_or_return(row: Researcher, act: str):
    """Out of the directory and of proposals, or back, by the person alone (R1.11)."""
    with transaction(once=once()):
        if act == "desactiver":
            researchers.deactivate(row, current_user)
        else:
            researchers.reactivate(row, current_user)
    flash(_("Your profile is out of the directory; nothing is proposed to you.")
          if act == "desactiver" else _("Your profile is back, as you left it."))  # fmt: skip
    return to_researcher(row)
