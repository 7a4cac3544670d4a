"""The printed letter: made by a coordinator on the telephone, used by the person at home (A1★1)."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from univasso.core.db import transaction
from univasso.directory.forms.members import LetterForm, OpenForm
from univasso.directory.identities import Identity
from univasso.directory.services import associations, letters
from univasso.directory.views.door import answer, bp, network, once
from univasso.models.accounts import User
from univasso.models.associations import AccessLetter, Association
from univasso.policy import Permission
from univasso.web.access import permit, public


@bp.route("/associations/ouvrir", methods=["GET", "POST"])
@permit(Permission.ASSOCIATION_VERIFY)
def open_space():
    """A coordinator and an association on the telephone open its space together."""
    form = OpenForm()
    if form.is_sent_and_valid():
        try:
            with transaction(once=once()) as work:
                person = letters.open_account(form.person.data, form.email.data, current_user)
                row = associations.join(
                    Identity(form.name.data, to_check="no_number"),
                    person, form.title.data,
                )  # fmt: skip
                work.leads_to = url_for(".space", id=row.id)
            flash(_("The space is open. Print the letter: it gives the person their access."))
            return redirect(work.leads_to, 303)
        except letters.AddressTaken:
            form.email.errors = [_("This address already has an account: invite it instead.")]
    return answer("directory/open.html", form)


@bp.post("/associations/<int:id>/lettre/<int:user_id>")
@permit(Permission.ASSOCIATION_VERIFY, Association)
def write_letter(row: Association, user_id: int):
    """The letter with its code, shown once: a new one replaces it."""
    person = next((m.user for m in row.active_members() if m.user_id == user_id), None)
    if person is None or not letters.may_have(person):
        flash(_("This person opens their account by themselves."), "warning")
        return redirect(url_for(".members", id=row.id), 303)
    with transaction(once=once()) as work:
        work.leads_to = url_for(".members", id=row.id)
        letter, code = letters.write(person, current_user)
    return render_template("directory/letter.html", letter=letter, code=code, association=row)


@bp.route("/acces", methods=["GET", "POST"])
@public
def use_letter():
    form = LetterForm()
    form.about = (form.email.data or "",)
    if form.is_sent_and_valid():
        letters.check_limits(network())
        letter = letters.find(form.number.data)
        if letters.is_right(letter, form.code.data):
            return opened(letter, form)
        with transaction():
            left = letters.count_try(form.number.data, network())
        if not left:
            return closed("tries")
        form.code.errors = [_("This number and this code do not go together. Tries left: %(left)d.",
                              left=left)]  # fmt: skip
    return answer("directory/use_letter.html", form)


def closed(state: str):
    """Why a letter opens nothing: said to whoever holds its code, and after too many tries."""
    return render_template("directory/letter_closed.html", state=state), 410


def opened(letter: AccessLetter, form: LetterForm):
    if (state := letters.state_of(letter)) != "open":
        return closed(state)
    if not form.email.data and not letters.has_address(letter.user):
        form.email.errors = [_("Give an e-mail address: you will sign in with it.")]
        return answer("directory/use_letter.html", form)
    try:
        with transaction(once=once()):
            person: User = letters.use(letter, form.password.data, form.email.data)
    except letters.AddressTaken:
        form.email.errors = [_("Another account has this address.")]
        return answer("directory/use_letter.html", form)
    except letters.LetterClosed as why:
        return closed(why.state)
    flash(_("Your account is open. Sign in with %(email)s and your password.", email=person.email))
    return redirect(url_for("accounts.sign_in"), 303)
