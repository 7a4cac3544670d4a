"""Proposals over many questions: choose, wait or stop, read, lock, compare, try (C2.6–C2.11)."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.models.pairings import PairingBatch
from univasso.pairings import batches, queries, showing, transfers
from univasso.pairings.forms.batches import BatchForm
from univasso.pairings.services import batches as services
from univasso.pairings.views.door import bp
from univasso.policy import Permission
from univasso.web.access import permit
from univasso.web.numbers import row_number

LARGEST_TABLE = 1_000_000  # characters


@bp.route("/mises-en-relation/par-lot", methods=["GET", "POST"])
@permit(Permission.PAIRING_WORK)
def batch_form():
    waiting = queries.questions_without_request()
    form = BatchForm(waiting)
    if form.is_sent_and_valid():
        with transaction(once=request.form.get("once")) as work:
            batch = services.ask(form.chosen(), current_user)
            work.leads_to = url_for(".batch", id=batch.id)
        return redirect(work.leads_to, 303)
    if request.method == "GET":
        form.questions.data = [question.id for question in waiting]
    page = render_template(
        "pairings/batches.html", form=form, rows=waiting, faults=showing.faults(),
        batches=batches.latest(), locked=showing.locked_count(),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.get("/mises-en-relation/par-lot/<int:id>")
@permit(Permission.PAIRING_WORK, PairingBatch)
def batch(batch: PairingBatch):
    return shown(batch)


def shown(batch: PairingBatch, became: dict | None = None, status: int = 200):
    """A computation: how far it is, or what it found."""
    other = _other(request.args.get("comparer", ""))
    tried = _tried(batch)
    differences = (
        batches.differences(batches.pairs_of(other), batches.pairs_of(batch)) if other else []
    )
    page = render_template(
        "pairings/batch.html", batch=batch, result=showing.result(batch), earlier=other, tried=tried,
        differences=differences, became=became or {}, same_as=showing.same_input(batch),
        names=showing.names([*differences, *(tried.differences if tried else ())]),
        others=[b for b in batches.latest() if b.id != batch.id and b.proposal],
    )  # fmt: skip
    return page, status


def _other(typed: str) -> PairingBatch | None:
    number = row_number(typed)
    return db.session.get(PairingBatch, number) if number is not None else None


def _tried(batch: PairingBatch) -> showing.Tried | None:
    """“What if X could take n”: computed for this page, kept nowhere."""
    key, number = request.args.get("personne", ""), row_number(request.args.get("nombre", ""))
    row = services.row_of(key)
    if row is None or number is None or not batch.proposal:
        return None
    number = min(number, 9)
    found, is_best = batches.what_if(batch.choices, key, number)
    return showing.Tried(key, row.name, number, found, is_best)


@bp.post("/mises-en-relation/par-lot/<int:id>/arreter")
@permit(Permission.PAIRING_WORK, PairingBatch)
def stop_batch(batch: PairingBatch):
    with transaction():
        services.cancel(batch, current_user)
    flash(_("Stopped. Nothing was kept."))
    return redirect(url_for(".batch", id=batch.id), 303)


@bp.post("/mises-en-relation/par-lot/<int:id>/refaire")
@permit(Permission.PAIRING_WORK, PairingBatch)
def redo_batch(batch: PairingBatch):
    """The same computation again."""
    with transaction(once=request.form.get("once")) as work:
        new = services.again(batch, current_user)
        work.leads_to = url_for(".batch", id=new.id, comparer=batch.id)
    return redirect(work.leads_to, 303)


@bp.post("/mises-en-relation/par-lot/<int:id>/retenir")
@permit(Permission.PAIRING_WORK, PairingBatch)
def apply_batch(batch: PairingBatch):
    """Put the chosen pairs on the shortlists, locked or not. Nothing is sent."""
    chosen = set(request.form.getlist("pair"))
    pairs = [pair for pair in batches.pairs_of(batch) if f"{pair[0]}:{pair[1]}" in chosen]
    if not pairs:
        flash(_("Tick at least one line."))
        return shown(batch, status=422)
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".batch", id=batch.id)
        lock = request.form.get("act") == "lock"
        became = services.put_aside(pairs, current_user, lock=lock, batch=batch)
    _say(became)
    refused = {pair: what for pair, what in became.items() if what in ("stopped", "gone")}
    return shown(batch, refused) if refused else redirect(url_for(".batch", id=batch.id), 303)


def _say(became: dict) -> None:
    kept = sum(1 for what in became.values() if what in ("kept", "locked"))
    flash(ngettext("%(num)d pair on the shortlists. Nothing was sent.",
                   "%(num)d pairs on the shortlists. Nothing was sent.", kept))  # fmt: skip


@bp.post("/mises-en-relation/par-lot/<int:id>/defaire")
@permit(Permission.PAIRING_WORK, PairingBatch)
def undo_batch(batch: PairingBatch):
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".batch", id=batch.id)
        count = services.undo(batch, _("Proposal undone"), current_user)
    flash(ngettext("%(num)d pair taken off the shortlists. Nobody had been told.",
                   "%(num)d pairs taken off the shortlists. Nobody had been told.", count))  # fmt: skip
    return redirect(url_for(".batch", id=batch.id), 303)


@bp.get("/mises-en-relation/par-lot/<int:id>.csv")
@permit(Permission.PAIRING_WORK, PairingBatch)
def batch_csv(batch: PairingBatch):
    result = showing.result(batch)
    causes = {u.question.id: showing.cause_in_words(u) for u in result.unmatched if u.question}
    response = Response(
        transfers.written(batch, causes), content_type="text/csv; charset=utf-8"
    )  # fmt: skip
    response.headers.set("Content-Disposition", "attachment", filename=f"lot-{batch.id}.csv")
    return response


@bp.post("/mises-en-relation/par-lot/importer")
@permit(Permission.PAIRING_WORK)
def import_pairs():
    """A table of pairs: first what would be done, then, once confirmed, done."""
    file = request.files.get("file")
    text = file.read(LARGEST_TABLE + 1).decode("utf-8", "replace") if file else ""
    text = (text or request.form.get("text", ""))[:LARGEST_TABLE]
    lines = transfers.read(text)
    good = [line for line in lines if not line.fault]
    if "confirmed" in request.form and good:
        with transaction(once=request.form.get("once")) as work:
            work.leads_to = url_for(".batch_form")
            became = {}
            for lock in (False, True):
                pairs = [line.pair for line in good if line.lock is lock]
                became |= services.put_aside(pairs, current_user, lock=lock)
        _say(became)
        return redirect(url_for(".batch_form"), 303)
    page = render_template("pairings/import.html", lines=lines, good=good, text=text)
    return page, 200 if lines else 422


@bp.get("/mises-en-relation/par-lot/importer")
@permit(Permission.PAIRING_WORK)
def import_form():

    return render_template("pairings/import.html", lines=[], good=[], text="")
