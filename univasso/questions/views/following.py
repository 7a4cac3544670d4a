"""Following one's question: what was said, who has it, what is awaited from oneself (A2.6, A2★2).

The key of the address is the secret of a mailed link, or the number of the question for whoever is
signed in: both lead to the same page, which does the same things.
"""

from collections.abc import Callable
from functools import wraps

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from univasso.core import history
from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.models.question_words import Visibility
from univasso.models.questions import QUESTION, Question, QuestionState
from univasso.policy import Permission, allows
from univasso.questions import links, mails
from univasso.questions.forms.asking import (
    ReasonForm,
    ReplyForm,
    WordingAnswerForm,
    WordsAgainForm,
)
from univasso.questions.forms.attaching import AttachForm
from univasso.questions.forms.deciding import HandoverForm, VerdictForm
from univasso.questions.forms.grouping import TogetherForm
from univasso.questions.forms.ties import ApartForm
from univasso.questions.forms.workshops import SaidForm
from univasso.questions.services import asking, following, triage, wordings
from univasso.questions.views.door import bp
from univasso.web.access import public, require
from univasso.web.forms import apart
from univasso.web.identity import reader
from univasso.web.numbers import row_number


def by_key(permission: Permission) -> Callable:
    """Guard a view whose address holds a key: whoever has the secret of a mail passes, whoever is
    signed in passes as ``permit`` says. The view receives the question, its key, and what
    else the address holds."""

    def guard(view: Callable) -> Callable:
        @wraps(view)
        def guarded(key: str, **rest):
            number = row_number(key)
            question = (
                links.question_of(key) if number is None else db.session.get(Question, number)
            )
            if question is None:
                abort(404)
            if number is not None:
                require(permission, question)
            return view(question, key, **rest)

        guarded.asks = permission
        return public(guarded)

    return guard


def signature(question: Question) -> tuple[User | None, str]:
    """Who acts, and the name with which what they say is signed."""
    who = reader()
    who = who if allows(Permission.QUESTION_SPEAK, who, question) else None
    return who, (who.name if who else question.contact_name or question.who or _("Whoever asked"))


@bp.get("/questions/suivi/<key>")
@by_key(Permission.QUESTION_FOLLOW)
def follow(question: Question, key: str):
    return shown(key, question)


def shown(key: str, question: Question, **forms):
    """The page, with the form that was sent if it is to be corrected."""
    waiting = wordings.waiting(question)
    given = {
        "attach": AttachForm(None),
        "reply": ReplyForm(None),
        "answer": WordingAnswerForm(None, text=waiting.text if waiting else ""),
        "verdict": VerdictForm(None),
        "handover": HandoverForm(None),
        "together": TogetherForm(None),
        "said": SaidForm(None, obj=question),
        "apart": ApartForm(None),
        **forms,
    }
    page = render_template(
        "questions/follow.html", key=key, question=question, waiting=waiting,
        agreed=wordings.current(question), words=wordings.words_now(question),
        steps=following.steps(question), requests=following.requests(question),
        entries=history.of(question), forms=apart(given),
        phone=mails.phone_of(question),
        speaks=row_number(key) is None or allows(Permission.QUESTION_SPEAK, reader(), question),
    )  # fmt: skip
    return page, 422 if any(form.errors for form in forms.values()) else 200


def back(key: str):
    return redirect(url_for(".follow", key=key), 303)


@bp.post("/questions/suivi/<key>/confirmer")
@by_key(Permission.QUESTION_SPEAK)
def confirm(question: Question, key: str):
    if question.state == QuestionState.UNCONFIRMED:
        with transaction():
            asking.confirm(question)
        flash(_("Thank you. The coordination has your question."))
    return back(key)


@bp.post("/questions/suivi/<key>/repondre")
@by_key(Permission.QUESTION_SPEAK)
def reply(question: Question, key: str):
    form = ReplyForm()
    if not form.is_sent_and_valid():
        return shown(key, question, reply=form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".follow", key=key)
        triage.reply(question, form.text.data, signature(question)[0])
    flash(_("Thank you. Your answer is with the coordination."))
    return back(key)


@bp.post("/questions/suivi/<key>/formulation")
@by_key(Permission.QUESTION_SPEAK)
def answer_wording(question: Question, key: str):
    wording, form = wordings.waiting(question), WordingAnswerForm()
    if wording is None or wording.is_from_asker:
        abort(409)
    if not form.is_sent_and_valid():
        return shown(key, question, answer=form)
    who, name = signature(question)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".follow", key=key)
        if form.answer.data == "accept":
            wordings.accept(wording, who, name)
        elif form.answer.data == "amend":
            wordings.amend(wording, form.text.data, form.reason.data, who, name)
        else:
            wordings.decline(wording, form.reason.data, who, name)
    flash(_("Thank you. Your answer is noted, with its day."))
    return back(key)


@bp.route("/questions/suivi/<key>/corriger", methods=["GET", "POST"])
@by_key(Permission.QUESTION_SPEAK)
def correct(question: Question, key: str):
    """Say one's question again; the first words stay."""
    form = WordsAgainForm(text=wordings.words_now(question))
    if form.is_sent_and_valid():
        who, name = signature(question)
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".follow", key=key)
            wordings.correct_words(question, form.text.data, form.reason.data, who, name)
        flash(_("Your new words are kept beside the first ones."))
        return back(key)
    page = render_template("questions/correct.html", form=form, key=key, question=question)
    return page, 422 if form.errors else 200


@bp.route("/questions/suivi/<key>/retirer", methods=["GET", "POST"])
@by_key(Permission.QUESTION_SPEAK)
def retract(question: Question, key: str):
    form = ReasonForm()
    if "retract" not in QUESTION.open_verbs(question):
        return back(key)
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".follow", key=key)
            triage.retract(question, signature(question)[0], form.text.data)
        flash(_("Your question is taken back. It is no longer shown to anybody."))
        return back(key)
    page = render_template("questions/retract.html", form=form, key=key, question=question)
    return page, 422 if form.errors else 200


@bp.post("/questions/suivi/<key>/second-regard")
@by_key(Permission.QUESTION_SPEAK)
def appeal(question: Question, key: str):
    form = ReplyForm()
    if question.state != QuestionState.HIDDEN:
        return back(key)
    if not form.is_sent_and_valid():
        return shown(key, question, reply=form)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".follow", key=key)
        triage.appeal(question, form.text.data, signature(question)[0])
    flash(_("Somebody else of the coordination looks at it."))
    return back(key)


@bp.post("/questions/suivi/<key>/visibilite")
@by_key(Permission.QUESTION_SPEAK)
def choose_visibility(question: Question, key: str):
    """Who may read it, and whether its way to a research question may be read too (A2.4, A2★1)."""
    chosen = request.form.get("visibility", "")
    if chosen not in set(Visibility):
        abort(400)
    with transaction():
        following.choose_visibility(
            question, Visibility(chosen), "history" in request.form, signature(question)[0]
        )
    flash(_("Your choice is kept, and holds from now on."))
    return back(key)
