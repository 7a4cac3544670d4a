"""The page of an output, for readers: what it says, its files, how to cite it; its tombstone."""

from flask import Response, abort, redirect, render_template, request, url_for

from univasso.core import history
from univasso.models.output_words import LICENCES
from univasso.models.outputs import OUTPUT, Output, OutputState
from univasso.outputs import queries
from univasso.outputs.checks import checks_of
from univasso.outputs.citation import formats, styles, tags
from univasso.outputs.passages import in_brief, passages_of, reading_minutes
from univasso.outputs.services import contributions
from univasso.outputs.views.door import bp
from univasso.policy import Permission, is_listed
from univasso.web.access import can, permit
from univasso.web.identity import reader
from univasso.web.language import current

STYLES = {"apa": "APA", "iso690": "ISO 690", "chicago": "Chicago", "mla": "MLA"}
DOWNLOADS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON", "xml": "Dublin Core"}
TYPES = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
    "xml": "application/xml",
}


@bp.get("/productions/<int:id>")
@permit(Permission.OUTPUT_READ, Output)
def page(output: Output):
    if output.state == OutputState.MERGED:
        return redirect(url_for(".page", id=output.successor_id), 308)
    if output.state == OutputState.WITHDRAWN and not can("output.share", output):
        return render_template("outputs/withdrawn.html", **about(output)), 410
    return render_template("outputs/page.html", **about(output), **work_on(output))


@bp.get("/productions/<int:id>/citer.<any(bib, ris, json, xml):form>")
@permit(Permission.OUTPUT_READ, Output)
def citation(output: Output, form: str):
    """The notice as a file for a reference manager."""
    writers = {
        "bib": lambda: formats.bibtex([output]),
        "ris": lambda: formats.ris([output]),
        "json": lambda: formats.csl_json([output]),
        "xml": lambda: formats.dublin_core(output),
    }
    if not is_listed(output) and not can("output.share", output):
        abort(404)
    response = Response(writers[form](), content_type=f"{TYPES[form]}; charset=utf-8")
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"univasso-{output.id}.{form}"
    )
    return response


def about(output: Output) -> dict:
    """What the page says of an output, to whoever reads it."""
    address = url_for("outputs.page", id=output.id, _external=False)
    query = request.args.get("q", "")
    return {
        "output": output,
        "address": address,
        "in_brief": in_brief(output, current()),
        "minutes": reading_minutes(output),
        "licence": LICENCES.get(output.licence),
        "references": {s: styles.reference(output, s, current()) for s in STYLES},
        "style_names": STYLES,
        "download_names": DOWNLOADS,
        "query": query,
        "hits": passages_of(output, query) if query and can("output.file", output) else [],
        "related": queries.related(output, reader()),
        "uses": queries.uses(output),
        "proofread": [p for p in queries.proofreadings(output) if p.signed_on],
        "versions": queries.versions(output),
        "part_of": contributions.state,
        "tags": tags.scholar_tags(output) if is_listed(output) else [],
        "linked_data": tags.json_ld(output) if is_listed(output) else "",
    }


def work_on(output: Output) -> dict:
    """What those who look after an output see besides."""
    if not can("output.discuss", output):
        return {"is_work": False}
    entries = history.of(output)
    return {
        "is_work": True,
        "checks": checks_of(output),
        "thread": queries.thread(output),
        "links": queries.open_links(output),
        "asked": queries.proofreadings(output),
        "duplicates": queries.duplicates(output),
        "entries": entries,
        "people": queries.people_of(entries),
        "workflow": OUTPUT,
    }
