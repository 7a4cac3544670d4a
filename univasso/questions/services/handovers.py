"""A question passed on to a body: who asked agrees, the mail, the acknowledgement (C1.8, C1★2)."""

from univasso.core import clock, history, mail
from univasso.core.db import db
from univasso.core.workflow import WrongState
from univasso.models.accounts import User
from univasso.models.question_outcomes import HANDOVER, Handover, HandoverState, ReceivingBody
from univasso.models.questions import Question, QuestionState
from univasso.questions import handover_mails, queries
from univasso.questions.services import desks, triage, wordings

OPEN = (HandoverState.AWAITING_CONSENT, HandoverState.SENT)


def start(question: Question, body: ReceivingBody, has_consent: bool, by: User | None) -> Handover:
    """Ask whoever asked to agree; or pass it on at once when they have agreed already."""
    handover = Handover(body=body, text=wordings.words_now(question), by_id=by.id if by else None)
    question.handovers.append(handover)
    db.session.flush()
    if has_consent:
        agree(handover, by, gives_contact=True)
    return handover


def agree(handover: Handover, by: User | None, *, gives_contact: bool) -> None:
    """Pass it on: its words, and how to reach whoever asked only if they agree to that too.

    Raises ``WrongState``.
    """
    question = handover.question
    if question.state != QuestionState.SETTLED:  # taken back, hidden or opened again meanwhile
        raise WrongState(handover, "agree")
    HANDOVER.apply("agree", handover, by)
    handover.agreed_at = handover.sent_at = clock.now()
    if gives_contact:
        handover.text += "\n\n" + "\n".join(contact_of(question))
    question.last_act_at = clock.now()
    history.record(question, "hand_over", by, note=handover.body.name)
    if handover.body.email:  # else nothing comes back, and the coordination sees it in 15 days
        mail.queue(handover_mails.passed_on(handover), handover.body.email, handover.body.name)


def send_again(handover: Handover, by: User | None) -> None:
    """Write once more to whoever has said nothing for 15 days. Raises ``WrongState``."""
    question = handover.question
    if not handover.is_overdue or question.state != QuestionState.SETTLED:
        raise WrongState(handover, "acknowledge")
    history.record(question, "send_handover_again", by, note=handover.body.name)
    if handover.state == HandoverState.SENT:
        handover.sent_at = clock.now()
        if handover.body.email:
            about = handover_mails.passed_on(handover)
            mail.queue(about, handover.body.email, handover.body.name)
    else:
        handover.at = clock.now()
        if question.email:
            mail.queue(
                handover_mails.still_to_agree(handover), question.email, question.contact_name
            )
    question.last_act_at = clock.now()


def contact_of(question: Question) -> list[str]:
    """What a body needs to call or to write to whoever asked."""
    name = question.asker.name if question.asker else question.contact_name
    return [line for line in (name, question.who, question.email, question.contact_phone) if line]


def decline(handover: Handover, by: User | None, reason: str) -> None:
    """Nothing is sent, and the question is among those that wait again."""
    question = handover.question
    HANDOVER.apply("decline", handover, by, note=reason)
    history.record(question, "decline_handover", by, note=reason)
    if question.state == QuestionState.SETTLED:
        triage.reopen(question, reason or handover.body.name, by)
    question.last_act_at = clock.now()
    who = desks.in_charge(question.assignee)
    if who is not None:
        mail.queue(handover_mails.declined(handover, who, reason), who.email, who.name)


def is_taken_back(handover: Handover) -> bool:
    """Whether the body has nothing to do with it any more."""
    gone = (QuestionState.WITHDRAWN, QuestionState.HIDDEN)
    return handover.state in ("closed", "declined", "consent") or handover.question.state in gone


def acknowledge(handover: Handover, words: str) -> None:
    """The body has received it; who asked is told, with its words. Raises ``WrongState``."""
    question = handover.question
    if is_taken_back(handover):
        raise WrongState(handover, "acknowledge")
    HANDOVER.apply("acknowledge", handover, None)
    handover.acknowledged_at, handover.words = clock.now(), words
    question.last_act_at = clock.now()
    history.record(question, "acknowledge_handover", None, note=words)
    if question.email:
        mail.queue(handover_mails.acknowledged(handover), question.email, question.contact_name)


def close(question: Question, by: User | None) -> None:
    """Take back what was not acknowledged: the coordination looks at the question again."""
    for handover in question.handovers:
        if handover.state in OPEN:
            HANDOVER.apply("close", handover, by)


def tell_overdue() -> None:
    """Tell whoever follows a question, once, that no body has said that it received it."""
    for handover in queries.overdue_handovers():
        who = desks.in_charge(handover.question.assignee)
        for user in [who] if who is not None else desks.coordinators():
            mail.queue(handover_mails.overdue(handover, user), user.email, user.name)
