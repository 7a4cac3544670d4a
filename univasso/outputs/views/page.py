"""The page of an output, for readers: what it says, its files, how to cite it; its tombstone."""

from json import dumps

from flask import Response, abort, redirect, render_template, request, url_for

from univasso.core import history
from univasso.core.file_types import PDF
from univasso.models.output_words import LICENCES
from univasso.models.outputs import OUTPUT, Output, OutputState
from univasso.outputs import citations, queries
from univasso.outputs.checks import checks_of
from univasso.outputs.passages import in_brief, passages_of, reading_minutes
from univasso.outputs.services import contributions, review
from univasso.outputs.views.door import bp
from univasso.policy import Permission, is_listed
from univasso.web.access import can, permit
from univasso.web.identity import reader
from univasso.web.language import current
from univasso.web.mailing import address

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
    if not is_listed(output) and not can("output.share", output):
        abort(404)
    pages = {output.id: address("outputs.page", id=output.id)}
    text = {
        "bib": lambda: citations.bibtex([output], pages),
        "ris": lambda: citations.ris([output], pages),
        "json": lambda: dumps(citations.csl_json([output], pages), ensure_ascii=False, indent=1),
        "xml": lambda: citations.dublin_core(output, pages[output.id]),
    }[form]()
    response = Response(text, content_type=f"{TYPES[form]}; charset=utf-8")
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"univasso-{output.id}.{form}"
    )
    return response


def about(output: Output) -> dict:
    """What the page says of an output, to whoever reads it."""
    query = request.args.get("q", "")[:500]
    may_read = can("output.file", output)
    where = address("outputs.page", id=output.id)
    return {
        "output": output,
        "in_brief": in_brief(output, current()),
        "minutes": reading_minutes(output) if may_read else 0,
        "licence": LICENCES.get(output.licence),
        "references": citations.references(output, current(), where),
        "style_names": citations.STYLES,
        "download_names": DOWNLOADS,
        "types": TYPES,
        "query": query,
        "hits": passages_of(output, query) if query and may_read else [],
        "answered": queries.answered_questions(output, reader()),
        "related": queries.related(output, reader()),
        "uses": queries.uses(output),
        "proofread": [p for p in queries.proofreadings(output) if p.signed_on],
        "versions": queries.versions(output),
        "part_of": contributions.state,
        **for_machines(output),
    }


def for_machines(output: Output) -> dict:
    """What harvesters read in the page of a listed output; nothing for the others."""
    if not is_listed(output):
        return {"tags": [], "linked_data": {}, "canonical": ""}
    canonical = address("outputs.page", id=output.id)
    pdf = next((f for f in output.files if f.media_type == PDF), None)
    where = address("outputs.file", id=output.id, number=pdf.id, name=pdf.name) if pdf else ""
    return {
        "canonical": canonical,
        "tags": citations.scholar_tags(output, canonical, where if output.is_readable() else ""),
        "linked_data": citations.json_ld(output, canonical),
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
        "team": review.coordinators(),
        "workflow": OUTPUT,
    }
