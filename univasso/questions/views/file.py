"""The file of a question, for the coordination: words first, then all that is known and done (C1.3)."""

from collections.abc import Iterable

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from univasso.core import history
from univasso.core.db import db, transaction
from univasso.core.workflow import WrongState
from univasso.models.accounts import User
from univasso.models.questions import QUESTION, Question
from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis
from univasso.policy import Permission
from univasso.questions import queries
from univasso.questions.forms.asking import WordingAnswerForm
from univasso.questions.forms.attaching import AttachForm
from univasso.questions.forms.codings import ReadersForm
from univasso.questions.forms.ties import LinkForm
from univasso.questions.forms.triage import (
    AskForm,
    BecauseForm,
    FilingForm,
    LineForm,
    QualifyForm,
    WordingForm,
)
from univasso.questions.looking import Looking
from univasso.questions.services import deciding, desks, supports, triage, wordings
from univasso.questions.views import near as nearby
from univasso.questions.views.door import bp
from univasso.web.access import permit
from univasso.web.forms import apart, choices
from univasso.web.needs_field import need_label, proposed_needs
from univasso.web.redirects import safe_next
from univasso.web.wording import in_language


@bp.get("/questions/<int:id>/dossier")
@permit(Permission.QUESTION_TRIAGE, Question)
def file(question: Question):
    return shown(question)


def shown(question: Question, **forms):
    """The page, with the form that was sent if it is to be corrected."""
    waiting = wordings.waiting(question)
    given = {
        "attach": AttachForm(None),
        "qualify": qualify_form(question),
        "ask": AskForm(None),
        "note": LineForm(None),
        "wording": WordingForm(None),
        "answer": WordingAnswerForm(None, text=waiting.text if waiting else ""),
        "link": LinkForm(None),
        "readers": readers_form(ReadersForm(None, one=current_user.id, two=colleague())),
        **forms,
    }
    entries = history.of(question)
    page = render_template(
        "questions/file.html", question=question, forms=apart(given), waiting=waiting,
        agreed=wordings.current(question), words=wordings.words_now(question),
        others=others_looking(question),
        entries=entries, people=names_of(entries), team=desks.coordinators(),
        decision=queries.waiting_decision(question), near=nearby.of_question(question),
        supports=supports.contexts(question),
    )  # fmt: skip
    return page, 422 if any(form.errors for form in forms.values()) else 200


def others_looking(question: Question) -> list[tuple[str, int]]:
    """Who else has it open, and for how many minutes; that one looks oneself is noted too."""
    seen = looking().look(question.id, current_user)
    return [(db.session.get(User, number).name, minutes) for number, minutes in seen]


def looking() -> Looking:
    """Who has which file open, as this process knows."""
    return current_app.extensions.setdefault("looking", Looking())


def names_of(entries) -> dict[int, User]:
    """Who did what is in a history, by number."""
    numbers = {entry.by_id for entry in entries if entry.by_id}
    return {u.id: u for u in db.session.scalars(select(User).where(User.id.in_(numbers)))}


def qualify_form(question: Question, sent: bool = False) -> QualifyForm:
    """The form of filing, as the question stands; or as it was sent."""
    given = {
        "needs": [need.id for need in question.needs],
        "axes": [axis.id for axis in question.axes],
        "places": question.territories,
        "answer_kind": question.answer_kind,
        "urgency": question.urgency,
    }
    form = QualifyForm(**given) if sent else QualifyForm(None, **given)
    return offering(form, question.needs)


def offering(form: FilingForm, held: Iterable[KnowledgeNeed] = ()) -> FilingForm:
    """A form of filing, with the needs in force and those that are ``held``, and the axes."""
    needs = proposed_needs(held)
    form.needs.choices = choices((need.id, need_label(need, "short")) for need in needs)
    axes = db.session.scalars(select(ResearchAxis).order_by(ResearchAxis.number))
    form.axes.choices = choices((axis.id, in_language(axis, "title")[0]) for axis in axes)
    return form


def readers_form(form: ReadersForm) -> ReadersForm:
    """The form that asks two of the team to read a question."""
    form.one.choices = form.two.choices = choices((c.id, c.name) for c in desks.coordinators())
    return form


def colleague() -> int:
    """Somebody else of the team, to be proposed; 0 when there is nobody."""
    return next((c.id for c in desks.coordinators() if c.id != current_user.id), 0)


