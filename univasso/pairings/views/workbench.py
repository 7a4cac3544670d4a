"""The workbench of a question: who could, who could not and why, whom to keep (C2.1–C2.5)."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.models.groups import ResearchGroup
from univasso.models.pairings import Pairing
from univasso.models.questions import Question
from univasso.models.researchers import Researcher
from univasso.pairings import library, pages, queries
from univasso.pairings import workbench as benches
from univasso.pairings.barriers import RULES
from univasso.pairings.forms.keeping import ask_why, go_past_form, said
from univasso.pairings.services import keeping, missing
from univasso.pairings.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.forms import Form
from univasso.web.lists import page_of
from univasso.web.numbers import row_number

COMPARED = 4  # side by side
KINDS = {"researcher": Researcher, "group": ResearchGroup}


@bp.get("/mises-en-relation")
@permit(Permission.PAIRING_WORK)
def index():
    return render_template("pairings/index.html", rows=queries.questions_to_pair())


@bp.get("/mises-en-relation/questions/<int:id>")
@permit(Permission.PAIRING_WORK, Question)
def bench(question: Question):
    return shown(question)


def shown(question: Question, form: Form | None = None, key: str = "", status=200):
    """The workbench; with the form that would go past the rules that stop ``key``."""
    found = benches.bench(question, request.args.get("ordre", ""))
    page = page_of(len(found.possible), benches.SHOWN)
    asked_about = request.args.get("pourquoi-pas", "").strip()[:200]
    own, texts = library.words_of(question), library.library()
    why = [benches.line_of(question, row) for row in _named(asked_about or key)]
    parts = [found.possible[page.offset : page.offset + page.size],
             _compared([*found.possible, *found.stopped]), why]  # fmt: skip
    lines, compared, why = (pages.with_pages(part, own, texts) for part in parts)
    if form is None and len(why) == 1 and why[0].stopped_by:
        form = go_past_form(c.rule for c in why[0].stopped_by)
    page = render_template(
        "pairings/bench.html", question=question, agreed=queries.agreed_wording(question),
        bench=found, lines=lines, page=page, orders=benches.ORDERS, compared=compared,
        asked_about=asked_about, why=why, form=form,
        places={line.key: benches.place_of(line, found) for line in why},
        asked_words=missing.ASKED, asked_lately=missing.lately(_numbers([*lines, *why])),
        rows_around=_around(question), quoted=queries.quoted_in([*lines, *compared, *why]),
    )  # fmt: skip
    return page, status


def _named(words: str) -> list[Researcher | ResearchGroup]:
    row = _row(words)
    return [row] if row is not None else queries.candidates_named(words)


def _row(key: str) -> Researcher | ResearchGroup | None:
    """The candidate of a key such as ``researcher:12``."""
    kind, _colon, number = key.partition(":")
    wanted = row_number(number)
    return db.session.get(KINDS[kind], wanted) if kind in KINDS and wanted is not None else None


def _compared(lines: list[benches.Line]) -> list[benches.Line]:
    """Those chosen to be compared; else those of the shortlist."""
    wanted = request.args.getlist("comparer")
    chosen = [line for line in lines if line.key in wanted]
    return (chosen or [line for line in lines if line.pairing is not None])[:COMPARED]


def _numbers(lines: list[benches.Line]) -> list[int]:
    return [line.row.id for line in lines if isinstance(line.row, Researcher)]


def _around(question: Question) -> list[Question]:
    """The question before and the one after, in the order of the list."""
    rows = [row for row, _count in queries.questions_to_pair()]
    if question not in rows:
        return []
    at = rows.index(question)
    return [rows[i] for i in (at - 1, at + 1) if 0 <= i < len(rows)]


@bp.post("/mises-en-relation/questions/<int:id>/garder")
@permit(Permission.PAIRING_WORK, Question)
def keep(question: Question):
    """Keep somebody on the shortlist, past a rule when each has its reason."""
    key = request.form.get("candidate", "")
    row = _row(key)
    if row is None:
        abort(404)
    form = go_past_form(RULES)
    form.is_sent_and_valid()
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".bench", id=question.id)
            keeping.keep(question, row, current_user, said(form))
    except keeping.Stopped as fault:
        stopped = [c.rule for c in benches.line_of(question, row).stopped_by]
        form = go_past_form(stopped)
        ask_why(form, [c.rule for c in fault.conditions])
        return shown(question, form, key, 422)
    except keeping.KeptAlready:
        flash(_("They are on the shortlist already."))
    except keeping.NotToBePaired:
        flash(_("This question no longer waits for somebody: nothing was kept."))
        return redirect(url_for(".index"), 303)
    else:
        flash(_("On the shortlist. Nobody was told."))
    return redirect(url_for(".bench", id=question.id), 303)


@bp.post("/mises-en-relation/<int:id>/ranger")
@permit(Permission.PAIRING_WORK, Pairing)
def arrange(pairing: Pairing):
    """The note and the lock of somebody on the shortlist."""
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".bench", id=pairing.question_id)
        note = request.form.get("note", "")[:2000]
        keeping.arrange(pairing, note, "locked" in request.form, current_user)
    flash(_("Kept. Nothing was sent."))
    return redirect(url_for(".bench", id=pairing.question_id, _anchor="comparer"), 303)


@bp.post("/mises-en-relation/<int:id>/retirer")
@permit(Permission.PAIRING_WORK, Pairing)
def drop(pairing: Pairing):
    """Take somebody off the shortlist."""
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".bench", id=pairing.question_id)
            keeping.drop(pairing, _("Taken off the shortlist"), current_user)
    except keeping.KeptAlready:
        flash(_("They have been asked since: withdraw the request instead."))
    else:
        flash(_("Off the shortlist. Nobody had been told."))
    return redirect(url_for(".bench", id=pairing.question_id), 303)
