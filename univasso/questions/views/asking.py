"""Asking a question: three plain questions, no account, and a draft that is never lost (A2.1–A2.5)."""

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.questions import Question, QuestionState
from univasso.policy import Permission, speakers_of
from univasso.questions import links, queries
from univasso.questions.forms.asking import EmailForm, EnteredForm, QuestionForm, WordsForm
from univasso.questions.services import asking, near
from univasso.questions.views import near as nearby
from univasso.questions.views.door import bp
from univasso.web.access import permit, public
from univasso.web.forms import choices
from univasso.web.identity import reader
from univasso.web.language import current
from univasso.web.numbers import row_number

WORDS = ("wish", "situation", "use", "uses", "taking_part", "deadline", "association_name",
         "visibility")  # fmt: skip
CONTACT = ("contact_name", "contact_email", "contact_phone")
HELD = "question"  # the number of the question that this browser has just written


def held() -> Question | None:
    """The question that this very browser wrote, until its outcome is elsewhere."""
    number = session.get(HELD)
    return db.session.get(Question, number) if number else None


def draft_of(who: User | None) -> Question | None:
    """The draft being written: one's own, by its number, or that of this browser."""
    number = row_number(request.args.get("brouillon", ""))
    if who is not None and number is not None:
        found = db.session.get(Question, number)
        if found is None or found.asker_id != who.id:
            abort(404)
    else:
        found = held()
    return found if found is not None and found.state == QuestionState.DRAFT else None


@bp.route("/questions/nouvelle", methods=["GET", "POST"])
@public
def new():
    who = reader()
    draft = draft_of(who)
    form = prepared(who, draft)
    if request.form.get("act") == "keep" or nearby.instead() is not None:
        return kept(form, who, draft)
    shown = []
    if form.is_sent_and_valid() or nearby.was_shown():
        if form.website.data:  # a program filled what people do not see: thanked, and not kept
            return render_template("questions/sent.html", question=None, form=EmailForm())
        shown = nearby.before_sending(form, who, draft)
        is_compared = nearby.was_shown() or not shown
        if not form.errors and is_looked_over(form) and is_compared:
            return sent(form, who, draft)
    page = render_template(
        "questions/new.html", form=form, draft=draft, personal=form.personal(), near=shown,
    )  # fmt: skip
    return page, 422 if form.errors else 200


def prepared(who: User | None, draft: Question | None) -> QuestionForm:
    """The form, filled by the draft or by what led here: the words of a search, an association."""
    given = {name: getattr(draft, name) for name in (*WORDS, *CONTACT)} if draft else {}
    if draft is None:
        given["wish"] = request.args.get("q", "")[:1500]
    form = QuestionForm(**given, places=draft.territories if draft else [])
    own = speakers_of(who) if who else []
    form.association.choices = choices(
        [(0, _("Another one, or none"))] + [(a.id, a.name) for a in own]
    )
    if request.method == "GET":
        asked = row_number(request.args.get("association", ""))
        first = draft.association_id if draft else (own[0].id if own else 0)
        form.association.data = asked if asked in {a.id for a in own} else (first or 0)
    form.needs_contact = who is None
    return form


def is_looked_over(form: QuestionForm) -> bool:
    """What may lead to a person is pointed out once before sending, and never blocks (A2.4)."""
    return not form.personal() or form.visibility.data == "programme" or "shown" in request.form


def about(form: WordsForm) -> dict:
    return {name: form[name].data for name in WORDS} | {"territories": form.places.data or []}


def kept(form: QuestionForm, who: User | None, draft: Question | None):
    """A draft may be almost empty; what is too long for its field is said, and stays in the form."""
    form.validate()
    wrong = [f for f in form if f.errors and f.data and f.name not in ("contact_email", "wish")]
    if wrong or len(form.wish.data or "") > 1500:
        return render_template(
            "questions/new.html", form=form, draft=draft, personal=[], near=[]
        ), 422
    form.contact_email.errors = form.wish.errors = ()
    question = write(form, who, draft)
    flash(_("Your draft is kept. Nobody else reads it."))
    if (other := nearby.instead()) is not None:
        return redirect(url_for(".share", id=other), 303)
    return redirect(url_for(".new", brouillon=question.id if who else None), 303)


