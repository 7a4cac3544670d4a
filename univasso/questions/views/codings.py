"""Two blind readings of a question: asked for, given, compared, settled, and counted (C1★5, C1.5)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.core.workflow import WrongState
from univasso.models.accounts import User
from univasso.models.question_codings import Coding
from univasso.models.question_words import ANSWER_KINDS, CRITERIA, MARKS
from univasso.models.questions import Question
from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis
from univasso.policy import Permission
from univasso.questions.agreement import agreements
from univasso.questions.forms.codings import ReadersForm, ReadingForm, SettleForm
from univasso.questions.services import codings
from univasso.questions.views.door import bp
from univasso.questions.views.file import back, offering, readers_form, rows, shown
from univasso.web.access import permit
from univasso.web.forms import choices
from univasso.web.needs_field import need_label
from univasso.web.typography import translated
from univasso.web.wording import in_language


@bp.post("/questions/<int:id>/lectures/demander")
@permit(Permission.QUESTION_TRIAGE, Question)
def ask_codings(question: Question):
    form = readers_form(ReadersForm())
    if not form.is_sent_and_valid():
        return shown(question, readers=form)
    one, two = (db.session.get(User, field.data) for field in (form.one, form.two))
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".file", id=question.id)
            codings.ask(question, one, two, current_user)
    except codings.AskedAlready:
        flash(_("Two persons are already asked to read it."), "error")
        return back(question)
    flash(_("Asked. Neither sees what the other makes of it before both are in."))
    return back(question)


@bp.post("/questions/<int:id>/lectures/annuler")
@permit(Permission.QUESTION_TRIAGE, Question)
def call_off_codings(question: Question):
    try:
        with transaction():
            codings.call_off(question, current_user)
    except codings.BothAreIn:
        return both_are_in(question)
    flash(_("Nobody reads it twice. You may ask others."))
    return back(question)


def both_are_in(question: Question):
    flash(_("Both readings are in: they no longer change."))
    return redirect(url_for(".compare", id=question.id), 303)


@bp.route("/questions/<int:id>/lecture", methods=["GET", "POST"])
@permit(Permission.QUESTION_TRIAGE, Question)
def read_apart(question: Question):
    """One's own reading, without the other's."""
    coding = codings.of(question, current_user)
    if coding is None:
        flash(_("This reading is asked of somebody else."), "error")
        return back(question)
    if codings.are_in(question):
        return both_are_in(question)
    form = reading_form(coding)
    if form.is_sent_and_valid():
        return given(coding, form)
    page = render_template("questions/reading.html", question=question, form=form, coding=coding)
    return page, 422 if form.errors else 200


def reading_form(coding: Coding) -> ReadingForm:
    about = {"places": coding.question.territories}
    if coding.given_at:
        about = {
            "needs": [need.id for need in codings.rows_of("needs", coding.needs)],
            "axes": [axis.id for axis in codings.rows_of("axes", coding.axes)],
            "places": codings.rows_of("places", coding.places),
            "answer_kind": coding.answer_kind,
            "grid": {code: str(mark) for code, mark in coding.marks.items()},
        }
    return offering(ReadingForm(**about))


def given(coding: Coding, form: ReadingForm):
    question = coding.question
    reading = codings.Reading(
        rows(KnowledgeNeed, form.needs.data), rows(ResearchAxis, form.axes.data or []),
        form.places.data or [], form.answer_kind.data, form.grid.form.marks(),
    )  # fmt: skip
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".file", id=question.id)
            codings.give(coding, reading)
    except codings.BothAreIn:
        return both_are_in(question)
    flash(_("Your reading is kept."))
    if codings.are_in(question):
        return redirect(url_for(".compare", id=question.id), 303)
    return back(question)


@bp.route("/questions/<int:id>/lectures", methods=["GET", "POST"])
@permit(Permission.QUESTION_TRIAGE, Question)
def compare(question: Question):
    """Both readings side by side, and the third click."""
    if not codings.are_in(question):
        flash(_("Both readings are shown once both are in."), "error")
        return back(question)
    differing = codings.differences(question)
    form = offering_of(question, differing)
    if form.is_sent_and_valid():
        return settled(question, form, differing)
    lines = [
        (label, field in differing, *(said(field, getattr(c, field)) for c in question.codings))
        for field, label in codings.FIELDS.items()
    ]
    page = render_template(
        "questions/readings.html", question=question, form=form, differing=differing, lines=lines,
        marks=MARKS, fields=codings.FIELDS,
    )  # fmt: skip
    return page, 422 if form.errors else 200


def offering_of(question: Question, differing: list[str]) -> SettleForm:
    form = offering(SettleForm(places=question.territories))
    form.keep_only(differing)
    names = [coding.by.name if coding.by else "" for coding in question.codings]
    kept = [("first", names[0] or _("The first reading")),
            ("second", names[1] or _("The second reading")),
            ("other", _("Something else, chosen below"))]  # fmt: skip
    for field in differing:
        form[f"pick_{field}"].form.chosen.choices = choices(kept)
    return form


def settled(question: Question, form: SettleForm, differing: list[str]):
    if not question.is_open:
        raise WrongState(question, "qualify")
    picks = {field: pick(form, field) for field in differing}
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".file", id=question.id)
        codings.settle(question, picks, current_user, _("Both blind readings name them."))
    flash(_("Question %(number)d is filed.", number=question.id))
    return back(question)


def pick(form: SettleForm, field: str) -> codings.Pick:
    about, value = form[f"pick_{field}"].form, form[field].data
    models = {"needs": KnowledgeNeed, "axes": ResearchAxis}
    value = rows(models[field], value or []) if field in models else value
    return codings.Pick(about.chosen.data, about.reason.data, value)


def said(field: str, value: list | str) -> list[str]:
    """What a reading says in a field, in the reader's language."""
    if field == "answer_kind":
        return [translated(ANSWER_KINDS[value])] if value else []
    named = {"needs": lambda need: need_label(need, "short"), "places": lambda place: place.name}
    name = named.get(field, lambda axis: in_language(axis, "title")[0])
    return [name(row) for row in codings.rows_of(field, value)]


@bp.get("/questions/lectures")
@permit(Permission.QUESTION_TRIAGE)
def agreement():
    """How often two readings agree, for each answer: counts, never a share of few."""
    whole, by_quarter = agreements()
    return render_template(
        "questions/agreement.html", whole=whole, by_quarter=by_quarter, fields=codings.FIELDS,
        criteria_of={code: label for code, (label, _weight) in CRITERIA.items()},
    )  # fmt: skip
