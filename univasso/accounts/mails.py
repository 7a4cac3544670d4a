"""The mails of accounts."""

from flask import current_app
from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.core.signed import sign
from univasso.core.words import N_
from univasso.models.accounts import ROLE_LABELS, Invitation, User
from univasso.models.credentials import MailedLink, Purpose
from univasso.models.oversight import KIND_LABELS, DataRequest
from univasso.web.mailing import address

KEEP_ACCOUNT = "keep-account"  # the purpose of the link that stops an erasure


def invited(invitation: Invitation, token: str, by: User | None) -> Message:
    """The door: a link that opens a page, whose button makes the account."""
    with force_locale(invitation.language):
        role = _(ROLE_LABELS[invitation.role])
        if by is not None:
            opening = _(
                "%(name)s invites you to join Univ’Asso (%(role)s).", name=by.name, role=role
            )
        else:
            opening = _("You are invited to open Univ’Asso (%(role)s).", role=role)
        return Message(
            subject=_("Your invitation to Univ’Asso"),
            blocks=(
                Block("paragraph", opening),
                Block("button", _("Open my account"), address("accounts.invitation", token=token)),
                Block("paragraph", _("This link serves once, for fourteen days.")),
            ),
            reason=_("You receive this message because this address was invited."),
            language=invitation.language,
            secret=token,
        )


def _link(link: MailedLink, subject: str, opening: str, button: str, endpoint: str, token: str,
          *after: str) -> Message:  # fmt: skip
    """A mail whose button opens a page, and what to do when one did not ask for it."""
    return Message(
        subject=subject,
        blocks=(
            Block("paragraph", opening),
            Block("button", button, address(endpoint, token=token)),
            *(Block("paragraph", words) for words in after),
        ),
        reason=_("You receive this message because this address was given on Univ’Asso."),
        language=link.language,
        secret=token,
    )


def sign_up(link: MailedLink, token: str) -> Message:
    with force_locale(link.language):
        return _link(
            link,
            _("Open your account on Univ’Asso"),
            _("You asked to open an account with this address. The page says what is left to do."),
            _("Open my account"),
            "accounts.open_account",
            token,
            _("This link serves once, for twenty-four hours, on any device."),
            _("If you did not ask for it, do nothing: no account is opened."),
        )


def reset(link: MailedLink, token: str) -> Message:
    with force_locale(link.language):
        return _link(
            link,
            _("Choose a new password"),
            _("Somebody, probably you, asked for a new password for your account."),
            _("Choose a new password"),
            "accounts.reset",
            token,
            _("This link serves once, for one hour."),
            _("If you did not ask for it, do nothing: your password stays as it is."),
        )


def sign_in(link: MailedLink, token: str) -> Message:
    with force_locale(link.language):
        return _link(
            link,
            _("Your link to sign in"),
            _("You asked to sign in without a password."),
            _("Sign in"),
            "accounts.magic",
            token,
            _("This link serves once, for fifteen minutes."),
            _("If you did not ask for it, do nothing."),
        )


def confirm(link: MailedLink, token: str) -> Message:
    with force_locale(link.language):
        return _link(
            link,
            _("Confirm that it is you"),
            _("You are about to do something that asks for a confirmation."),
            _("It is me"),
            "accounts.confirm_by_mail",
            token,
            _("This link serves once, for fifteen minutes, in the browser where you asked for it."),
            _("If you did not ask for it, end your open sessions and tell the coordination."),
        )


def new_email(link: MailedLink, token: str) -> Message:
    with force_locale(link.language):
        return _link(
            link,
            _("Confirm your new address"),
            _("You asked that your account on Univ’Asso move to this address."),
            _("This address is mine"),
            "accounts.new_email",
            token,
            _("This link serves once, for twenty-four hours. Nothing changes before."),
        )


def undo_email(link: MailedLink, token: str) -> Message:
    with force_locale(link.language):
        return _link(
            link,
            _("The address of your account has changed"),
            _("Your account on Univ’Asso now has the address %(email)s.", email=link.about["new"]),
            _("It was not me: take my address back"),
            "accounts.undo_email",
            token,
            _("If you made this change, there is nothing to do. This link serves for seven days."),
        )


WRITERS = {
    Purpose.SIGN_UP: sign_up,
    Purpose.RESET: reset,
    Purpose.SIGN_IN: sign_in,
    Purpose.CONFIRM: confirm,
    Purpose.NEW_EMAIL: new_email,
    Purpose.UNDO_EMAIL: undo_email,
}


def _about_my_account(user: User, subject: str, opening: str, *blocks: Block) -> Message:
    return Message(
        subject=subject,
        blocks=(Block("paragraph", opening), *blocks),
        reason=_("You receive this message because it concerns your account."),
        language=user.language,
    )


