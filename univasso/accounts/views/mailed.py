"""Links of mails: asked for without telling who is known, opened, and said when they are closed."""

from flask import redirect, render_template, request, session, url_for

from univasso.accounts.services import email_key, links, tries
from univasso.accounts.views.door import bp, network
from univasso.core.db import db, transaction
from univasso.core.words import N_
from univasso.models.credentials import MailedLink, Purpose
from univasso.web.access import public
from univasso.web.language import current

# What each link was for, where another one is asked for, and whether a new one is sent from its page.
ABOUT = {
    Purpose.SIGN_UP: (N_("to open an account"), "accounts.sign_up", True),
    Purpose.RESET: (N_("to choose a new password"), "accounts.lost_password", True),
    Purpose.SIGN_IN: (N_("to sign in"), "accounts.ask_magic", True),
    Purpose.CONFIRM: (N_("to confirm that it is you"), "accounts.account", False),
    Purpose.NEW_EMAIL: (N_("to change your address"), "accounts.change_email", False),
    Purpose.UNDO_EMAIL: (N_("to take your address back"), "accounts.lost_password", False),
}


class LinkShut(Exception):  # noqa: N818
    """The link opens nothing: it is unknown, used, closed, or its time has passed."""

    def __init__(self, purpose: Purpose, link: MailedLink | None, state: str, token: str):
        super().__init__(state)
        self.purpose, self.link, self.state, self.token = purpose, link, state, token


def open_link(purpose: Purpose, token: str) -> MailedLink:
    """The link of this address, while it may serve. Raises ``LinkShut``, which is a page."""
    link = links.find(purpose, token)
    state = link.state if link else "foreign"
    if state != "waiting":
        raise LinkShut(purpose, link, state, token)
    return link


@bp.errorhandler(LinkShut)
def shut(fault: LinkShut):
    words, again, renewable = ABOUT[fault.purpose]
    page = render_template(
        "accounts/link_closed.html", state=fault.state, words=words, again=again, link=fault.link,
        renew=fault.token if renewable and fault.state == "expired" else "",
        purpose=fault.purpose,
    )  # fmt: skip
    return page, 404 if fault.state == "foreign" else 410


def closed(link: MailedLink, state: str, token: str):
    """Somebody was quicker: the same page as for a link that was opened late."""
    return shut(LinkShut(link.purpose, link, state, token))


def ask_by_mail(purpose: Purpose, email: str, **about):
    """Ask for a link, and lead to a page that is the same whether the address is known or not."""
    tries.check("mail", email_key(email), network())
    with transaction(once=request.form.get("once")) as work:
        work.leads_to = url_for("accounts.link_sent")
        tries.note("mail", email_key(email), network())
        link = links.ask(purpose, email, current(), **about)
        session["asked"] = link.id
    return redirect(url_for("accounts.link_sent"), 303)


def asked_link() -> MailedLink | None:
    """The link that this browser asked for last."""
    return db.session.get(MailedLink, session.get("asked", 0))


@bp.get("/liens/envoye")
@public
def link_sent():
    link = asked_link()
    if link is None:
        return redirect(url_for(".sign_in"), 303)
    if link.purpose == Purpose.SIGN_UP:
        return redirect(url_for(".check_mail_box"), 303)
    return render_template("accounts/link_sent.html", link=link, about=ABOUT[link.purpose])


@bp.post("/liens/<any(sign_up, reset, sign_in):purpose>/<token>/renouveler")
@public
def renew_link(purpose: str, token: str):
    """A new link, to the address that the former one was for and to no other."""
    link = links.find(Purpose(purpose), token)
    if link is None or link.state != "expired":
        return redirect(url_for(ABOUT[Purpose(purpose)][1]), 303)
    tries.check("mail", email_key(link.email), network())
    with transaction():
        tries.note("mail", email_key(link.email), network())
        links.renew(link)
        session["asked"] = link.id
    return redirect(url_for(".link_sent"), 303)
