"""The files of an output, and their words page by page for those who cannot or will not open a PDF."""

from flask import abort, render_template, request, send_file, url_for

from univasso.core.db import db
from univasso.core.file_types import PDF, TEXT
from univasso.models.output_files import FilePage, OutputFile
from univasso.models.outputs import Output
from univasso.outputs.paragraphs import paragraphs
from univasso.outputs.passages import marked
from univasso.outputs.services import files
from univasso.outputs.views.door import bp
from univasso.policy import Permission, is_listed
from univasso.web.access import can, permit
from univasso.web.numbers import row_number

# A file is data, never a page of ours: whatever it holds, nothing in it runs here.
LOCKED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# Browsers' own PDF readers do not open in a sandbox; they run nothing of ours either.
PDF_POLICY = "default-src 'none'; object-src 'self'"


def file_of(output: Output, number: int) -> OutputFile:
    """A file of this very output, or 404."""
    found = db.session.get(OutputFile, number)
    if found is None or found.output_id != output.id:
        abort(404)
    return found


@bp.get("/productions/<int:id>/fichiers/<int:number>/<path:name>")
@permit(Permission.OUTPUT_READ, Output)
def file(output: Output, number: int, name: str):
    """The bytes of a file: PDF and text open in the browser, the rest is saved."""
    found = file_of(output, number)
    if not can("output.file", output):
        return render_template("outputs/embargo.html", output=output), 403
    path = files.path_of(found)
    if not path.exists():
        abort(404)
    inline = found.media_type in (PDF, TEXT)
    response = send_file(
        path, mimetype=found.media_type, as_attachment=not inline, download_name=found.name,
        etag=found.sha256, conditional=True, max_age=0,
    )  # fmt: skip
    if found.media_type == TEXT:
        response.content_type = "text/plain; charset=utf-8"
    response.headers["Content-Security-Policy"] = PDF_POLICY if found.media_type == PDF else LOCKED
    response.headers["Cache-Control"] = (
        "private, no-cache" if is_listed(output) and output.is_readable() else "no-store"
    )
    return response


@bp.get("/productions/<int:id>/fichiers/<int:number>/texte")
@permit(Permission.OUTPUT_FILE, Output)
def text(output: Output, number: int):
    """One page of words, with what was searched for marked, and its neighbours."""
    found = file_of(output, number)
    pages = db.session.query(FilePage).filter_by(file_id=found.id)
    last = pages.count()
    typed = request.args.get("page", "1")
    wanted = min(max(row_number(typed) or 1, 1), max(last, 1))
    here = pages.filter_by(number=wanted).first()
    query = request.args.get("q", "")[:500]
    return render_template(
        "outputs/text.html",
        output=output,
        file=found,
        number=wanted,
        last=last,
        was_moved=str(wanted) != typed,
        paragraphs=[
            marked(paragraph, query, found.language)
            for paragraph in paragraphs(here.text if here else "")
        ],
        query=query,
        address=url_for(".file", id=output.id, number=found.id, name=found.name),
        is_paged=found.media_type == PDF,
    )