def already_here(user: User) -> Message:
    """To the owner of an account whose address was typed by whoever wanted to open one."""
    with force_locale(user.language):
        return _about_my_account(
            user,
            _("You already have an account on Univ’Asso"),
            _("Somebody, probably you, asked to open an account with this address. You have one."),
            Block("button", _("Sign in"), address("accounts.sign_in")),
            Block("button", _("Choose a new password"), address("accounts.lost_password")),
            Block("paragraph", _("If you did not ask for it, do nothing: nothing has changed.")),
        )


def password_changed(user: User) -> Message:
    with force_locale(user.language):
        return _about_my_account(
            user,
            _("Your password has changed"),
            _("A new password was just chosen for your account."),
            *_if_it_was_not_you(),
        )


FACTOR_NEWS = {
    "add_factor": N_("A second factor was just added to your account."),
    "remove_factor": N_("A second factor was just removed from your account."),
    "make_codes": N_("New recovery codes were just made for your account."),
    "use_code": N_("A recovery code was just used for your account."),
}


def factor_changed(user: User, verb: str) -> Message:
    with force_locale(user.language):
        return _about_my_account(
            user,
            _("The second factor of your account"),
            _(FACTOR_NEWS[verb]),
            *_if_it_was_not_you(),
        )


def _if_it_was_not_you() -> tuple[Block, ...]:
    return (
        Block("paragraph", _("If it was not you, choose another password at once.")),
        Block("button", _("Choose a new password"), address("accounts.lost_password")),
    )


def erasure_asked(request: DataRequest) -> Message:
    """The day on which the account goes, and the link that stops it."""
    user = request.user
    token = sign(current_app.config["SECRET_KEY"], KEEP_ACCOUNT, request.id)
    with force_locale(user.language):
        day = format_date(request.acts_at, format="long")
        return Message(
            subject=_("Your account will be erased"),
            blocks=(
                Block("paragraph", _("You asked that your account and your data be erased. It "
                                     "will be done on %(day)s.", day=day)),
                Block("paragraph", _("If it was not you, or if you change your mind, keep it:")),
                Block("button", _("Keep my account"), address("own_data.keep", token=token)),
            ),
            reason=_("You receive this message because your account asked for it."),
            language=user.language,
        )  # fmt: skip


def request_answered(request: DataRequest) -> Message:
    user = request.user
    with force_locale(user.language):
        return Message(
            subject=_("The answer to your request about your data"),
            blocks=(
                Block("paragraph", _("You asked: %(kind)s.", kind=_(KIND_LABELS[request.kind]))),
                Block("quotation", request.answer),
                Block("paragraph", _("If this answer does not suit you, you can complain to the "
                                     "CNIL: https://www.cnil.fr")),
            ),
            reason=_("You receive this message because you used a right over your data."),
            language=user.language,
        )  # fmt: skip


def merged(survivor: User, absorbed: User) -> Message:
    """Both addresses now open one account, with the password of the one that remains."""
    with force_locale(survivor.language):
        return Message(
            subject=_("Your two accounts are one"),
            blocks=(
                Block("paragraph", _(
                    "The account of %(gone)s was merged into that of %(kept)s. Both addresses now "
                    "open it, with the password of %(kept)s.",
                    gone=absorbed.email, kept=survivor.email)),
                Block("paragraph", _("If this is a mistake, say so within thirty days: it can be "
                                     "undone.")),
            ),
            reason=_("You receive this message because you have an account."),
            language=survivor.language,
        )  # fmt: skip


def seen_as(user: User, by: User) -> Message:
    with force_locale(user.language):
        return Message(
            subject=_("Somebody of the administration looks at the site as you"),
            blocks=(
                Block("paragraph", _(
                    "%(name)s sees the site as you see it, for thirty minutes at most, to help "
                    "you. Nothing can be changed so; your account and your data stay closed.",
                    name=by.name)),
            ),
            reason=_("You receive this message because you have an account."),
            language=user.language,
        )  # fmt: skip


def idle(request: DataRequest) -> Message:
    """Three years without a visit: the account goes in a month unless it is used."""
    user = request.user
    token = sign(current_app.config["SECRET_KEY"], KEEP_ACCOUNT, request.id)
    with force_locale(user.language):
        day = format_date(request.acts_at, format="long")
        return Message(
            subject=_("Do you still need your account?"),
            blocks=(
                Block("paragraph", _("You have not come for three years. Without a sign from you, "
                                     "your account will be erased on %(day)s.", day=day)),
                Block("button", _("Keep my account"), address("own_data.keep", token=token)),
            ),
            reason=_("You receive this message because you have an account."),
            language=user.language,
        )  # fmt: skip
