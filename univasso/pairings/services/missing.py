"""The one question that answers what a rule does not know (C2★1)."""

from datetime import timedelta

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from univasso.core import clock, mail
from univasso.core.db import db
from univasso.core.mail import Block, Message
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.pairing_contacts import MissingWord
from univasso.models.researchers import Researcher
from univasso.web.mailing import address

AGAIN_AFTER = timedelta(days=14)

# By rule: what is asked, and the page where it is answered.
ASKED = {
    "conflict": (N_("Do you have a tie with an association, by a seat, a job or a joint work? If you "
                    "have none, saying so is enough."), "directory.interests"),
    "availability": (N_("When could you take part in a study?"), "directory.availability"),
    "load": (N_("How many partnerships could you have at a time?"), "directory.availability"),
    "territory": (N_("Where can you go?"), "directory.edit_researcher"),
    "unwanted": (N_("Which methods do you use?"), "directory.edit_researcher"),
}  # fmt: skip


class AskedLately(Exception):  # noqa: N818
    """The same word was asked for in the last fourteen days: ``since`` says when."""

    def __init__(self, asked: MissingWord):
        super().__init__(asked.at)
        self.since = asked.at


class NobodyThere(Exception):  # noqa: N818
    """The profile waits for its person: there is nobody to write to."""


def ask(researcher: Researcher, rule: str, by: User) -> MissingWord:
    """Write to a researcher for the one word that is missing. Raise ``AskedLately``,
    ``NobodyThere``."""
    if researcher.user is None:
        raise NobodyThere
    db.session.refresh(researcher, with_for_update=True)
    before = lately([researcher.id]).get((researcher.id, rule))
    if before is not None:
        raise AskedLately(before)
    asked = MissingWord(researcher_id=researcher.id, rule=rule, by_id=by.id)
    db.session.add(asked)
    db.session.flush()
    mail.queue(_message(researcher, rule, asked), researcher.user.email, researcher.name)
    return asked


def lately(researchers: list[int]) -> dict[tuple[int, str], MissingWord]:
    """What was asked of these in the last fourteen days, by researcher and rule."""
    rows = db.session.scalars(
        select(MissingWord).where(
            MissingWord.researcher_id.in_(researchers), MissingWord.at > clock.now() - AGAIN_AFTER
        )
    )
    return {(row.researcher_id, row.rule): row for row in rows}


def _message(researcher: Researcher, rule: str, asked: MissingWord) -> Message:
    words, endpoint = ASKED[rule]
    language = researcher.user.language
    with force_locale(language):
        blocks = (
            Block("paragraph", _("The coordination looks for people who could work on a question of "
                                 "an association. One word is missing on your profile:")),
            Block("quotation", _(words)),
            Block("paragraph", _("Nothing is promised by answering, and nobody is chosen by a "
                                 "machine.")),
            Block("button", _("Answer on my profile"), address(endpoint, id=researcher.id)),
        )  # fmt: skip
        reason = _("You receive this message because you have a profile of researcher here.")
        key = f"missing:{asked.id}"
        return Message(_("One word is missing on your profile"), blocks, reason, language,
                       event_key=key)  # fmt: skip