def write(form: QuestionForm, who: User | None, draft: Question | None) -> Question:
    """Keep what is in the form, in the draft or in a new one."""
    with transaction():
        question = draft or asking.start({}, who, current())
        asking.write(question, about(form) | contact(form, who))
        near.remember(question, nearby.verdicts(), who)
        session[HELD] = question.id
    return question


def contact(form: QuestionForm, who: User | None) -> dict:
    """How whoever asks is reached, and the association for which they speak."""
    chosen = db.session.get(Association, form.association.data or 0)
    spoken = chosen if who and chosen in speakers_of(who) else None
    reached = {name: form[name].data or "" for name in CONTACT}
    if who is not None:
        reached |= {"contact_email": "", "contact_name": who.name}
    return reached | {"association": spoken}


def sent(form: QuestionForm, who: User | None, draft: Question | None):
    network = request.remote_addr or ""
    asking.check_limit(network)
    with transaction(once=request.form.get("once")) as work:
        question = draft or asking.start({}, who, current())
        asking.write(question, about(form) | contact(form, who))
        near.remember(question, nearby.verdicts(), who)
        asking.send(question, network)
        session[HELD] = question.id
        work.leads_to = url_for(".follow", key=question.id) if who else url_for(".sent")
    if who is not None:
        flash(_("Your question is sent."))
    return redirect(work.leads_to, 303)


@bp.route("/questions/envoyee", methods=["GET", "POST"], endpoint="sent")
@public
def sent_page():
    """What was sent, and where: a mistyped address is corrected here, and the former link dies."""
    question = held()
    if question is None or question.state == QuestionState.DRAFT:
        return redirect(url_for(".new"), 303)
    form = EmailForm(email=question.contact_email)
    if question.state == QuestionState.UNCONFIRMED and form.is_sent_and_valid():
        asking.check_limit(request.remote_addr or "")
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".sent")
            asking.correct_email(question, form.email.data)
        flash(_("The mail leaves for %(email)s; the former link no longer opens.",
                email=form.email.data))  # fmt: skip
        return redirect(url_for(".sent"), 303)
    by_phone = not question.contact_email and question.asker is None
    page = render_template(
        "questions/sent.html", question=question, form=form,
        key=links.key_of(question) if by_phone else "",
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post("/questions/brouillons/<int:id>/jeter")
@public
def drop(id: int):  # noqa: A002 — the name of the part of the address
    found, who = db.session.get(Question, id), reader()
    is_mine = found is not None and (
        (who is not None and found.asker_id == who.id) or session.get(HELD) == found.id
    )
    if not is_mine or found.state != QuestionState.DRAFT:
        abort(404)
    with transaction():
        asking.drop(found)
    session.pop(HELD, None)
    flash(_("The draft is thrown away."))
    return redirect(url_for(".mine") if who else url_for(".new"), 303)


@bp.get("/questions/miennes")
@permit(Permission.ACCOUNT_OWN)
def mine():
    return render_template("questions/mine.html", rows=queries.of_asker(reader()))


@bp.route("/questions/saisir", methods=["GET", "POST"])
@permit(Permission.QUESTION_TRIAGE)
def enter():
    """Type the words of somebody: on the telephone, in the room, on paper (C1.10)."""
    form = EnteredForm(sheet_number=request.args.get("feuille", "")[:20])
    if form.is_sent_and_valid():
        fields = (*CONTACT, "channel", "sheet_number")
        words = about(form) | {name: form[name].data or "" for name in fields}
        try:
            with transaction(once=request.form.get("once")) as work:
                question = asking.enter(words, reader(), current())
                work.leads_to = url_for(".entered", id=question.id)
        except asking.SheetKnown as known:
            form.sheet_number.errors = [_("This sheet was entered before, as question %(number)d.",
                                          number=known.question.id)]  # fmt: skip
            page = render_template("questions/enter.html", form=form, known=known.question)
            return page, 422
        return redirect(work.leads_to, 303)
    page = render_template("questions/enter.html", form=form, known=None)
    return page, 422 if form.errors else 200
