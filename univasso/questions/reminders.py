"""The mails that time alone causes: each with a key, so that it leaves once."""

from datetime import date, datetime

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from univasso.core import clock
from univasso.core.mail import Block, Message
from univasso.models.accounts import User
from univasso.models.questions import Question
from univasso.questions.mails import paragraph, short, to_asker, to_team
from univasso.web.mailing import address


def _on(day: date | datetime) -> str:
    return format_date(day, "long")


def promise_near(question: Question, user: User) -> Message:
    with force_locale(user.language):
        return to_team(
            question, user, _("An answer is promised: question %(number)d", number=question.id),
            paragraph(_("A first answer is promised by %(day)s, and whoever asked has none yet.",
                        day=_on(question.promised_on))),
            key=f"near:{question.id}:{question.promised_on}",
        )  # fmt: skip


def promise_missed(question: Question, user: User) -> Message:
    with force_locale(user.language):
        return to_team(
            question, user, _("The promise has passed: question %(number)d", number=question.id),
            paragraph(_("A first answer was promised by %(day)s. Whoever asked still waits.",
                        day=_on(question.promised_on))),
            key=f"late:{question.id}:{question.promised_on}",
        )  # fmt: skip


def promise_missed_deputy(question: Question, user: User) -> Message:
    holder = question.assignee.name if question.assignee else "—"
    with force_locale(user.language):
        return to_team(
            question, user, _("To take over? Question %(number)d", number=question.id),
            paragraph(_("%(name)s follows it, and the promised day has passed without an answer. You "
                        "stand in: answer, or take it.", name=holder)),
            key=f"late-deputy:{question.id}:{question.promised_on}",
        )  # fmt: skip


def silent(question: Question, user: User) -> Message:
    with force_locale(user.language):
        return to_team(
            question, user, _("Nothing for 45 days: question %(number)d", number=question.id),
            paragraph(_("The last human act is of %(day)s. Whoever asked is owed a word.",
                        day=_on(question.last_act_at))),
            key=f"silent:{question.id}:{question.last_act_at:%Y%m%d%H%M}",
        )  # fmt: skip


def still_awaited(question: Question, since: datetime, days: int) -> Message:
    with force_locale(question.language):
        return to_asker(
            question, _("We wait for your words: question %(number)d", number=question.id),
            paragraph(_("On %(day)s we wrote to you about your question:", day=_on(since))),
            Block("quotation", short(question.wish)),
            paragraph(_("A few words are enough, and a telephone call does as well.")),
            button=_("Answer"), key=f"awaited:{question.id}:{since:%Y%m%d%H%M}:{days}",
        )  # fmt: skip


def still_to_confirm(question: Question) -> Message:
    with force_locale(question.language):
        return to_asker(
            question, _("Your question still waits for you"),
            Block("quotation", short(question.wish)),
            paragraph(_("Nobody has it before you confirm. After seven days it is thrown away.")),
            button=_("Confirm my question"), key=f"confirm:{question.id}",
        )  # fmt: skip


def week(questions: list[Question], user: User) -> Message:
    """What a coordinator has before them this week."""
    with force_locale(user.language):
        lines = [
            _("No. %(number)d, promised by %(day)s: %(wish)s", number=q.id, day=_on(q.promised_on),
              wish=short(q.wish, 90))
            if q.promised_on and q.first_answer_at is None
            else _("No. %(number)d, silent: %(wish)s", number=q.id, wish=short(q.wish, 90))
            for q in questions
        ]  # fmt: skip
        return Message(
            _("Your questions of the week: %(count)d", count=len(questions)),
            (Block("list", items=tuple(lines)),
             Block("button", _("Open the inbox"), address("questions.triage", pour="mine"))),
            _("You receive this message because you look after the questions."),
            user.language, event_key=f"week:{user.id}:{_week_of_today()}",
        )  # fmt: skip


def _week_of_today() -> str:
    today = clock.today().isocalendar()
    return f"{today.year}-{today.week}"
