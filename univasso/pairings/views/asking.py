"""Asking: the coordination asks both sides, a researcher asks an association (R4.2, C2.9)."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core import clock
from univasso.core.db import transaction
from univasso.core.workflow import WrongState
from univasso.models.associations import Association
from univasso.models.pairings import Pairing, PairingState, Side
from univasso.pairings import mails, queries, telling
from univasso.pairings.barriers import RULES
from univasso.pairings.forms.asking import USUAL, AskForm, RequestForm
from univasso.pairings.services import answering, asking, keeping
from univasso.pairings.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.forms import choices


@bp.route("/mises-en-relation/<int:id>/solliciter", methods=["GET", "POST"])
@permit(Permission.PAIRING_WORK, Pairing)
def ask(pairing: Pairing):
    """The request to both sides: written, read as they will read it, then sent."""
    if pairing.state != PairingState.KEPT:
        raise WrongState(pairing, "ask")
    others = [p for p in answering.kept_with(pairing) if p.id != pairing.id]
    form = _ask_form(pairing, others)
    stopped = None
    if form.is_sent_and_valid() and request.form.get("act") != "correct":
        if request.form.get("act") != "ask":
            return _previewed(form, pairing, url_for(".ask", id=pairing.id))
        chosen = [pairing, *(p for p in others if p.id in form.together.data)]
        try:
            return _asked(form, chosen)
        except keeping.Stopped as fault:
            stopped = fault
    page = render_template(
        "pairings/ask.html", form=form, pairing=pairing, others=others, stopped=stopped,
        people={side: telling.people_of(pairing, side) for side in Side},
    )  # fmt: skip
    return page, 422 if form.errors or stopped else 200


def _ask_form(pairing: Pairing, others: list[Pairing]) -> AskForm:
    usual = {"answer_by": clock.today() + USUAL, "is_sole": True}
    form = AskForm(**usual, why=telling.why(pairing)) if request.method == "GET" else AskForm()
    form.together.choices = choices([(p.id, p.candidate.name) for p in others])
    return form


def _previewed(form: RequestForm, pairing: Pairing, address: str, **about):
    return render_template(
        "pairings/ask_preview.html", form=form, pairing=pairing, address=address,
        messages=mails.previews(pairing, form.request()), passed=_reasons(), **about,
    )  # fmt: skip


def _reasons() -> dict[str, str]:
    """Why each rule is gone past, as it was typed."""
    return {rule: words for rule in RULES if (words := request.form.get(f"reason-{rule}", ""))}


def _asked(form: AskForm, chosen: list[Pairing]):
    [first, *_others] = chosen
    back = url_for(".bench", id=first.question_id)
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".page", id=first.id)
            asking.ask_together(chosen, form.request(), current_user, _reasons(), form.is_sole.data)
    except keeping.NotToBePaired:
        flash(_("This question no longer waits for somebody: nothing was sent."), "error")
        return redirect(back, 303)
    flash(_("Sent to both sides. You see here what each answers."))
    return redirect(url_for(".page", id=first.id), 303)


@bp.route("/annuaire/associations/<int:id>/solliciter", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_SOLICIT, Association)
def ask_association(association: Association):
    """A researcher asks an association to work together."""
    researcher = current_user.profile
    earlier = asking.asked_lately(researcher, association)
    if earlier is not None:
        return _shown_first(earlier)
    form = RequestForm(answer_by=clock.today() + USUAL)
    stops = asking.stopped_by(researcher, association)
    waiting = asking.open_requests(researcher)
    most = current_app.config["OPEN_REQUESTS"]
    if stops or len(waiting) >= most:
        return render_template("pairings/ask_closed.html", association=association, stops=stops,
                               waiting=waiting, most=most), 409  # fmt: skip
    if form.is_sent_and_valid() and request.form.get("act") != "correct":
        if request.form.get("act") != "ask":
            draft = Pairing(
                association=association, researcher=researcher, asked_from=Side.RESEARCH
            )
            address = url_for(".ask_association", id=association.id)
            return _previewed(form, draft, address)
        return _asked_directly(form, association, most)
    page = render_template(
        "pairings/ask_association.html", form=form, association=association,
        requests_this_year=queries.solicitations_this_year(association),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _shown_first(pairing: Pairing):
    flash(_("You asked this association already: here is your request."))
    return redirect(url_for(".page", id=pairing.id), 303)


def _asked_directly(form: RequestForm, association: Association, most: int):
    try:
        with transaction(once=request.form.get("once")) as work:
            pairing = asking.ask_directly(
                current_user.profile, association, form.request(), current_user, most
            )
            work.leads_to = url_for(".page", id=pairing.id)
    except asking.AskedLately as fault:
        return _shown_first(fault.pairing)
    except (keeping.Stopped, asking.TooManyOpen):  # since the page was opened: it says why
        return redirect(url_for(".ask_association", id=association.id), 303)
    flash(_("Sent. You see here what they answer."))
    return redirect(url_for(".page", id=pairing.id), 303)
