"""“Does it answer?”, said by whoever asked and by those who share the question (A2.12)."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from univasso.core.db import transaction
from univasso.models.question_outcomes import Answer
from univasso.models.questions import Question
from univasso.policy import Permission
from univasso.questions import links
from univasso.questions.forms.deciding import VerdictForm
from univasso.questions.services import answers
from univasso.questions.views import following
from univasso.questions.views.door import bp
from univasso.web.access import public
from univasso.web.identity import reader
from univasso.web.numbers import row_number


def say(answer: Answer, form: VerdictForm, who, leads_to: str) -> None:
    """Write the verdict down, or say that one already gave it."""
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = leads_to
            answers.judge(answer, form.verdict.data, form.words.data or "", who)
    except answers.AnsweredAlready:
        flash(_("Your answer was already noted; it is not asked twice."), "error")
        return
    if answer.verdict == "no":
        flash(_("Thank you. The question is open again, and the coordination knows why."))
    else:
        flash(_("Thank you. Your answer is noted, with its day."))


def shown_in(question: Question, now: Answer | None) -> Answer | None:
    """The answer that the form was about: another publication may have come out since."""
    number = row_number(request.form.get("answer", ""))
    same = (row for row in question.answers if now and row.support_id == now.support_id)
    return next((row for row in same if row.id == number), now)


@bp.post("/questions/suivi/<key>/reponse")
@following.by_key(Permission.QUESTION_SPEAK)
def judge(question: Question, key: str):
    answer, form = shown_in(question, answers.of_asker(question)), VerdictForm()
    if answer is None:
        abort(409)
    if not form.is_sent_and_valid():
        return following.shown(key, question, verdict=form)
    say(answer, form, following.signature(question)[0], url_for(".follow", key=key))
    return following.back(key)


@bp.route("/questions/reponses/<key>", methods=["GET", "POST"])
@public
def shared_answer(key: str):
    """The same question, asked of somebody who said “us too”."""
    support, form = links.support_of(key), VerdictForm()
    answer = shown_in(support.question, answers.of_support(support))
    if answer is None:
        abort(404)
    if form.is_sent_and_valid():
        who = support.user if support.user == reader() else None
        say(answer, form, who, url_for(".shared_answer", key=key))
        return redirect(url_for(".shared_answer", key=key), 303)
    page = render_template(
        "questions/shared_answer.html", form=form, answer=answer, key=key,
        question=support.question,
    )  # fmt: skip
    return page, 422 if form.errors else 200
