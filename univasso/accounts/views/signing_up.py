"""Opening an account by oneself: an address, its confirmation, a name."""

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from univasso.accounts import orcid, services
from univasso.accounts.forms import EmailForm, OpenForm, SignUpForm
from univasso.accounts.services import email_key, links, opening, tries
from univasso.accounts.views.door import bp, network
from univasso.accounts.views.entering import carry
from univasso.accounts.views.mailed import ask_by_mail, asked_link, closed, open_link
from univasso.core.db import transaction
from univasso.models.accounts import Arriving, Strength
from univasso.models.credentials import MailedLink, Purpose
from univasso.web.access import public

# Where whoever comes for something begins; the others see the home page.
FIRST_STEPS = {
    Arriving.ASSOCIATION: "/associations/rejoindre",
    Arriving.RESEARCHER: "/chercheurs/mon-profil",
}


@bp.route("/inscription", methods=["GET", "POST"])
@public
def sign_up():
    asked = request.args.get("titre", "")
    form = SignUpForm(arriving_as=asked if asked in set(Arriving) else Arriving.OTHER.value)
    if form.is_sent_and_valid():
        return ask_by_mail(Purpose.SIGN_UP, form.email.data, arriving_as=form.arriving_as.data)
    page = render_template(
        "accounts/sign_up.html", form=form, verified=orcid.kept(), orcid=orcid.is_offered()
    )
    return page, 422 if form.errors else 200


@bp.route("/inscription/courriel", methods=["GET", "POST"])
@public
def check_mail_box():
    """What was sent, and where: a typing error is corrected here, and the former link dies."""
    link = asked_link()
    if link is None or link.purpose != Purpose.SIGN_UP:
        return redirect(url_for(".sign_up"), 303)
    form = EmailForm(email=link.email)
    if form.is_sent_and_valid():
        return corrected(link, form.email.data)
    page = render_template("accounts/check_mail_box.html", form=form, link=link)
    return page, 422 if form.errors else 200


def corrected(link: MailedLink, email: str):
    tries.check("mail", email_key(email), network())
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for(".check_mail_box")
        tries.note("mail", email_key(email), network())
        if link.state in ("waiting", "expired"):
            links.correct(link, email)
        else:  # used or closed meanwhile: what is asked for is another one
            link = links.ask(Purpose.SIGN_UP, email, link.language, **link.about)
            session["asked"] = link.id
    flash(_("The mail leaves for %(email)s; the former link no longer opens.", email=email))
    return redirect(url_for(".check_mail_box"), 303)


@bp.route("/inscription/<token>", methods=["GET", "POST"])
@public
def open_account(token: str):
    link = open_link(Purpose.SIGN_UP, token)
    verified = orcid.kept()
    form = OpenForm(name=verified.name if verified else "")
    form.about = (link.email,)
    if form.is_sent_and_valid():
        try:
            return opened(link, form)
        except links.LinkClosed as late:
            return closed(link, late.state, token)
    page = render_template("accounts/open_account.html", form=form, link=link, verified=verified)
    return page, 422 if form.errors else 200


def opened(link: MailedLink, form: OpenForm):
    """Open the account and enter it; an iD shown in this very browser goes with it."""
    verified = orcid.kept()
    with transaction(once=request.form.get("once")) as work:
        user = opening.open_account(link, form.name.data, form.password.data)
        if verified and opening.owner_of(verified.orcid) is None:
            opening.link_orcid(user, verified.orcid, verified.at)
        token = services.open_session(user, request.user_agent.string, Strength.PLAIN)
        work.leads_to = FIRST_STEPS.get(user.arriving_as, "/")
    carry(token)
    flash(_("Welcome. Your account is open."))
    return redirect(work.leads_to, 303)
