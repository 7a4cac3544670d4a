"""The mails about researchers' profiles: to confirm, to edit for somebody, to claim."""

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.profile_keepers import Delegation, ProfileClaim
from univasso.models.researchers import Researcher
from univasso.web.mailing import address


def confirm_interests(researcher: Researcher) -> Message:
    with force_locale(researcher.user.language):
        return Message(
            _("Are your interests still right?"),
            (
                Block("paragraph", _("A year ago you declared the seats, employers and co-authors "
                                     "that may weigh on a judgement. Look at them again: only you "
                                     "and the coordination read them.")),
                Block("button", _("Look at them and confirm"),
                      address("directory.interests", id=researcher.id)),
            ),
            _("You receive this message because you have a researcher profile here."),
            researcher.user.language,
            event_key=f"interests:{researcher.id}:{researcher.interests_confirmed_at:%Y%m%d}",
        )  # fmt: skip


def delegation(row: Delegation, by: User, language: str) -> Message:
    with force_locale(language):
        return Message(
            _("%(who)s asks you to edit their profile", who=row.researcher.name),
            (
                Block("paragraph", _("%(who)s asks you to keep their researcher profile for them. "
                                     "Sign in with this address, or open an account with it, to "
                                     "answer.", who=row.researcher.name)),
                Block("button", _("Read and answer"), address("directory.my_delegations")),
            ),
            _("You receive this message because somebody named this address."),
            language,
        )  # fmt: skip


def claim(row: ProfileClaim, token: str, by: User | None, language: str) -> Message:
    with force_locale(language):
        return Message(
            _("A profile is ready for you"),
            (
                Block("paragraph", _("%(who)s prepared the profile of %(name)s. Nobody reads it "
                                     "before you take it and choose what is shown.",
                                     who=by.name if by else _("The coordination"),
                                     name=row.researcher.name)),
                Block("button", _("Look at it and answer"),
                      address("directory.claim", token=token)),
                Block("paragraph", _("This link serves once, for thirty days.")),
            ),
            _("You receive this message because somebody named this address."),
            language,
        )  # fmt: skip


def claim_to_check(row: ProfileClaim, user: User, team: User) -> Message:
    with force_locale(team.language):
        return Message(
            _("To check: the profile of %(name)s", name=row.researcher.name),
            (
                Block("paragraph", _("%(who)s says that it is theirs, with another account than the "
                                     "address that was invited.", who=user.name)),
                Block("button", _("Decide"), address("directory.researchers_desk")),
            ),
            _("You receive this message because you look after the programme."),
            team.language,
        )  # fmt: skip


def claim_allowed(row: ProfileClaim, user: User) -> Message:
    with force_locale(user.language):
        return Message(
            _("The profile is yours"),
            (
                Block("paragraph", _("The coordination gave you the profile of %(name)s. Choose what "
                                     "is shown of it.", name=row.researcher.name)),
                Block("button", _("Open the space"),
                      address("directory.researcher_space", id=row.researcher_id)),
            ),
            _("You receive this message because you have a researcher profile here."),
            user.language,
        )  # fmt: skip
