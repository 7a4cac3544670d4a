"""The mails of accounts."""

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import ROLE_LABELS, Invitation, User
from univasso.web.mailing import address


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
