"""On the screen of the room: add a note, correct it, group, take apart, move, undo (A2★4)."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.models.workshops import Workshop, WorkshopNote
from univasso.policy import Permission
from univasso.questions.forms.workshops import NoteForm
from univasso.questions.services import workshops as services
from univasso.questions.views.door import bp
from univasso.questions.views.workshops import shown
from univasso.web.access import permit
from univasso.web.forms import one_line
from univasso.web.numbers import row_number


@bp.post("/questions/ateliers/<int:id>/notes")
@permit(Permission.WORKSHOP_LEAD, Workshop)
def add_note(workshop: Workshop):
    """The key of the form is the note's own: sent again after a cut, it is not taken twice."""
    form = NoteForm()
    if not form.is_sent_and_valid():
        return shown(workshop, form, 422)
    with transaction(once=request.form.get("once")) as work:
        note = services.add(workshop, form.text.data, form.who.data or "", current_user)
        work.leads_to = url_for(".room", id=workshop.id, _anchor=f"note-{note.id}")
    return redirect(work.leads_to, 303)


@bp.route("/questions/ateliers/<int:id>/notes/<int:number>", methods=["GET", "POST"])
@permit(Permission.WORKSHOP_LEAD, Workshop)
def correct_note(workshop: Workshop, number: int):
    note = note_of(workshop, number)
    form = NoteForm(obj=note)
    where = url_for(".room", id=workshop.id, _anchor=f"note-{note.id}")
    if form.is_sent_and_valid():
        try:
            with transaction(once=request.form.get("once")) as work:
                work.leads_to = where
                services.correct(
                    note, form.text.data, form.who.data or "", current_user, form.version.data
                )
        except services.WorkshopClosed:
            flash(_("This note has left: whoever said it may correct it."), "warning")
        return redirect(where, 303)
    page = render_template("questions/note.html", workshop=workshop, one=note, form=form)
    return page, 422 if form.errors else 200


def note_of(workshop: Workshop, number: int | None) -> WorkshopNote:
    found = db.session.get(WorkshopNote, number or 0)
    if found is None or found.workshop_id != workshop.id or found.dropped_at is not None:
        abort(404)
    return found


@bp.post("/questions/ateliers/<int:id>/ranger")
@permit(Permission.WORKSHOP_LEAD, Workshop)
def arrange(workshop: Workshop):
    """One act on the notes, named by the button: ``gather``, ``undo``, ``up-12``, ``split-12``…"""
    act, _dash, number = request.form.get("act", "").partition("-")
    if act not in ACTS:
        abort(400)
    note = note_of(workshop, row_number(number)) if number else None
    try:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".room", id=workshop.id, _anchor=f"note-{number}")
            ACTS[act](workshop, note)
    except services.WorkshopClosed:
        flash(_("The workshop was closed meanwhile: nothing was moved."), "warning")
    except services.NothingToUndo:
        flash(_("There is nothing of yours to undo, or somebody changed it since."), "warning")
    except services.NoHeading:
        return shown(
            workshop, NoteForm(None), 422, ticked=ticked(), heading=request.form.get("heading", ""),
            problem=_("Tick the notes that go together, and give their group a name."),
        )  # fmt: skip
    return redirect(
        url_for(".room", id=workshop.id, _anchor=f"note-{number}" if number else None), 303
    )


def ticked() -> list[int]:
    return [n for n in map(row_number, request.form.getlist("notes")) if n is not None]


def gather(workshop: Workshop, _note: WorkshopNote | None) -> None:
    notes = [note for note in workshop.notes if note.id in ticked()]
    if not notes:  # Enter in the name of a group presses the first button of the form
        rename_typed(workshop)
    else:
        heading = one_line(request.form.get("heading"))[:200]
        services.gather(workshop, notes, heading, current_user)


def rename(workshop: Workshop, note: WorkshopNote) -> None:
    services.rename(workshop, note.heading, new_name(note), current_user)


def new_name(note: WorkshopNote) -> str:
    return one_line(request.form.get(f"heading-{note.id}"))[:200]


def rename_typed(workshop: Workshop) -> None:
    """The group whose name was typed otherwise. Raises ``NoHeading`` when there is none."""
    for note in workshop.notes:
        if new_name(note) not in ("", note.heading):
            return rename(workshop, note)
    raise services.NoHeading


ACTS = {
    "gather": gather,
    "rename": rename,
    "split": lambda room, note: services.split(room, note.heading, current_user),
    "out": lambda room, note: services.take_out(room, note, current_user),
    "up": lambda room, note: services.move(room, note, current_user, up=True),
    "down": lambda room, note: services.move(room, note, current_user, up=False),
    "drop": lambda room, note: services.drop(room, note, current_user),
    "undo": lambda room, _note: services.undo(room, current_user),
}
