"""The mails of research groups."""

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.groups import GroupMember, ResearchGroup
from univasso.web.mailing import address


def invited(group: ResearchGroup, token: str, by: User) -> Message:
    with force_locale(by.language):
        return Message(
            _("%(name)s invites you", name=group.name),
            (
                Block("paragraph", _("%(who)s invites you to join the research group %(name)s, as a "
                                     "researcher or for an association.", who=by.name,
                                     name=group.name)),
                Block("button", _("Read the invitation and answer"),
                      address("directory.group_invitation", token=token)),
                Block("paragraph", _("This link serves once, for fourteen days.")),
            ),
            _("You receive this message because this address was invited."),
            by.language,
            secret=token,
        )  # fmt: skip


def accepted(member: GroupMember, user: User) -> Message:
    with force_locale(user.language):
        about = {"who": member.name, "name": member.group.name}
        return _answered(
            member, user, _("%(who)s joined %(name)s", **about),
            _("%(who)s accepted your invitation to the research group %(name)s.", **about),
        )  # fmt: skip


def declined(member: GroupMember, user: User) -> Message:
    with force_locale(user.language):
        about = {"who": member.email, "name": member.group.name}
        return _answered(
            member, user, _("An answer about %(name)s", name=member.group.name),
            _("%(who)s does not join the research group %(name)s this time. Nothing else changes.",
              **about),
        )  # fmt: skip


def _answered(member: GroupMember, user: User, subject: str, said: str) -> Message:
    page = address("directory.group", id=member.group_id)
    return Message(
        subject,
        (Block("paragraph", said), Block("button", _("Open the group"), page)),
        _("You receive this message because you sent this invitation."),
        user.language,
    )


def closed(group: ResearchGroup, user: User) -> Message:
    with force_locale(user.language):
        return Message(
            _("The group %(name)s is closed", name=group.name),
            (Block("paragraph", _("Its last member has left: the research group %(name)s is closed. "
                                  "What it did keeps its name.", name=group.name)),),
            _("You receive this message because you were in this group."),
            user.language,
        )  # fmt: skip
