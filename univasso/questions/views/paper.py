"""The paper form, and what is read aloud once it was typed (A2★3)."""

import re

from flask import Response, render_template, request
from flask_babel import gettext as _

from univasso.models.questions import Question
from univasso.policy import Permission
from univasso.questions import mails, sheets
from univasso.questions.forms.asking import as_kept
from univasso.questions.views.door import bp
from univasso.web.access import permit, public
from univasso.web.language import current
from univasso.web.numbers import row_number

OWN = re.compile(r"[0-9A-Z./_-]{1,20}")  # a number that somebody gives to their own sheet


@bp.get("/questions/formulaire.pdf")
@public
def sheet():
    """The form to write on by hand: several copies have a number each."""
    given = as_kept(request.args.get("numero"))
    copies = min(row_number(request.args.get("exemplaires", "")) or 1, sheets.MOST)
    own = [given] if OWN.fullmatch(given) else []
    numbers = own or [sheets.new_number() for _copy in range(copies)]
    name = {"fr": "formulaire-question.pdf", "en": "question-form.pdf"}[current()]
    return Response(
        sheets.document(numbers), mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"},
    )  # fmt: skip


@bp.get("/questions/<int:id>/recu")
@permit(Permission.QUESTION_TRIAGE, Question)
def entered(question: Question):
    """The number of a question that was typed for somebody, to be read aloud, noted or printed."""
    page = _("Question no. %(number)d", number=question.id)
    return render_template(
        "questions/entered.html", question=question, name=page, phone=mails.phone_of(question)
    )
