"""Entering an association: found in the register by its number or its name, or without a number."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import db, transaction
from univasso.directory import queries
from univasso.directory.forms.associations import JoinForm
from univasso.directory.identities import Identity, identity_of, identity_of_entry
from univasso.directory.register.numbers import find_in_register
from univasso.directory.services import associations, memberships
from univasso.directory.views.door import answer, bp, network, once
from univasso.models.association_words import MODES
from univasso.models.associations import Association
from univasso.models.consents import text_of_associations
from univasso.models.register import RegisterEntry
from univasso.policy import VISIBLE, Permission
from univasso.web.access import permit, public
from univasso.web.harvest import read_slowly
from univasso.web.identity import reader
from univasso.web.numbers import row_number


@bp.get("/associations")
@public
def welcome():
    """What taking part means for an association, and how to enter."""
    return render_template("directory/welcome.html", modes=MODES)


@bp.get("/associations/rejoindre")
@permit(Permission.ASSOCIATION_JOIN)
@read_slowly
def find():
    """One box for a number or a name; nobody is stopped by what the register says."""
    typed = request.args.get("q", "").strip()[:300]
    found = find_in_register(typed) if typed else None
    entries = found.entries if found else []
    return render_template(
        "directory/find.html",
        typed=typed,
        found=found,
        said=_(found.sentence) % found.values if found else "",
        rows=[(entry, *already_here(entry)) for entry in entries],
        here_too=queries.resembling(typed, reader(), VISIBLE) if typed else [],
    )


def already_here(entry: RegisterEntry) -> tuple[Association | None, str]:
    """The association of the programme that an entry of the register names, and by which number."""
    numbers = identity_of_entry(entry).numbers
    known = associations.find_by_numbers(numbers)
    return known, associations.shared_number(known, numbers) if known else ""


@bp.route("/associations/nouvelle", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_JOIN)
def new():
    entry = chosen_entry()
    form = JoinForm(**given_by(entry))
    if form.is_sent_and_valid():
        identity = (
            identity_of_entry(entry, form.name.data)
            if entry
            else identity_of(form.name.data, form.number.data, form.answer)
        )
        memberships.check_limits(current_user, network())
        try:
            return joined(identity, form)
        except associations.AlreadyHere as known:
            number = associations.shared_number(known.association, identity.numbers)
            flash(_("This association is already here: ask to join it."))
            return redirect(url_for(".ask", id=known.association.id, preuve=number), 303)
    return answer("directory/new.html", form, entry=entry, charter=text_of_associations())


def chosen_entry() -> RegisterEntry | None:
    number = row_number(request.values.get("entry", "") or request.args.get("registre", ""))
    return db.session.get(RegisterEntry, number) if number is not None else None


def given_by(entry: RegisterEntry | None) -> dict:
    """What the form begins with: the facts of the register, each of them to be corrected."""
    if entry is None:
        return {"name": request.args.get("nom", ""), "number": request.args.get("numero", "")}
    return {
        "entry": entry.id,
        "name": entry.title,
        "mission": entry.purpose[:2_000],
        "address": ", ".join(filter(None, (entry.address, place_of(entry))))[:300],
    }


def place_of(entry: RegisterEntry) -> str:
    return f"{entry.postcode} {entry.commune}".strip()


def joined(identity: Identity, form: JoinForm):
    with transaction(once=once()) as work:
        row = associations.join(
            identity, db.session.merge(current_user._get_current_object()), form.title.data, network(),
            mission=form.mission.data, address=form.address.data,
        )  # fmt: skip
        associations.accept_charter(row, form.charter.text_id, current_user)
        work.leads_to = url_for(".space", id=row.id)
    flash(_("%(name)s is among us. Here is its space, and what to do next.", name=row.name))
    return redirect(work.leads_to, 303)
