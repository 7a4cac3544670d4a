"""The mails of a question that is passed on: to the body, to whoever asked, to the coordination."""

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.question_outcomes import Handover
from univasso.questions import links
from univasso.questions.mails import paragraph, to_asker, to_team
from univasso.web.mailing import address


def passed_on(handover: Handover) -> Message:
    """To the body: the words, what whoever asked agreed to give, and one button."""
    secret = links.handover_key(handover)
    with force_locale("fr"):
        return Message(
            _("A question is passed on to you"),
            (
                paragraph(_("An association asked us this question. It agrees that you receive it, "
                            "because you can help better than research could:")),
                Block("quotation", handover.text),
                paragraph(_("Please tell us that you have it: whoever asked sees it at once. You may "
                            "add a word, such as who calls them back.")),
                Block("button", _("Say that we have it"),
                      address("questions.acknowledge", key=secret)),
            ),
            _("You receive this message because %(name)s is among the bodies to which Univ’Asso "
              "passes questions on.", name=handover.body.name),
            "fr", secret=secret, event_key=f"handover:{handover.id}:{handover.sent_at:%Y%m%d}",
        )  # fmt: skip


def still_to_agree(handover: Handover) -> Message:
    """To whoever asked, when they have not said whether it may be passed on."""
    question = handover.question
    with force_locale(question.language):
        return to_asker(
            question, _("May we pass your question on? Number %(number)d", number=question.id),
            paragraph(_("We propose to pass it on to %(name)s. Nothing leaves before you agree.",
                        name=handover.body.name)),
            button=_("Say whether you agree"),
        )  # fmt: skip


def acknowledged(handover: Handover) -> Message:
    question = handover.question
    with force_locale(question.language):
        blocks = [paragraph(_("%(name)s has received your question.", name=handover.body.name))]
        if handover.words:
            blocks.append(Block("quotation", handover.words))
        subject = _("Your question, number %(number)d, was received", number=question.id)
        return to_asker(question, subject, *blocks)


def declined(handover: Handover, user: User, reason: str) -> Message:
    question = handover.question
    with force_locale(user.language):
        blocks = [
            paragraph(_("Whoever asked does not want it to be passed on to %(name)s. Nothing was "
                        "sent, and the question is open again.", name=handover.body.name)),
        ]  # fmt: skip
        if reason:
            blocks.append(Block("quotation", reason))
        subject = _("Not passed on: question %(number)d", number=question.id)
        return to_team(question, user, subject, *blocks)


def overdue(handover: Handover, user: User) -> Message:
    question, since = handover.question, handover.waits_since
    with force_locale(user.language):
        about = {"name": handover.body.name, "day": format_date(since, "long")}
        if handover.sent_at:
            words = _("%(name)s received this question on %(day)s, and has not said that it has "
                      "it.", **about)  # fmt: skip
        else:
            words = _("Since %(day)s whoever asked has not said whether it may be passed on to "
                      "%(name)s.", **about)  # fmt: skip
        return to_team(
            question, user, _("No news for 15 days: question %(number)d", number=question.id),
            paragraph(words), paragraph(_("It is in the inbox again.")),
            key=f"handover-overdue:{handover.id}:{since:%Y%m%d}",
        )  # fmt: skip
