"""Adding and removing the files of an output."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import transaction
from univasso.models.outputs import Output
from univasso.outputs.forms.steps import FileForm
from univasso.outputs.services import files
from univasso.outputs.views.door import bp
from univasso.outputs.views.reading import file_of
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.uploads import kept_file


@bp.route("/productions/<int:id>/fichiers", methods=["GET", "POST"])
@permit(Permission.OUTPUT_EDIT, Output)
def attach(output: Output):
    form = FileForm()
    kept = kept_file(form)
    if form.is_sent_and_valid() and add(output, kept, form):
        flash(_("The file is kept. Its words are being read."))
        return redirect(url_for(".page", id=output.id), 303)
    page = render_template("outputs/attach.html", form=form, output=output)
    return page, 422 if form.errors else 200


def add(output: Output, kept, form: FileForm) -> bool:
    """Attach a kept file; False, with a sentence under the field, when it is there already."""
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".page", id=output.id)
            files.add(
                output, kept, current_user, label=form.label.data,
                is_transcript=form.is_transcript.data, is_accessible=form.is_accessible.data,
            )  # fmt: skip
    except files.AlreadyThere:
        form.file.errors = [_("This very file is already there.")]
        return False
    return True


@bp.post("/productions/<int:id>/fichiers/<int:number>/retirer")
@permit(Permission.OUTPUT_EDIT, Output)
def detach(output: Output, number: int):
    found = file_of(output, number)
    with transaction():
        files.remove(found, current_user)
    flash(_("The file “%(name)s” is taken away.", name=found.name))
    return redirect(url_for(".page", id=output.id), 303)


@bp.post("/productions/<int:id>/fichiers/<int:number>/relire")
@permit(Permission.OUTPUT_EDIT, Output)
def read_again(output: Output, number: int):
    found = file_of(output, number)
    with transaction():
        files.read_again(found)
    flash(_("Its words will be read again within a minute."))
    return redirect(url_for(".page", id=output.id), 303)
