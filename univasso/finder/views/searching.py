"""The search page, its suggestions, and what coordinators see of it."""

from urllib.parse import urlencode

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from univasso.core.db import db, transaction
from univasso.core.search import Found, IndexUnusable, parse
from univasso.core.words import N_
from univasso.finder import bridges, demand, exports, extracts, following, plain, questions, showing
from univasso.finder.asking import Asked, elsewhere
from univasso.finder.forms import BridgeForm
from univasso.finder.views.door import bp
from univasso.models.finder import WordBridge
from univasso.models.vocabularies import KnowledgeNeed
from univasso.policy import Permission
from univasso.web.access import permit, public
from univasso.web.identity import reader
from univasso.web.language import current
from univasso.web.lists import Page, page_of
from univasso.web.numbers import row_number

SIZE = 10
SIZE_OF_DEMANDS = 50
SORT_LABELS = {
    "pertinence": N_("Relevance"),
    "recentes": N_("Newest first"),
    "anciennes": N_("Oldest first"),
}


@bp.get("/recherche")
@public
def search():
    asked = Asked.of(request.args, current())
    try:
        found, page = one_page(asked)
    except IndexUnusable:
        return without_index(asked)
    query = asked.query
    outputs = extracts.outputs_of(found.keys, reader())
    asked_ones = questions.rows_of(found.keys, reader())
    if asked.tab != "besoins":
        # What was hidden a moment ago is still counted by the index: it must not show even so.
        found.total -= len(found.keys) - len(outputs) - len(asked_ones)
    if asked.typed and not found.total and asked.tab == "productions" and not asked.filters:
        demand.hear(asked.typed)
    return render_template(
        "finder/search.html",
        asked=asked,
        query=query,
        found=found,
        page=page,
        results=extracts.results(outputs, query, found.identified, reader()),
        questions=questions.results(asked_ones, query, reader()),
        needs=extracts.needs_of(found.keys),
        all_needs=[] if found.total else extracts.needs_in_force(),
        answers=extracts.answering(outputs, query, reader())
        if asked.tab == "productions" and showing.is_question(asked.typed)
        else None,
        correction=showing.correction(asked, found),
        dropped=showing.dropped(asked) if not found.total else [],
        facets=showing.facets_shown(asked, found),
        years=sorted(found.facets.get("year", {}).items()),
        chips=showing.chips(asked),
        successors=showing.successors(asked),
        tabs=showing.tabs(asked, found),
        sorts=SORT_LABELS,
        elsewhere=elsewhere,
        export_names=exports.NAMES,
        own_args=own_args(),
        export_url=export_url,
    )


def own_args() -> list[tuple[str, str]]:
    """What the address says of the search itself."""
    return [(k, v) for k, v in request.args.items(multi=True) if k not in ("page", "lang")]


def export_url(form: str) -> str:
    query = urlencode(own_args())
    return url_for(".export", form=form) + (f"?{query}" if query else "")


def one_page(asked: Asked) -> tuple[Found, Page]:
    """The page asked for, or the last one when there are fewer."""
    typed = request.args.get("page", "1")
    number = int(typed) if typed.isdecimal() and len(typed) < 7 else 1
    found = asked.find((max(number, 1) - 1) * SIZE, SIZE)
    page = page_of(found.total, SIZE)
    if page.number != number:
        found = asked.find(page.offset, SIZE)
    return found, page


def without_index(asked: Asked):
    """The index is being built again: the titles answer meanwhile, and the page says so."""
    outputs, page = plain.search(asked.typed, reader(), SIZE)
    return render_template(
        "finder/plain.html", asked=asked, outputs=outputs, page=page, status=following.status()
    )


@bp.get("/recherche/suggestions")
@public
def suggestions():
    """Words that go on as typed, as a JSON list."""
    try:
        found = following.index().suggest(request.args.get("q", "")[:100])
        return jsonify([words for words in found if can_be_found(words.split()[-1])])
    except IndexUnusable:
        return jsonify([])


