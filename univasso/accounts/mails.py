"""The mails of accounts."""

from flask import current_app
from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.core.signed import sign
from univasso.models.accounts import ROLE_LABELS, Invitation, User
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
