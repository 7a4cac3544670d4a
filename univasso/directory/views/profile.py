"""What members write of their association: its profile, its ways of taking part, who reads what."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import transaction
from univasso.directory.forms.associations import (
    FIELD_LABELS,
    LeaveForm,
    NumberForm,
    ProfileForm,
    WaysForm,
)
from univasso.directory.forms.visibility import visibility_form
from univasso.directory.identities import identity_of
from univasso.directory.queries import contradictions
from univasso.directory.services import associations
from univasso.directory.views.door import answer, bp, once, to_space
from univasso.models.associations import Association
from univasso.models.profiles import Profile
from univasso.models.vocabularies import KnowledgeNeed
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.fields import Choices
from univasso.web.forms import choices
from univasso.web.needs_field import need_label, proposed_needs


def offer_needs(field: Choices, profile: Profile | None = None) -> list[KnowledgeNeed]:
    """Fill the boxes of the needs in use and of those it holds; a profile that is opened has its own
    ticked."""
    needs = proposed_needs(profile.needs if profile is not None else ())
    field.choices = choices((n.id, need_label(n)) for n in needs)
    if request.method == "GET":
        field.data = [need.id for need in profile.needs] if profile is not None else []
    return needs


def chosen_needs(field: Choices, needs: list[KnowledgeNeed]) -> list[KnowledgeNeed]:
    return [need for need in needs if need.id in (field.data or [])]


@bp.route("/annuaire/associations/<int:id>/modifier", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_EDIT, Association)
def edit(row: Association):
    form = ProfileForm(obj=row)
    needs = offer_needs(form.needs, row)
    if form.is_sent_and_valid():
        chosen = chosen_needs(form.needs, needs)
        with transaction(once=once()):
            associations.save(
                row, {**form.values(), "needs": chosen}, current_user, form.version.data
            )
        flash(_("Saved."))
        return to_space(row)
    return answer("directory/edit.html", form, association=row)


@bp.route("/annuaire/associations/<int:id>/participer", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_MANAGE, Association)
def ways(row: Association):
    form = WaysForm() if request.method == "POST" else WaysForm.of(row)
    if form.is_sent_and_valid():
        with transaction(once=once()):
            associations.declare(row, form.notes(), current_user)
        flash(_("Your ways of taking part are kept."))
        if contradictions(row):
            flash(_("What you do not want speaks against a way you opened: choose one of them."),
                  "warning")  # fmt: skip
        return to_space(row)
    return answer("directory/ways.html", form, association=row)


@bp.route("/annuaire/associations/<int:id>/visibilite", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_MANAGE, Association)
def visibility(row: Association):
    form = visibility_form(row, FIELD_LABELS)
    if form.is_sent_and_valid():
        with transaction(once=once()):
            associations.publish(row, form.levels(), form.is_listed.data, current_user)
        flash(_("Kept. This is what a visitor now reads."))
        return redirect(url_for(".association", id=row.id, comme="public"), 303)
    return answer("directory/visibility.html", form, association=row)


@bp.route("/annuaire/associations/<int:id>/numero", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_MANAGE, Association)
def numbers(row: Association):
    form = NumberForm(number=row.rna or row.siret or row.siren or row.local_register)
    if form.is_sent_and_valid():
        identity = identity_of(row.name, form.number.data, form.answer)
        try:
            with transaction(once=once()):
                associations.set_numbers(row, identity, current_user)
            flash(_("The number is kept."))
        except associations.AlreadyHere as known:
            with transaction(once=once()):
                associations.claim_number(row, known.association, current_user)
            flash(_("This number belongs to an association that is already here. The coordination "
                    "was told: if they are one, it brings them together, with all their history."),
                  "warning")  # fmt: skip
        return to_space(row)
    return answer("directory/numbers.html", form, association=row)


@bp.route("/annuaire/associations/<int:id>/quitter", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_LEAVE, Association)
def leave(row: Association):
    form = LeaveForm()
    if form.is_sent_and_valid():
        with transaction(once=once()):
            associations.leave(row, form.verb.data, current_user, form.reason.data)
        flash(_("Done. Its name and its history stay; its ways of contact are taken away."))
        return to_space(row)
    return answer("directory/leave.html", form, association=row)


@bp.post("/annuaire/associations/<int:id>/revenir")
@permit(Permission.ASSOCIATION_LEAVE, Association)
def come_back(row: Association):
    with transaction(once=once()):
        associations.come_back(row, current_user)
    flash(_("Welcome back. Declare again how you want to take part."))
    return redirect(url_for(".ways", id=row.id), 303)


@bp.get("/annuaire/associations/<int:id>/passation")
@permit(Permission.ASSOCIATION_MANAGE, Association)
def handover_kit(row: Association):
    """All that a successor takes over, on one page that can be printed (A1★2)."""
    return render_template("directory/handover_kit.html", association=row)
