"""The verbs of an output, its embargo, its corrections."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.core.workflow import ReasonMissing, WrongState
from univasso.models.outputs import OUTPUT, STATE_LABELS, Output
from univasso.outputs.forms.steps import CorrectionForm, EmbargoForm, StepForm
from univasso.outputs.services import notices, review
from univasso.outputs.views.door import bp
from univasso.policy import VERBS, Permission
from univasso.web.access import permit, require
from univasso.web.numbers import row_number

VERB_PATH = "/productions/<int:id>/etapes/<any(%s):verb>" % ", ".join(OUTPUT.verbs)  # noqa: UP031


@bp.route(VERB_PATH, methods=["GET", "POST"])
@permit(Permission.OUTPUT_READ, Output)
def step(output: Output, verb: str):
    """Apply a verb; those that demand words have a page to write them."""
    require(VERBS[Output][verb], output)
    form = StepForm(successor=row_number(request.args.get("successor", "")))
    if verb not in OUTPUT.open_verbs(output):
        raise WrongState(output, verb)
    if form.is_sent_and_valid() and apply(output, verb, form):
        flash(_("State of the publication: %(state)s.", state=_(STATE_LABELS[output.state])))
        return redirect(url_for(".page", id=output.id), 303)
    page = render_template(
        "outputs/step.html", form=form, output=output, verb=verb, label=OUTPUT.verbs[verb].label,
        needs_reason=bool(OUTPUT.verbs[verb].demands),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def apply(output: Output, verb: str, form: StepForm) -> bool:
    """Do it, or put the sentence that says why not under its field."""
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".page", id=output.id)
            if verb == "merge":
                review.merge(output, _successor(form), current_user, form.note.data)
            else:
                review.STEPS[verb](output, current_user, form.note.data, form.reason.data)
    except ReasonMissing:
        form.note.errors = [_("Say why, in a sentence that its author will read.")]
    except review.NotComplete as missing:
        sentences = "; ".join(_(check.sentence) for check in missing.checks)
        form.note.errors = [_("Before it is sent, please add: %(list)s.", list=sentences)]
    except review.TooLate:
        form.note.errors = [_("A withdrawal can be undone for thirty days; those are over.")]
    except _NoSuccessor:
        form.successor.errors = [_("Give the number of the notice that remains.")]
    return not form.errors


class _NoSuccessor(Exception):  # noqa: N818
    """No notice has the number that was given."""


def _successor(form: StepForm) -> Output:
    found = db.session.get(Output, form.successor.data or 0)
    if found is None:
        raise _NoSuccessor
    return found


@bp.route("/productions/<int:id>/embargo", methods=["GET", "POST"])
@permit(Permission.OUTPUT_SHARE, Output)
def embargo(output: Output):
    form = EmbargoForm(obj=output)
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".page", id=output.id)
            notices.set_embargo(
                output, form.embargo_until.data, form.is_title_hidden.data, current_user
            )
        flash(_("The embargo is set.") if output.embargo_until else _("There is no embargo."))
        return redirect(url_for(".page", id=output.id), 303)
    page = render_template("outputs/embargo_form.html", form=form, output=output)
    return page, 422 if form.errors else 200


@bp.route("/productions/<int:id>/correction", methods=["GET", "POST"])
@permit(Permission.OUTPUT_MODERATE, Output)
def correction(output: Output):
    form = CorrectionForm(erratum=output.erratum, newer=output.newer_id)
    if form.is_sent_and_valid():
        newer = db.session.get(Output, form.newer.data) if form.newer.data else None
        if form.newer.data and (newer is None or newer.id == output.id):
            form.newer.errors = [_("No other notice has this number.")]
        else:
            with transaction(once=request.form.get("once")) as work:
                work.leads_to = url_for(".page", id=output.id)
                if form.erratum.data != output.erratum:
                    notices.set_erratum(output, form.erratum.data, current_user)
                if newer is not output.newer:
                    notices.point_to_newer(output, newer, current_user)
            flash(_("The correction is shown."))
            return redirect(url_for(".page", id=output.id), 303)
    page = render_template("outputs/correction.html", form=form, output=output)
    return page, 422 if form.errors else 200
