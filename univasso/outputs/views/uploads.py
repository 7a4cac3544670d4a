"""A file that comes with a form: kept at once, so that errors elsewhere do not lose it (G13, G1)."""

from dataclasses import asdict

from flask import current_app, request
from flask_babel import gettext as _

from univasso.core import signed
from univasso.core.file_types import MEGABYTE
from univasso.core.files import Kept, NotKept, store
from univasso.web.forms import Form

PENDING = "pending-file"  # the purpose of the signed name of a file that waits
LIFE = 12 * 3600  # seconds; an unheld file is swept after a day


def kept_file(form: Form) -> Kept | None:
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


def _sent(form: Form) -> Kept | None:
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
