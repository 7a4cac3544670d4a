"""Files of a question: added on its two pages, saved and taken away (A2.11, C1.3)."""

from collections.abc import Callable

from flask import Response, abort, flash, request
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.models.question_files import QuestionFile
from univasso.models.questions import Question
from univasso.policy import Permission
from univasso.questions.forms.attaching import AttachForm
from univasso.questions.services import attaching
from univasso.questions.views import file as dossier
from univasso.questions.views import following
from univasso.questions.views.door import bp
from univasso.web.access import permit
from univasso.web.uploads import kept_file, saved


def file_of(question: Question, number: int) -> QuestionFile:
    found = db.session.get(QuestionFile, number)
    if found is None or found.question_id != question.id:
        abort(404)
    return found


def added(question: Question, by: User | None, is_from_asker: bool, shown: Callable,
          back: Response):  # fmt: skip
    """Keep the file that was sent; or the page again, with what is to be corrected."""
    form = AttachForm()
    kept = kept_file(form)
    if not form.is_sent_and_valid():
        return shown(form)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = back.location
            attaching.add(question, kept, form.text.data or "", by, is_from_asker=is_from_asker)
    except attaching.Full:
        form.file.errors = [_("Five files at most: take one away first.")]
        return shown(form)
    except attaching.NotOpen:
        flash(_("Nothing more can be added to this question."), "error")
    else:
        flash(_("The file is added."))
    return back


def taken_away(file: QuestionFile, by: User | None, back: Response):
    with transaction():
        attaching.remove(file, by)
    flash(_("The file is taken away."))
    return back


@bp.post("/questions/suivi/<key>/fichiers")
@following.by_key(Permission.QUESTION_SPEAK)
def attach(question: Question, key: str):
    return added(
        question, following.signature(question)[0], True,
        lambda form: following.shown(key, question, attach=form), following.back(key),
    )  # fmt: skip


@bp.post("/questions/<int:id>/fichiers")
@permit(Permission.QUESTION_TRIAGE, Question)
def attach_to_file(question: Question):
    return added(
        question, current_user, False,
        lambda form: dossier.shown(question, attach=form), dossier.back(question),
    )  # fmt: skip


@bp.get("/questions/suivi/<key>/fichiers/<int:number>")
@following.by_key(Permission.QUESTION_FOLLOW)
def attached(question: Question, key: str, number: int):
    """One file, for whoever follows the question and for the coordination."""
    return saved(file_of(question, number))


@bp.post("/questions/suivi/<key>/fichiers/<int:number>/retirer")
@following.by_key(Permission.QUESTION_SPEAK)
def take_away(question: Question, key: str, number: int):
    found = file_of(question, number)
    if not found.is_from_asker:
        abort(404)
    return taken_away(found, following.signature(question)[0], following.back(key))


@bp.post("/questions/<int:id>/fichiers/<int:number>/retirer")
@permit(Permission.QUESTION_TRIAGE, Question)
def take_away_from_file(question: Question, number: int):
    return taken_away(file_of(question, number), current_user, dossier.back(question))
