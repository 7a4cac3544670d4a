"""“Us too”: say it, confirm it by a mailed link, see what becomes of it, stop being told (A2.9)."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.question_exchanges import Support
from univasso.models.questions import Question, QuestionState
from univasso.policy import Permission, allows, speakers_of
from univasso.questions import links
from univasso.questions.forms.sharing import SupportForm
from univasso.questions.forms.workshops import SharedForm
from univasso.questions.services import closing, following, supports, wordings
from univasso.questions.views.asking import held
from univasso.questions.views.confirming import declined
from univasso.questions.views.door import bp
from univasso.web.access import permit, public
from univasso.web.forms import choices
from univasso.web.identity import reader
from univasso.web.language import current


@bp.route("/questions/<int:id>/nous-aussi", methods=["GET", "POST"])
@permit(Permission.QUESTION_READ, Question)
def share(question: Question):
    who = reader()
    known = supports.of(question, who)
    if known is not None:
        return redirect(url_for(".shared", key=links.support_key(known)), 303)
    if not supports.is_open(question):
        return render_template("questions/share_closed.html", question=question), 409
    form = prepared(who)
    if form.is_sent_and_valid():
        if form.website.data:  # a program: thanked, and not kept
            return render_template("questions/share_sent.html", question=question, email="")
        return shared_by(who, question, form) if who else sent_to_confirm(question, form)
    page = render_template(
        "questions/share.html", question=question, form=form, words=wordings.words_now(question)
    )
    return page, 422 if form.errors else 200


def prepared(who: User | None) -> SupportForm:
    """The form, filled by the question that this browser was writing, if any."""
    own, given = held(), {}
    if own is not None and own.state == QuestionState.DRAFT:
        given = {"context": own.situation or own.wish, "places": own.territories[:1],
                 "association_name": own.association_name, "email": own.contact_email}  # fmt: skip
    form = SupportForm(**given)
    spoken = speakers_of(who) if who else []
    form.association.choices = choices(
        [(0, _("Another one, or none"))] + [(a.id, a.name) for a in spoken]
    )
    if request.method == "GET":
        form.association.data = spoken[0].id if spoken else 0
    form.needs_email = who is None
    return form


def about(form: SupportForm, who: User | None) -> dict:
    """The context, as the form says it."""
    chosen = db.session.get(Association, form.association.data or 0)
    place = form.places.data[0] if form.places.data else None
    return {
        "context": form.context.data or "",
        "size": form.size.data or "",
        "territory": place,
        "association": chosen if who and chosen in speakers_of(who) else None,
        "association_name": form.association_name.data or "",
    }


def shared_by(who: User, question: Question, form: SupportForm):
    """Somebody signed in is counted at once."""
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".page", id=question.id)
            support = supports.share(question, about(form, who), who, current())
            work.leads_to = url_for(".shared", key=links.support_key(support))
    except supports.OwnQuestion:
        flash(_("This question is yours already."))
        return redirect(url_for(".follow", key=question.id), 303)
    flash(_("Thank you. You are told what becomes of it."))
    return redirect(work.leads_to, 303)


def sent_to_confirm(question: Question, form: SupportForm):
    """The same answer whether the address is known here or not."""
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".page", id=question.id)
        supports.ask_to_confirm(
            question, about(form, None), form.email.data, current(), request.remote_addr or ""
        )
    return render_template("questions/share_sent.html", question=question, email=form.email.data)


@bp.get("/questions/partage/<key>")
@public
def shared(key: str):
    """What becomes of a question that one shares; opening the link acts on nothing."""
    support = links.support_of(key)
    question = support.question
    may_read = allows(Permission.QUESTION_READ, reader(), question)
    return render_template(
        "questions/shared.html", key=key, support=support, question=question, may_read=may_read,
        steps=following.steps(question), words=wordings.words_now(question),
        agreed=wordings.current(question), is_open=supports.may_confirm(support),
        form=SharedForm(None, context=support.context),
    )  # fmt: skip


@bp.post("/questions/partage/<key>/<any(confirmer, arreter):act>")
@public
def act_on_support(key: str, act: str):
    support: Support = links.support_of(key)
    number, form = support.question_id, SharedForm()
    if act == "confirmer":
        if not supports.may_confirm(support):
            abort(409)
        words = form.context.data if form.is_sent_and_valid() else ""
        with transaction():
            supports.confirm(support, words or "")
        flash(_("Thank you. You are counted, and told what becomes of it."))
        return redirect(url_for(".shared", key=key), 303)
    is_kept, in_workshop = support.confirmed_at is not None, support.question.workshop is not None
    with transaction():
        closing.decline_sharing(support)
    told = _("You are no longer told about question %(number)d.", number=number)
    flash(told if is_kept or not in_workshop else declined())
    return redirect(url_for(".shared", key=key) if is_kept else url_for(".index"), 303)
