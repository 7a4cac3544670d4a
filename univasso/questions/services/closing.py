"""From the notes of a workshop to questions: each association confirms its own, or says no (A2★4).

A group, or a note that is alone, becomes one question of whoever spoke first. It stays unconfirmed,
seen by nobody, until they confirm it; the others who spoke are asked to share it.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from univasso.accounts.services.addresses import email_key
from univasso.core import clock, history, mail, retention
from univasso.core.db import db
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.question_exchanges import Support
from univasso.models.question_words import Channel
from univasso.models.questions import Question, QuestionState
from univasso.models.workshops import Workshop, WorkshopGuest, WorkshopNote
from univasso.questions import mails
from univasso.questions.services import asking, supports, workshops

ANSWERED_WITHIN = timedelta(days=30)


@dataclass
class Voice:
    """What one of those who take part said in a group."""

    guest: WorkshopGuest
    notes: list[WorkshopNote]

    @property
    def words(self) -> list[str]:
        return [note.text for note in self.notes]


@dataclass
class Sending:
    """What leaves for one question: who asks it, who is asked to share it, what cannot be sent."""

    heading: str
    question: Question | None  # that somebody of the group was asked to confirm before
    voices: list[Voice]
    silent: list[WorkshopNote]  # nobody is named, or they have no address

    @property
    def asker(self) -> Voice | None:
        return self.voices[0] if self.voices and self.question is None else None

    @property
    def others(self) -> list[Voice]:
        return self.voices if self.question is not None else self.voices[1:]


def plan(workshop: Workshop) -> list[Sending]:
    """What would leave now, in the order of the room."""
    found = []
    for group in workshops.groups(workshop):
        bundles = [group.notes] if group.heading else [[note] for note in group.notes]
        found += [_sending(group.heading, notes) for notes in bundles]
    return [sending for sending in found if sending.voices or sending.silent]


def _sending(heading: str, notes: list[WorkshopNote]) -> Sending:
    voices: dict[str, Voice] = {}
    for note in notes:
        if note.can_be_sent:
            voice = voices.setdefault(email_key(note.guest.email), Voice(note.guest, []))
            voice.notes.append(note)
    silent = [note for note in notes if note.sent_at is None and not note.can_be_sent]
    known = next((note.question for note in notes if note.question is not None), None)
    return Sending(heading, known, list(voices.values()), silent)


def close(workshop: Workshop, by: User, language: str) -> int:
    """Write to each who can be written to; give back to how many. What waits is sent another day."""
    count = 0
    for sending in plan(workshop):
        question = sending.question
        if sending.asker is not None:
            question = _ask(workshop, sending.asker, by, language)
        for voice in sending.others:
            _share(question, voice, language)
        count += len(sending.voices)
    if workshop.closed_at is None:
        workshop.closed_at = clock.now()
        history.record(workshop, "close_workshop", by)
    workshops.forget_steps(workshop)
    return count


def _ask(workshop: Workshop, voice: Voice, by: User, language: str) -> Question:
    """The first words are the question, what they said besides is its situation."""
    first, *others = voice.words
    question = asking.start({
        "wish": first, "situation": "\n".join(others)[:3000], "channel": Channel.WORKSHOP,
        "association_name": voice.guest.name, "contact_email": voice.guest.email,
        "workshop": workshop, "entered_by": by,
    }, None, language)  # fmt: skip
    asking.hold(question)
    _sent(voice, question=question)
    return question


def _share(question: Question, voice: Voice, language: str) -> None:
    if email_key(question.email) == email_key(voice.guest.email):
        _sent(voice, question=question)
        return
    about = {"context": "\n".join(voice.words)[:1500], "association_name": voice.guest.name}
    support = supports.invite(question, about, voice.guest.email, language)
    _sent(voice, support=support)


def _sent(voice: Voice, **what) -> None:
    for note in voice.notes:
        note.sent_at = clock.now()
        for name, row in what.items():
            setattr(note, name, row)
    db.session.flush()


def confirm(question: Question, about: dict) -> None:
    """Whoever said it confirms, in the words of the room or in better ones. Raises ``WrongState``."""
    asking.write(question, about)
    asking.confirm(question)


def decline(question: Question) -> None:
    """Whoever is asked does not want to ask it: it goes to the next who said the same, or away."""
    for note in _notes(WorkshopNote.question_id == question.id):
        note.declined_at = clock.now()
    _pass_on(question)


def decline_sharing(support: Support) -> None:
    """Whoever was asked to share it says no, or no longer wants to."""
    for note in _notes(WorkshopNote.support_id == support.id):
        note.declined_at = clock.now()
    supports.end(support)


def correct_email(guest: WorkshopGuest, before: str) -> None:
    """The address was mistyped: what waits for an answer leaves again for the right one."""
    unconfirmed = QuestionState.UNCONFIRMED
    for note in _notes(WorkshopNote.guest_id == guest.id):
        question, support = note.question, note.support
        if question is not None and question.state == unconfirmed:
            if question.contact_email == before:
                asking.correct_email(question, guest.email)
        elif support is not None and support.confirmed_at is None and support.email == before:
            supports.correct_email(support, guest.email)


def _pass_on(question: Question) -> None:
    """The first of the others becomes who asks, in their own words; without any, nothing is left."""
    for note in _notes(WorkshopNote.question_id == question.id):
        note.question = None
    others = [support for support in question.supports if support.ended_at is None]
    heir = min(others, key=lambda support: (support.confirmed_at is None, support.id), default=None)
    if heir is None:
        db.session.delete(question)
        db.session.flush()
        return
    for note in _notes(WorkshopNote.support_id == heir.id):
        note.question, note.support = question, None
    asking.write(question, {
        "wish": heir.context, "situation": "", "association_name": heir.association_name,
        "contact_email": heir.email, "language": heir.language, "created_at": clock.now(),
        "link_number": question.link_number + 1,
    })  # fmt: skip
    has_confirmed = heir.confirmed_at is not None
    db.session.delete(heir)
    db.session.flush()
    if has_confirmed:
        asking.confirm(question)
    else:
        mail.queue(mails.to_confirm(question), question.contact_email)


def _notes(condition) -> list[WorkshopNote]:
    return list(db.session.scalars(select(WorkshopNote).where(condition)))


def unanswered():
    return asking.unconfirmed() & Question.workshop_id.is_not(None)


def _forget_unanswered() -> int:
    limit = Question.created_at < clock.now() - ANSWERED_WITHIN
    found = db.session.scalars(select(Question).where(limit, unanswered())).all()
    for question in found:
        _pass_on(question)
    return len(found)


retention.keep(
    "workshop_unanswered", Question, Question.created_at, ANSWERED_WITHIN,
    N_("Questions of workshops that nobody confirmed"), unanswered, act=_forget_unanswered,
)  # fmt: skip
