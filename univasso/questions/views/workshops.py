"""Workshops: opened, led on the screen of the room, closed; what became of their notes (A2★4)."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from univasso.core import clock
from univasso.core.db import transaction
from univasso.models.workshops import Workshop
from univasso.policy import Permission
from univasso.questions.forms.workshops import NoteForm, WorkshopForm, guests_of
from univasso.questions.services import closing
from univasso.questions.services import workshops as services
from univasso.questions.views.door import bp
from univasso.web.access import permit
from univasso.web.language import current


@bp.get("/questions/ateliers")
@permit(Permission.WORKSHOP_LEAD)
def workshops():
    return render_template("questions/workshops.html", rows=services.all_of_them())


@bp.route("/questions/ateliers/nouveau", methods=["GET", "POST"])
@permit(Permission.WORKSHOP_LEAD)
def new_workshop():
    form = WorkshopForm(held_on=clock.today())
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            opened = services.start(form.values(), guests_of(form.people.data), current_user)
            work.leads_to = url_for(".room", id=opened.id)
        return redirect(work.leads_to, 303)
    page = render_template("questions/workshop_edit.html", form=form, workshop=None)
    return page, 422 if form.errors else 200


@bp.route("/questions/ateliers/<int:id>/modifier", methods=["GET", "POST"])
@permit(Permission.WORKSHOP_LEAD, Workshop)
def edit_workshop(workshop: Workshop):
    form = WorkshopForm(obj=workshop)
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".room", id=workshop.id)
            before = {guest.id: guest.email for guest in workshop.guests}
            services.save(workshop, form.values(), guests_of(form.people.data), current_user,
                          form.version.data)  # fmt: skip
            for guest in workshop.guests:
                if guest.email and before.get(guest.id) not in (guest.email, "", None):
                    closing.correct_email(guest, before[guest.id])
        flash(_("Saved."))
        return redirect(work.leads_to, 303)
    page = render_template("questions/workshop_edit.html", form=form, workshop=workshop)
    return page, 422 if form.errors else 200


@bp.get("/questions/ateliers/<int:id>")
@permit(Permission.WORKSHOP_LEAD, Workshop)
def room(workshop: Workshop):
    return shown(workshop, NoteForm(None))


def shown(workshop: Workshop, form: NoteForm, status: int = 200, **chosen):
    """The screen of the room; once it is closed, what became of the notes."""
    if workshop.closed_at is not None:
        waiting = [note for note in workshop.notes if note.sent_at is None]
        return render_template(
            "questions/workshop.html", workshop=workshop, groups=services.groups(workshop),
            waiting=waiting, form=form,
        ), status  # fmt: skip
    page = render_template(
        "questions/room.html", workshop=workshop, form=form, groups=services.groups(workshop),
        can_undo=bool(services.last_step(workshop, current_user)),
        **{"ticked": [], "heading": "", "problem": "", **chosen},
    )  # fmt: skip
    return page, status


@bp.route("/questions/ateliers/<int:id>/cloturer", methods=["GET", "POST"])
@permit(Permission.WORKSHOP_LEAD, Workshop)
def close_workshop(workshop: Workshop):
    """What leaves to whom is seen before it leaves."""
    if request.method == "POST":
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".room", id=workshop.id)
            count = closing.close(workshop, current_user, current())
        flash(ngettext("%(num)d association is written to.", "%(num)d associations are written to.",
                       count) if count else _("The workshop is closed; nobody is written to."))  # fmt: skip
        return redirect(work.leads_to, 303)
    return render_template("questions/workshop_close.html", workshop=workshop,
                           sendings=closing.plan(workshop))  # fmt: skip
