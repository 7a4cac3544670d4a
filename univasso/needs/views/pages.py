"""The knowledge needs: their rosace, and what is known of each (V★4)."""

from json import dumps

from flask import Response, jsonify, redirect, render_template, request, url_for

from univasso.needs import history, linked, queries
from univasso.needs.answered import answered
from univasso.needs.views.door import bp, need_of
from univasso.policy import Permission
from univasso.web.access import can, permit, public
from univasso.web.identity import reader
from univasso.web.territories import propose


@bp.get("/besoins")
@permit(Permission.NEED_READ)
def index():
    every = queries.every_coverage()
    rows = [row for row in every if row.need.retired_on is None]
    return render_template(
        "needs/index.html",
        rows=rows,
        lancets=queries.lancets(every),
        retired=[row for row in every if row.need.retired_on is not None],
        heirs=queries.heirs([row.need for row in every]),
        total=queries.count_published(),
        unanswered=queries.unanswered(rows),
        axes=queries.axes(),
    )


@bp.get("/besoins/<int:number>")
@bp.get("/besoins/<int:number>-<slug>")
@permit(Permission.NEED_READ)
def show(number: int, slug: str = ""):
    need = need_of(number)
    if slug != need.slug:
        return redirect(url_for(".show", number=number, slug=need.slug), 301)
    rows = queries.every_coverage()
    versions = history.versions_of(need)
    return render_template(
        "needs/show.html",
        need=need,
        lancets=queries.lancets(rows),
        replaced=queries.replaced_by(need, rows),
        own=next((row for row in rows if row.need.id == need.id), None),
        groups=queries.known_by_kind(need),
        answered=answered(need),
        questions=queries.questions_of(need, reader()),
        years=queries.years_of(need),
        writers=queries.who_wrote(need),
        since=history.holds_since(versions),
        sought=queries.sought_in_vain(need) if can(Permission.DEMAND_READ) else [],
        linked=history.last_link(versions),
    )


@bp.get("/besoins.json")
@permit(Permission.NEED_READ)
def linked_data():
    """Both vocabularies for machines, retired needs and their successors included (D1.10)."""
    graph = linked.graph(queries.all_needs(), queries.all_axes(), queries.last_changes())
    text = dumps(graph, ensure_ascii=False, indent=1)
    return Response(text, content_type=f"{linked.MEDIA_TYPE}; charset=utf-8")


@bp.get("/territoires/suggestions")
@public
def suggest_places() -> Response:
    """Places that begin as what is typed; each label, typed, leads to its place alone."""
    places = propose(request.args.get("q", "")[:200])
    return jsonify([{"label": place.label, "code": place.territory.code} for place in places])