def can_be_found(word: str) -> bool:
    """Whether somebody may still find the word: the index forgets words later than documents."""
    return following.index().find(parse(word, current()), limit=0).total > 0


@bp.get("/recherche.<any(csv, ris, bib, json, atom):form>")
@public
def export(form: str):
    """Exactly what the search shows, all its pages, in the same order."""
    asked = Asked.of(request.args, current())
    outputs = []
    if asked.tab == "productions":
        try:
            found = asked.find(0, exports.MOST)
        except IndexUnusable:
            return render_template("errors/503.html"), 503
        outputs = extracts.outputs_of(found.keys, reader())
    text, media_type = exports.write(form, outputs, asked)
    response = Response(text, content_type=f"{media_type}; charset=utf-8")
    if form != "atom":
        response.headers.set("Content-Disposition", "attachment", filename=f"univasso.{form}")
    return response


@bp.route("/recherche/mots", methods=["GET", "POST"])
@permit(Permission.WORDS_EDIT)
def words():
    """The two vocabularies bridged, and a new bridge."""
    form = BridgeForm()
    if form.is_sent_and_valid():
        return kept_bridge(None, form)
    rows = db.session.scalars(select(WordBridge).order_by(WordBridge.id.desc())).all()
    return render_template("finder/words.html", form=form, rows=rows), 422 if form.errors else 200


@bp.route("/recherche/mots/<int:id>", methods=["GET", "POST"])
@permit(Permission.WORDS_EDIT, WordBridge)
def bridge(row: WordBridge):
    form = BridgeForm(expressions=row.expressions)
    if form.is_sent_and_valid():
        return kept_bridge(row, form)
    return render_template("finder/bridge.html", form=form, row=row), 422 if form.errors else 200


def kept_bridge(row: WordBridge | None, form: BridgeForm):
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".words")
        bridges.save(row, form.expressions.data, current_user)
    flash(_("Kept. Searches use it from now on."))
    return redirect(url_for(".words"), 303)


@bp.post("/recherche/mots/<int:id>/basculer")
@permit(Permission.WORDS_EDIT, WordBridge)
def switch(row: WordBridge):
    with transaction():
        bridges.switch(row, current_user)
    flash(_("In use.") if row.is_active else _("No longer in use."))
    return redirect(url_for(".words"), 303)


@bp.get("/recherche/demandes")
@permit(Permission.DEMAND_READ)
def demands():
    """What was looked for and not found, near wordings together, the most wanted first."""
    found, days = demand.since(days_asked()), days_asked()
    page = page_of(len(found), SIZE_OF_DEMANDS)
    return render_template(
        "finder/demand.html", rows=found[page.offset : page.offset + page.size], page=page,
        days=days, needs=extracts.needs_in_force(),
    )  # fmt: skip


def days_asked() -> int:
    typed = request.args.get("jours", "90")
    return min(max(int(typed), 1), 730) if typed.isdecimal() and len(typed) < 6 else 90


@bp.get("/recherche/demandes.csv")
@permit(Permission.DEMAND_READ)
def export_demands():
    """All of what the page shows, in the same order."""
    text = demand.spreadsheet(demand.since(days_asked()))
    response = Response(text, content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename="univasso-demandes.csv")
    return response


@bp.post("/recherche/demandes/ranger")
@permit(Permission.DEMAND_READ)
def file_demand():
    """Say which need some words concern, or that they concern none."""
    words = request.form.get("words", "")[: demand.LONGEST]
    number = row_number(request.form.get("need", ""))
    need = db.session.scalar(select(KnowledgeNeed).filter_by(number=number)) if number else None
    if not demand.is_sought(words):
        abort(404)
    if need is not None and need.retired_on is not None:
        flash(_("This need is no longer in use: choose its successor."), "warning")
    else:
        with transaction():
            demand.file(words, need, current_user)
        flash(_("Filed under this need.") if need else _("Filed under no need."))
    return redirect(url_for(".demands", jours=days_asked(), page=request.args.get("page")), 303)
