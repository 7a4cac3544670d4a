"""The mails about researchers' profiles: to confirm, to edit for somebody, to claim."""

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
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
