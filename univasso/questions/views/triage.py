"""The inbox of the coordination: all that waits, the nearest promise first (C1.1, C1.2)."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import func, select

from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.models.questions import Question
from univasso.policy import Permission
from univasso.questions import queries
from univasso.questions.services import desks, triage, wordings
from univasso.questions.views import near as nearby
from univasso.questions.views.door import bp
from univasso.questions.views.file import others_looking, qualify_form
from univasso.web.access import permit
from univasso.web.lists import here, page_of
from univasso.web.numbers import row_number


@bp.get("/questions/tri", endpoint="triage")
@permit(Permission.QUESTION_TRIAGE)
def inbox():
    """The list and, beside it, the question of the address if it names one."""
    chosen = chosen_inbox()
    found = chosen.select(current_user)
    page = page_of(db.session.scalar(select(func.count()).select_from(found.subquery())))
    rows = db.session.scalars(
        found.offset(page.offset).limit(page.size).options(*queries.LINES)
    ).all()
    return render_template(
        "questions/triage.html", inbox=chosen, rows=rows, page=page, needs=queries.needs_in_force(),
        counts=queries.inbox_counts(), here_away=desks.of(current_user), at=here,
        overdue={h.question_id for h in queries.overdue_handovers()}, team=desks.coordinators(),
        **beside(row_number(request.args.get("question", ""))),
    )  # fmt: skip


def beside(number: int | None) -> dict:
    """The question that is looked at beside the list, with its form of filing and what is near."""
    question = db.session.get(Question, number) if number else None
    if question is None or question.state in ("draft", "unconfirmed"):
        return {"question": None}
    return {
        "question": question,
        "form": qualify_form(question),
        "waiting": wordings.waiting(question),
        "words": wordings.words_now(question),
        "near": nearby.of_question(question),
        "others": others_looking(question),
    }


def chosen_inbox() -> queries.Inbox:
    """What the address asks for; an unknown view is what waits."""
    view, whose = request.args.get("vue", "a-traiter"), request.args.get("pour", "")
    return queries.Inbox(
        view=view if view in queries.INBOX else "a-traiter",
        whose=whose if whose in ("mine", "nobody", "late") else "",
        need=row_number(request.args.get("besoin", "")),
        words=request.args.get("q", "")[:200],
    )


@bp.post("/questions/<int:id>/confier")
@permit(Permission.QUESTION_TRIAGE, Question)
def assign(question: Question):
    """Take it, give it to a colleague, or leave it to whoever comes."""
    number = row_number(request.form.get("user", ""))
    to = db.session.get(User, number) if number is not None else None
    if to is not None and to not in desks.coordinators():
        abort(404)
    with transaction():
        triage.assign(question, to, current_user)
    flash(_("Entrusted to %(name)s.", name=to.name) if to else _("Left to whoever comes."))
    return redirect(url_for(".file", id=question.id), 303)
