"""The mails of the directory: who is asked what, by whom, and what opens it."""

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.association_words import TO_CHECK
from univasso.models.associations import MEMBER_ROLE_LABELS, Association, Membership
from univasso.web.mailing import address


def _space(association: Association) -> str:
    return address("directory.space", id=association.id)


def _members(association: Association) -> str:
    return address("directory.members", id=association.id)


def _to_member(user: User, subject: str, *blocks: Block) -> Message:
    reason = _("You receive this message because you take part in an association here.")
    return Message(subject, blocks, reason, user.language)


def welcome(association: Association, user: User) -> Message:
    with force_locale(user.language):
        return _to_member(
            user,
            _("%(name)s is among us", name=association.name),
            Block("paragraph", _("%(name)s joined the programme. You answer for it here: you can "
                                 "invite other members, say how it wants to take part, and choose "
                                 "what others read about it.", name=association.name)),
            Block("button", _("Open its space"), _space(association)),
        )  # fmt: skip


def to_check(association: Association, user: User) -> Message:
    with force_locale(user.language):
        why = _(TO_CHECK[association.to_check])
        return Message(
            _("To check: %(name)s", name=association.name),
            (
                Block("paragraph", _("%(name)s joined the programme, or changed its number.",
                                     name=association.name)),
                Block("paragraph", why),
                Block("button", _("Look at it"), _space(association)),
            ),
            _("You receive this message because you look after the programme."),
            user.language,
        )  # fmt: skip


def verification_lapses(association: Association, user: User) -> Message:
    with force_locale(user.language):
        return Message(
            _("To verify again: %(name)s", name=association.name),
            (
                Block("paragraph", _("%(name)s was verified almost 24 months ago. Its mark goes in "
                                     "a month unless a new proof is seen.", name=association.name)),
                Block("button", _("Look at it"), _space(association)),
            ),
            _("You receive this message because you look after the programme."),
            user.language,
            event_key=f"lapse:{association.id}:{association.verified_at:%Y%m%d}",
        )  # fmt: skip


def sender(member: Membership) -> str:
    """Who invites; the association itself when that person's account is gone."""
    return member.invited_by.name if member.invited_by else member.association.name


def invited(member: Membership, token: str, language: str) -> Message:
    """The door of an association: the link opens a page, whose buttons answer."""
    with force_locale(language):
        name = member.association.name
        about = {"who": sender(member), "name": name}
        if member.succeeds is not None:
            about["who"] = member.succeeds.user.name
            opening = _("%(who)s asks you to take over from them for %(name)s.", **about)
        else:
            role = _(MEMBER_ROLE_LABELS[member.role])
            opening = _("%(who)s invites you to join %(name)s (%(role)s).", **about, role=role)
        blocks = [Block("paragraph", opening)]
        if member.message:
            blocks.append(Block("quotation", member.message))
        link = address("directory.invitation", token=token)
        blocks += [
            Block("button", _("Read the invitation and answer"), link),
            Block("paragraph", _("This link serves once, for fourteen days.")),
        ]
        return Message(
            _("%(name)s invites you", name=name),
            tuple(blocks),
            _("You receive this message because this address was invited."),
            language,
            secret=token,
        )


def accepted(member: Membership) -> Message:
    user = member.invited_by
    with force_locale(user.language):
        about = {"who": member.user.name, "name": member.association.name}
        return _to_member(
            user, _("%(who)s joined %(name)s", **about),
            Block("paragraph", _("%(who)s accepted your invitation to %(name)s.", **about)),
            Block("button", _("See the members"), _members(member.association)),
        )  # fmt: skip


def declined(member: Membership) -> Message:
    user = member.invited_by
    with force_locale(user.language):
        about = {"who": member.email, "name": member.association.name}
        return _to_member(
            user, _("An answer about %(name)s", name=member.association.name),
            Block("paragraph", _("%(who)s does not join %(name)s this time. Nothing has changed.",
                                 **about)),
            Block("button", _("See the members"), _members(member.association)),
        )  # fmt: skip


def succeeded(member: Membership, former: Membership) -> Message:
    user = former.user
    with force_locale(user.language):
        about = {"who": member.user.name, "name": member.association.name}
        return _to_member(
            user, _("%(who)s takes over for %(name)s", **about),
            Block("paragraph", _("%(who)s accepted to take over from you. Your rights on %(name)s "
                                 "have just ended; what you did for it stays in its history. "
                                 "Thank you.", **about)),
        )  # fmt: skip


def asked(member: Membership, user: User) -> Message:
    with force_locale(user.language):
        about = {"who": member.user.name, "name": member.association.name}
        blocks = [Block("paragraph", _("%(who)s asks to join %(name)s.", **about))]
        if member.message:
            blocks.append(Block("quotation", member.message))
        blocks.append(Block("button", _("Answer"), _members(member.association)))
        return _to_member(user, _("%(who)s asks to join %(name)s", **about), *blocks)


def asked_in_vain(member: Membership, user: User) -> Message:
    with force_locale(user.language):
        about = {"who": member.user.name, "name": member.association.name}
        return Message(
            _("Without an answer for 15 days: %(name)s", name=member.association.name),
            (
                Block("paragraph", _("%(who)s asked to join %(name)s 15 days ago and has no answer: "
                                     "it is yours to decide.", **about)),
                Block("button", _("Decide"), _members(member.association)),
            ),
            _("You receive this message because you look after the programme."),
            user.language,
            event_key=f"asked_in_vain:{member.id}",
        )  # fmt: skip


def welcomed(member: Membership) -> Message:
    user = member.user
    with force_locale(user.language):
        name = member.association.name
        return _to_member(
            user, _("You are a member of %(name)s", name=name),
            Block("paragraph", _("Your request was accepted: you are a member of %(name)s.",
                                 name=name)),
            Block("button", _("Open its space"), _space(member.association)),
        )  # fmt: skip


def not_welcomed(member: Membership, note: str) -> Message:
    user = member.user
    with force_locale(user.language):
        name = member.association.name
        blocks = [Block("paragraph", _("%(name)s does not add you to its members this time.",
                                       name=name))]  # fmt: skip
        if note:
            blocks.append(Block("quotation", note))
        blocks.append(
            Block("paragraph", _("The coordination can help you: answer this message or call it."))
        )
        return Message(
            _("About your request to %(name)s", name=name), tuple(blocks),
            _("You receive this message because you asked to join an association."),
            user.language,
        )  # fmt: skip


def ended(member: Membership) -> Message:
    user = member.user
    with force_locale(user.language):
        name = member.association.name
        return _to_member(
            user, _("You are no longer a member of %(name)s", name=name),
            Block("paragraph", _("Your membership of %(name)s was ended. If this surprises you, "
                                 "speak with its managers or with the coordination.", name=name)),
        )  # fmt: skip


def letter_used(user: User) -> Message:
    with force_locale(user.language):
        return Message(
            _("Your account is open"),
            (
                Block("paragraph", _("The letter of the coordination has just opened an account "
                                     "with this address. If it was not you, answer the coordination: "
                                     "it closes the account.")),
                Block("button", _("Sign in"), address("accounts.sign_in")),
            ),
            _("You receive this message because this address was given when a letter was used."),
            user.language,
        )  # fmt: skip