def back(question: Question):
    return redirect(url_for(".file", id=question.id), 303)


@bp.post("/questions/<int:id>/qualifier")
@permit(Permission.QUESTION_TRIAGE, Question)
def qualify(question: Question):
    form = qualify_form(question, sent=True)
    if not form.is_sent_and_valid():
        return shown(question, qualify=form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = came_back = safe_next(
            request.form.get("next"), url_for(".file", id=question.id)
        )
        triage.qualify(
            question, rows(KnowledgeNeed, form.needs.data), current_user, reason=form.reason.data,
            axes=rows(ResearchAxis, form.axes.data), territories=form.places.data,
            answer_kind=form.answer_kind.data, urgency=form.urgency.data,
        )  # fmt: skip
        if form.wording.data and wordings.waiting(question) is None:
            wordings.propose(question, form.wording.data, form.wording_reason.data, current_user)
    looking().leave(question.id, current_user)
    flash(_("Question %(number)d is filed.", number=question.id))
    return redirect(came_back, 303)


def rows(model: type, numbers: list[int]) -> list:
    return list(
        db.session.scalars(select(model).where(model.id.in_(numbers)).order_by(model.number))
    )


@bp.post("/questions/<int:id>/preciser")
@permit(Permission.QUESTION_TRIAGE, Question)
def ask_more(question: Question):
    form = AskForm()
    if not form.is_sent_and_valid():
        return shown(question, ask=form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".file", id=question.id)
        triage.ask_more(question, form.text.data, form.reopened.data or [], current_user)
    flash(_("Asked. The promised day waits until the answer comes."))
    return back(question)


@bp.post("/questions/<int:id>/<any(note, message):act>")
@permit(Permission.QUESTION_TRIAGE, Question)
def say(question: Question, act: str):
    """A private note, or a word to whoever asks."""
    form = LineForm()
    if not form.is_sent_and_valid():
        return shown(question, note=form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".file", id=question.id)
        (triage.note if act == "note" else triage.message)(question, form.text.data, current_user)
    flash(_("The note is kept.") if act == "note" else _("Your message leaves."))
    return back(question)


@bp.post("/questions/<int:id>/formuler")
@permit(Permission.QUESTION_TRIAGE, Question)
def propose(question: Question):
    form = WordingForm()
    if not form.is_sent_and_valid():
        return shown(question, wording=form)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".file", id=question.id)
            wordings.propose(question, form.text.data, form.reason.data, current_user)
    except wordings.OneWaits:
        flash(_("A wording already awaits an answer."), "error")
        return back(question)
    flash(_("Proposed to whoever asks."))
    return back(question)


@bp.post("/questions/<int:id>/formulation")
@permit(Permission.QUESTION_TRIAGE, Question)
def answer_wording_of_asker(question: Question):
    """Answer the wording that whoever asks has corrected."""
    wording, form = wordings.waiting(question), WordingAnswerForm()
    if wording is None or not wording.is_from_asker:
        abort(409)
    if not form.is_sent_and_valid():
        return shown(question, answer=form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".file", id=question.id)
        who = current_user
        if form.answer.data == "accept":
            wordings.accept(wording, who, who.name)
            triage.act(question)
        elif form.answer.data == "amend":
            wordings.amend(wording, form.text.data, form.reason.data, who, who.name)
        else:
            wordings.decline(wording, form.reason.data, who, who.name)
    flash(_("Your answer is noted, with its day."))
    return back(question)


STEPS = {
    "hide": triage.hide,
    "show": triage.show,
    "reopen": deciding.reopen,
    "resume": lambda question, _reason, by: triage.resume(question, by),
}


@bp.route(
    "/questions/<int:id>/etapes/<any(hide, show, reopen, resume):act>", methods=["GET", "POST"]
)
@permit(Permission.QUESTION_TRIAGE, Question)
def step(question: Question, act: str):
    """A step that asks for a reason, which is told to whoever asks."""
    form = BecauseForm()
    if act == "reopen" and question.grouped_into_id:
        return redirect(url_for(".split", id=question.id), 303)
    if act not in QUESTION.open_verbs(question):
        raise WrongState(question, act)
    if (act == "resume" and request.method == "POST") or form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".file", id=question.id)
            STEPS[act](question, form.text.data or "", current_user)
        flash(_("Done."))
        return back(question)
    page = render_template("questions/step.html", form=form, question=question, verb=act)
    return page, 422 if form.errors else 200
