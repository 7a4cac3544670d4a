"""The mails of what becomes of a question: its outcome, and whether it answers."""

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.outputs import Output
from univasso.models.question_exchanges import Support
from univasso.models.question_outcomes import Answer, ReceivingBody
from univasso.models.question_words import OUTCOMES
from univasso.models.questions import Question
from univasso.questions import links
from univasso.questions.mails import paragraph, short, to_asker, to_supporter, to_team
from univasso.web.mailing import address


@dataclass(frozen=True)
class Choice:
    """An outcome as a coordinator chose it: its words, and what it names."""

    outcome: str
    text: str
    next_step: str
    output: Output | None = None
    body: ReceivingBody | None = None
    has_consent: bool = False  # to pass it on, said to the coordinator already


def _about(choice: Choice) -> list[Block]:
    label = _(OUTCOMES[choice.outcome]) + "."
    if choice.body is not None and not choice.has_consent:
        label = _("We propose to pass it on to a body that can help.")
    blocks = [paragraph(label), Block("quotation", choice.text)]
    if choice.output is not None:
        where = address("outputs.page", id=choice.output.id)
        blocks.append(Block("list", items=(f"{choice.output.title} – {where}",)))
    if choice.body is not None:
        body = choice.body
        about = (body.name, body.about, body.website, body.email, body.phone)
        blocks.append(Block("list", items=tuple(line for line in about if line)))
    blocks.append(paragraph(_("What comes next: %(words)s", words=choice.next_step)))
    return blocks


def settled(question: Question, choice: Choice, key: str = "") -> Message:
    """To whoever asks; also what the preview shows."""
    with force_locale(question.language):
        blocks, button = _about(choice), ""
        if choice.output is not None:
            button = _("Say whether it answers")
        elif choice.body is not None and not choice.has_consent:
            blocks.append(paragraph(_("Nothing is passed on before you agree.")))
            button = _("Say whether you agree")
        subject = _("The outcome of your question, number %(number)d", number=question.id)
        return to_asker(question, subject, *blocks, button=button, key=key)


def settled_for_supporter(support: Support, choice: Choice, key: str) -> Message:
    with force_locale(support.language):
        subject = _("The outcome of a question that you share")
        if choice.output is None:
            return to_supporter(support, subject, *_about(choice), key=key)
        secret = links.support_key(support)
        where = address("questions.shared_answer", key=secret)
        blocks = (*_about(choice), Block("button", _("Say whether it answers"), where))
        reason = _("You receive this message because you said “us too” to question %(number)d.",
                   number=support.question_id)  # fmt: skip
        return Message(subject, blocks, reason, support.language, secret=secret, event_key=key)


def did_not_leave(question: Question, user: User) -> Message:
    with force_locale(user.language):
        return to_team(
            question, user, _("Your decision did not leave: question %(number)d", number=question.id),
            paragraph(_("In the meantime the question has moved, or the publication that was named "
                        "is no longer shown. Nobody was written to.")),
        )  # fmt: skip


def judged(answer: Answer, user: User) -> Message:
    """To whoever follows it: it does not answer, and the question is open again."""
    question = answer.question
    with force_locale(user.language):
        blocks = [paragraph(_("The publication does not answer: %(title)s",
                              title=short(answer.output.title)))]  # fmt: skip
        if answer.words:
            blocks.append(Block("quotation", answer.words))
        blocks.append(paragraph(_("The question is open again, in the inbox.")))
        subject = _("It does not answer: question %(number)d", number=question.id)
        return to_team(question, user, subject, *blocks)


def reopened(question: Question, reason: str) -> Message:
    with force_locale(question.language):
        return to_asker(
            question, _("Your question, number %(number)d, is open again", number=question.id),
            paragraph(_("The coordination looks at it again, and says why:")),
            Block("quotation", reason),
        )  # fmt: skip
