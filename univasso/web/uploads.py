"""A file that comes with a form: kept at once, so that errors elsewhere do not lose it (G13, G1)."""

from dataclasses import asdict

from flask import Response, abort, current_app, request, send_file
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField
from wtforms.validators import ValidationError

from univasso.core import signed
from univasso.core.file_types import MEGABYTE
from univasso.core.files import Kept, NotKept, store
from univasso.models.attached import Attached
from univasso.web.forms import Form

PENDING = "pending-file"  # the purpose of the signed name of a file that waits
LIFE = 12 * 3600  # seconds; an unheld file is swept after a day


ACCEPTED = ".pdf,.docx,.odt,.html,.htm,.txt"


def file_field(label: object) -> FileField:
    """Where one file is chosen, with what is kept said under it."""
    return FileField(
        label, description=_l("PDF, Word, OpenDocument, HTML or text; 20 MB at most."),
        render_kw={"accept": ACCEPTED},
    )  # fmt: skip


class UploadForm(Form):
    """A form with one file. ``pending`` names, signed, a file kept at a former sending."""

    pending = HiddenField()
    file_error = ""  # why the file that was sent cannot be kept

    def validate_file(self, field: FileField) -> None:
        if self.file_error:
            raise ValidationError(self.file_error)


def kept_file(form: UploadForm) -> Kept | None:
    """The file sent with ``form.file``, or the one that waits since its last sending.

    A file that cannot be kept puts a sentence under the field.
    """
    if request.method != "POST":
        return None
    kept = _sent(form) if form.file.data else _waiting(form.pending.data or "")
    secret = current_app.config["SECRET_KEY"]
    form.pending.data = signed.sign(secret, PENDING, asdict(kept)) if kept else ""
    form.file.pending_name = kept.filename if kept else ""
    return kept


def _sent(form: UploadForm) -> Kept | None:
    upload = form.file.data
    try:
        most = current_app.config["UPLOAD_LIMIT"] * MEGABYTE
        return store.keep(upload.stream, upload.filename or "", most=most)
    except NotKept as why:
        form.file_error = _(why.sentence)
        return None
    finally:
        upload.close()


def _waiting(token: str) -> Kept | None:
    try:
        about = signed.read(current_app.config["SECRET_KEY"], PENDING, token, LIFE)
    except (signed.LinkExpired, signed.LinkForeign):
        return None
    kept = Kept(**about)
    return kept if store.path(kept.digest).exists() else None


def saved(row: Attached) -> Response:
    """The file of a row, for a reader who may have it: saved, never opened as a page of ours."""
    path = store.path(row.file_sha256) if row.file_sha256 else None
    if path is None or not path.exists():
        abort(404)
    response = send_file(path, mimetype=row.file_type, as_attachment=True,
                         download_name=row.file_name, max_age=0)  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response
