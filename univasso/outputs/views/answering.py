"""Which questions a publication answers: chosen while it is looked after, told once all can read it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import transaction
from univasso.models.outputs import Output
from univasso.models.questions import Question
from univasso.outputs.forms.answering import AnsweringForm
from univasso.outputs.services import answering
from univasso.outputs.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.forms import choices
from univasso.web.typography import typo

LONGEST = 160  # characters of a question in the list


@bp.route("/productions/<int:id>/questions", methods=["GET", "POST"])
@permit(Permission.OUTPUT_MODERATE, Output)
def answering_questions(output: Output):
    near, told = answering.near_to(output, current_user), answering.told(output)
    linked = answering.linked(output)
    offered = [*linked, *(one.row for one in near), *answering.of_its_needs(output)]
    form = AnsweringForm(questions=[question.id for question in linked])
    form.questions.choices = choices(_line(q) for q in dict.fromkeys(offered) if q.id not in told)
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".page", id=output.id)
            unknown = answering.choose(output, form.numbers() | told, current_user)
        flash(_("Noted. Whoever asked is asked whether it answers, once everybody can read it."))
        if unknown:
            words = ", ".join(map(str, sorted(unknown)))
            flash(_("Left out, because they are no open or settled questions: %(numbers)s",
                    numbers=words), "error")  # fmt: skip
        return redirect(url_for(".page", id=output.id), 303)
    page = render_template(
        "outputs/answering.html", form=form, output=output, near=near,
        told=[question for question in linked if question.id in told],
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _line(question: Question) -> tuple[int, str]:
    words = question.wish if len(question.wish) <= LONGEST else f"{question.wish[:LONGEST]}…"
    words = typo(words, question.language)
    return question.id, _("No. %(number)d: %(wish)s", number=question.id, wish=words)
