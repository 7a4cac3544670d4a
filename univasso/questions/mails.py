"""The mails of questions: to whoever asks, to those who share it, to the coordination."""

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from univasso.core.db import db
from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.question_exchanges import Exchange, Support, Wording
from univasso.models.questions import Desk, Question
from univasso.questions import links
from univasso.web.mailing import address


def paragraph(text: str) -> Block:
    return Block("paragraph", text)


def to_asker(question: Question, subject: str, *blocks: Block, button: str = "", key: str = ""):
    """A message to whoever asks; its button leads to the page where they follow the question."""
    secret = links.key_of(question)
    where = address("questions.follow", key=secret)
    blocks += (Block("button", button or _("Follow my question"), where),)
    reason = _("You receive this message because you asked question %(number)d with this address.",
               number=question.id)  # fmt: skip
    return Message(subject, blocks, reason, question.language, secret=secret, event_key=key or None)


def to_team(question: Question, user: User, subject: str, *blocks: Block, key: str = "") -> Message:
    """A message to somebody of the coordination: what to know before calling, and the file."""
    about = [_("Question %(number)d: %(wish)s", number=question.id, wish=short(question.wish))]
    if question.who:
        about.append(_("Association: %(name)s", name=question.who))
    if question.contact_phone:
        about.append(_("Telephone: %(phone)s", phone=question.contact_phone))
    notes = [line for line in question.exchanges if line.kind == "note"]
    if notes:
        about.append(_("Last note: %(note)s", note=short(notes[-1].text)))
    where = address("questions.file", id=question.id)
    blocks += (Block("list", items=tuple(about)), Block("button", _("Open the question"), where))
    reason = _("You receive this message because you look after the questions.")
    return Message(subject, blocks, reason, user.language, event_key=key or None)


