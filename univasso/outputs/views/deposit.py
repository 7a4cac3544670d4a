"""Depositing and completing an output."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from univasso.core.db import db, transaction
from univasso.core.files import Kept
from univasso.models.outputs import Output
from univasso.models.vocabularies import OutputKind
from univasso.outputs import queries, suggestions
from univasso.outputs.forms.notice import NoticeForm
from univasso.outputs.forms.steps import DepositForm
from univasso.outputs.services import files, notices
from univasso.outputs.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.forms import choices
from univasso.web.language import current
from univasso.web.uploads import kept_file


@bp.get("/productions/mes-depots")
@permit(Permission.OUTPUT_DEPOSIT)
def mine():
    return render_template("outputs/mine.html", outputs=queries.of_depositor(current_user))


@bp.route("/productions/deposer", methods=["GET", "POST"])
@permit(Permission.OUTPUT_DEPOSIT)
def deposit():
    form = DepositForm()
    kinds = db.session.scalars(select(OutputKind).order_by(OutputKind.position)).all()
    label = "label_en" if current() == "en" else "label_fr"
    form.kind_code.choices = choices((kind.code, getattr(kind, label)) for kind in kinds)
    kept = kept_file(form)
    if form.is_sent_and_valid():
        return redirect(begin(form, kept), 303)
    return render_template("outputs/deposit.html", form=form), 422 if form.errors else 200


def begin(form: DepositForm, kept: Kept | None) -> str:
    """Make the draft with its file; the address of its form."""
    with transaction(once=request.form.get("once")) as work:
        output = notices.start(
            db.session.merge(current_user._get_current_object()),
            form.kind_code.data,
            form.title.data,
        )
        if kept is not None:
            files.add(output, kept, output.depositor)
        db.session.flush()
        work.leads_to = url_for(".edit", id=output.id)
    flash(_("Your draft is kept. It is not sent yet: complete it, then submit it."))
    return work.leads_to


@bp.route("/productions/<int:id>/modifier", methods=["GET", "POST"])
@permit(Permission.OUTPUT_EDIT, Output)
def edit(output: Output):
    form = NoticeForm(output)
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".page", id=output.id)
            notices.save(
                output, form.notice(), current_user, form.version.data, form.note.data or ""
            )
        flash(_("Saved."))
        return redirect(work.leads_to, 303)
    status = 422 if form.errors else 200
    form.add_blank_rows()
    page = render_template(
        "outputs/edit.html", form=form, output=output, suggested=suggestions.of_output(output),
        duplicates=queries.duplicates(output),
    )  # fmt: skip
    return page, status
