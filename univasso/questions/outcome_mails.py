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
        return _to_judge(support, subject, _about(choice), key)


def _to_judge(support: Support, subject: str, blocks: list[Block], key: str) -> Message:
    """To somebody who said “us too”: the button leads to the page where they say whether it answers."""
    secret = links.support_key(support)
    where = address("questions.shared_answer", key=secret)
    reason = _("You receive this message because you said “us too” to question %(number)d.",
               number=support.question_id)  # fmt: skip
    blocks = (*blocks, Block("button", _("Say whether it answers"), where))
    return Message(subject, blocks, reason, support.language, secret=secret, event_key=key)


def _appeared(answer: Answer) -> list[Block]:
    """What was asked, and what was published since."""
    output, question = answer.output, answer.question
    where = address("outputs.page", id=output.id)
    return [
        paragraph(_("You asked:") if answer.support is None else _("You said “us too” to:")),
        Block("quotation", question.wish),
        paragraph(_("A publication has come out that may answer:")),
        Block("list", items=(f"{output.title} – {where}",)),
        paragraph(_("Does it answer? Yes, in part or no: a word is enough, and “no” opens the "
                    "question again.")),
    ]  # fmt: skip


def published(answer: Answer) -> Message:
    """To whoever asked, once, when a publication that may answer can be read (A2.12)."""
    question = answer.question
    with force_locale(question.language):
        subject = _("Does it answer? Your question, number %(number)d", number=question.id)
        button, key = _("Say whether it answers"), f"answer:{answer.id}"
        return to_asker(question, subject, *_appeared(answer), button=button, key=key)


def published_for_supporter(answer: Answer) -> Message:
    support = answer.support
    with force_locale(support.language):
        subject = _("Does it answer? A question that you share")
        return _to_judge(support, subject, _appeared(answer), f"answer:{answer.id}")


def did_not_leave(question: Question, user: User) -> Message:
    with force_locale(user.language):
        return to_team(
            question, user, _("Your decision did not leave: question %(number)d", number=question.id),
            paragraph(_("In the meantime the question has moved, or the publication that was named "
                        "is no longer shown. Nobody was written to.")),
        )  # fmt: skip


def judged(answer: Answer, user: User) -> Message:
    """To whoever follows it: whether it answers, when the question is or becomes open."""
    question, title = answer.question, short(answer.output.title)
    with force_locale(user.language):
        if answer.verdict == "no":
            said = _("The publication does not answer: %(title)s", title=title)
            then = _("The question is open again, in the inbox.")
            subject = _("It does not answer: question %(number)d", number=question.id)
        else:
            said = _("The publication answers, or in part: %(title)s", title=title)
            then = _("The question is still open: you may decide what becomes of it.")
            subject = _("It answers: question %(number)d", number=question.id)
        blocks = [paragraph(said)]
        if answer.words:
            blocks.append(Block("quotation", answer.words))
        return to_team(question, user, subject, *blocks, paragraph(then))


def reopened(question: Question, reason: str) -> Message:
    with force_locale(question.language):
        return to_asker(
            question, _("Your question, number %(number)d, is open again", number=question.id),
            paragraph(_("The coordination looks at it again, and says why:")),
            Block("quotation", reason),
        )  # fmt: skip