def short(text: str, most: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def to_confirm(question: Question) -> Message:
    with force_locale(question.language):
        began, after = said_in(question) or (
            _("You wrote to us what you would like to know:"),
            _("Open the page and press the button: the coordination receives it then, and you are "
              "told who reads it and when you are answered."),
        )  # fmt: skip
        return to_asker(
            question, _("Confirm your question"),
            paragraph(began), *words_of(question), paragraph(after),
            button=_("Read and confirm") if question.workshop else _("Confirm my question"),
        )  # fmt: skip


def words_of(question: Question) -> list[Block]:
    """The words as they are, with what was said besides in a workshop."""
    texts = [question.wish, *(question.situation.splitlines() if question.workshop else ())]
    return [Block("quotation", text) for text in texts]


def said_in(question: Question) -> tuple[str, str] | None:
    """What was said in a workshop belongs to those who said it: nobody has it before they confirm."""
    workshop = question.workshop
    if workshop is None:
        return None
    return (
        _("In the workshop “%(title)s”, on %(day)s, this was noted of you:",
          title=workshop.title, day=_day(workshop.held_on)),
        _("Open the page: confirm it, correct it first if it is not well said, or say no. Nobody "
          "else has it before you confirm, and without an answer within thirty days it is thrown "
          "away."),
    )  # fmt: skip


def receipt(question: Question) -> Message:
    with force_locale(question.language):
        lines = [_("Your number: %(number)d", number=question.id)]
        if question.assignee is not None:
            lines.append(_("Who reads it: %(name)s", name=question.assignee.name))
        if phone := phone_of(question):
            lines.append(_("Telephone: %(phone)s", phone=phone))
        lines.append(_("A first answer by %(day)s", day=_day(question.promised_on)))
        return to_asker(
            question, _("We have received your question, number %(number)d", number=question.id),
            Block("quotation", question.wish), Block("list", items=tuple(lines)),
            paragraph(_("Keep this message: its link is your way back.")),
        )  # fmt: skip


def phone_of(question: Question) -> str:
    """Where the person who looks after it is called."""
    desk = db.session.get(Desk, question.assignee_id) if question.assignee_id else None
    return desk.phone if desk else ""


def _day(day) -> str:
    return format_date(day, "long") if day else ""


def arrived(question: Question, user: User) -> Message:
    with force_locale(user.language):
        return to_team(
            question, user, _("A question arrived: number %(number)d", number=question.id),
            paragraph(_("It is yours. A first answer is promised by %(day)s.",
                        day=_day(question.promised_on))),
            Block("quotation", question.wish),
        )  # fmt: skip


def entrusted(question: Question, user: User, by: User) -> Message:
    with force_locale(user.language):
        return to_team(
            question, user, _("For you: question %(number)d", number=question.id),
            paragraph(_("%(name)s entrusts this question to you.", name=by.name)),
        )  # fmt: skip


def message(question: Question, line: Exchange) -> Message:
    with force_locale(question.language):
        return to_asker(
            question, _("About your question, number %(number)d", number=question.id),
            Block("quotation", line.text),
        )  # fmt: skip


def detail_asked(question: Question, line: Exchange) -> Message:
    with force_locale(question.language):
        return to_asker(
            question, _("A detail about your question, number %(number)d", number=question.id),
            paragraph(_("To go on, the coordination would like to know:")),
            Block("quotation", line.text),
            paragraph(_("While we wait for your words, the promised day waits too.")),
            button=_("Answer"),
        )  # fmt: skip


def replied(question: Question, user: User, text: str) -> Message:
    with force_locale(user.language):
        return to_team(
            question, user, _("The detail came: question %(number)d", number=question.id),
            Block("quotation", text),
        )  # fmt: skip


def file_added(question: Question, user: User, text: str) -> Message:
    with force_locale(user.language):
        return to_team(
            question, user, _("A file came: question %(number)d", number=question.id),
            Block("quotation", text),
        )  # fmt: skip


def wording_proposed(wording: Wording) -> Message:
    question = wording.question
    with force_locale(question.language):
        blocks = [
            paragraph(_("From your words, this research question is proposed:")),
            Block("quotation", wording.text),
        ]
        if wording.reason:
            blocks.append(paragraph(_("Why: %(reason)s", reason=wording.reason)))
        blocks.append(paragraph(_("Your own words stay as they are. Say if this is what you ask, "
                                  "correct it, or say that it is not.")))  # fmt: skip
        subject = _("A wording to read: question %(number)d", number=question.id)
        return to_asker(question, subject, *blocks, button=_("Read and answer"))


def wording_amended(wording: Wording, user: User) -> Message:
    question = wording.question
    with force_locale(user.language):
        return to_team(
            question, user, _("The wording was corrected: question %(number)d", number=question.id),
            Block("quotation", wording.text),
        )  # fmt: skip


def wording_declined(wording: Wording, user: User, reason: str) -> Message:
    question = wording.question
    with force_locale(user.language):
        return to_team(
            question, user, _("Not their question: number %(number)d", number=question.id),
            paragraph(_("Whoever asked does not recognise the wording that was proposed:")),
            Block("quotation", reason),
        )  # fmt: skip


def words_corrected_for_team(wording: Wording, user: User) -> Message:
    question = wording.question
    with force_locale(user.language):
        return to_team(
            question, user, _("The words were corrected: question %(number)d", number=question.id),
            Block("quotation", wording.text),
        )  # fmt: skip


def words_corrected(wording: Wording, support: Support) -> Message:
    with force_locale(support.language):
        return to_supporter(
            support, _("A question that you share was corrected"),
            paragraph(_("Whoever asked it says now:")), Block("quotation", wording.text),
            paragraph(_("If it is no longer yours, say so on its page.")),
        )  # fmt: skip


def to_supporter(support: Support, subject: str, *blocks: Block, button: str = "", key: str = ""):
    """A message to somebody who said “us too”; its page also ends these messages."""
    secret = links.support_key(support)
    where = address("questions.shared", key=secret)
    blocks += (Block("button", button or _("See what becomes of it"), where),)
    reason = _("You receive this message because you said “us too” to question %(number)d.",
               number=support.question_id)  # fmt: skip
    return Message(subject, blocks, reason, support.language, secret=secret, event_key=key or None)


def to_confirm_support(support: Support) -> Message:
    with force_locale(support.language):
        if support.question.workshop is not None:
            return shared_in_workshop(support)
        return to_supporter(
            support, _("Confirm that you ask the same"),
            paragraph(_("With this address, somebody said “us too” to this question:")),
            Block("quotation", support.question.wish),
            paragraph(_("Open the page and press the button: you are counted then, and told what "
                        "becomes of it. If it was not you, do nothing.")),
            button=_("Confirm or throw away"),
        )  # fmt: skip


def shared_in_workshop(support: Support) -> Message:
    """Their own words alone: those of the others are not confirmed yet."""
    began, after = said_in(support.question)
    return to_supporter(
        support, _("Confirm what you said in the workshop"),
        paragraph(began), *(Block("quotation", text) for text in support.context.splitlines()),
        paragraph(_("Others of the workshop said nearly the same. With your agreement you ask it "
                    "together: one question, and each keeps their own words.")),
        paragraph(after), button=_("Read and confirm"),
    )  # fmt: skip


def shared_already(support: Support) -> Message:
    with force_locale(support.language):
        return to_supporter(
            support, _("You share this question already"),
            Block("quotation", support.question.wish),
            paragraph(_("Nothing more is to be done. Its page says where it stands.")),
        )  # fmt: skip


def asked_already(question: Question) -> Message:
    with force_locale(question.language):
        return to_asker(
            question, _("This question is yours: number %(number)d", number=question.id),
            paragraph(_("With this address, somebody said “us too” to your own question. You are "
                        "counted already.")),
        )  # fmt: skip


def hidden(question: Question, reason: str) -> Message:
    with force_locale(question.language):
        return to_asker(
            question, _("Your question, number %(number)d, is out of sight", number=question.id),
            paragraph(_("The coordination took it out of sight, and says why:")),
            Block("quotation", reason),
            paragraph(_("It is kept. If you see it otherwise, say so: somebody else looks at it.")),
            button=_("Ask for a second look"),
        )  # fmt: skip


def shown_again(question: Question, reason: str) -> Message:
    with force_locale(question.language):
        return to_asker(
            question, _("Your question, number %(number)d, is back", number=question.id),
            Block("quotation", reason),
        )  # fmt: skip


def appealed(question: Question, user: User, text: str) -> Message:
    with force_locale(user.language):
        return to_team(
            question, user, _("A second look is asked for: question %(number)d", number=question.id),
            Block("quotation", text),
        )  # fmt: skip


def retracted(question: Question, user: User, reason: str) -> Message:
    with force_locale(user.language):
        blocks = [paragraph(_("Whoever asked this question took it back."))]
        if reason:
            blocks.append(Block("quotation", reason))
        subject = _("Taken back: question %(number)d", number=question.id)
        return to_team(question, user, subject, *blocks)
