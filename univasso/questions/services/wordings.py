"""From an association's words to a research question, step by step, signed by both sides (A2.7)."""

from univasso.core import clock, comparison, history, mail
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.question_exchanges import WORDING, Wording, WordingState
from univasso.models.questions import Question
from univasso.questions import mails
from univasso.questions.services import desks, triage


class OneWaits(Exception):  # noqa: N818
    """A wording is already proposed: it is answered before another one comes."""


def current(question: Question) -> Wording | None:
    """The research question that both sides agreed upon last."""
    agreed = [w for w in question.wordings
              if w.kind == "research" and w.state == WordingState.ACCEPTED]  # fmt: skip
    return agreed[-1] if agreed else None


def waiting(question: Question) -> Wording | None:
    """The wording that awaits an answer."""
    return next((w for w in question.wordings if w.state == WordingState.PROPOSED), None)


def propose(question: Question, text: str, reason: str, by: User) -> Wording:
    """The coordination proposes a research question. Raises ``OneWaits``."""
    if waiting(question) is not None:
        raise OneWaits
    wording = _add(question, text, reason, by, signed_as=by.name)
    history.record(question, "propose_wording", by, note=reason)
    triage.act(question, answers=True)
    if question.email:
        mail.queue(mails.wording_proposed(wording), question.email, question.contact_name)
    return wording


def accept(wording: Wording, by: User | None, name: str) -> None:
    """The other side says that this is the question."""
    WORDING.apply("accept", wording, by)
    _answered(wording, name)
    history.record(wording.question, "accept_wording", by)


def amend(wording: Wording, text: str, reason: str, by: User | None, name: str) -> Wording:
    """The other side writes the next version, which this side answers in turn."""
    WORDING.apply("amend", wording, by)
    _answered(wording, name)
    from_asker = not wording.is_from_asker
    following = _add(wording.question, text, reason, by, signed_as=name, is_from_asker=from_asker)
    history.record(wording.question, "amend_wording", by, note=reason)
    _tell_other_side(following)
    return following


def decline(wording: Wording, reason: str, by: User | None, name: str) -> None:
    """This is not the question: the words say why, and the coordination looks again."""
    WORDING.apply("decline", wording, by, note=reason)
    _answered(wording, name)
    history.record(wording.question, "decline_wording", by, note=reason)
    who = desks.in_charge(wording.question.assignee)
    if not wording.is_from_asker and who is not None:
        mail.queue(mails.wording_declined(wording, who, reason), who.email, who.name)


def correct_words(
    question: Question, text: str, reason: str, by: User | None, name: str
) -> Wording:
    """Who asked says their words again; the first ones stay, those who share them are told (A2.11)."""
    wording = _add(
        question, text, reason, by, signed_as=name, is_from_asker=True, kind="words",
        state=WordingState.ACCEPTED,
    )  # fmt: skip
    wording.answered_at = clock.now()
    history.record(question, "correct_words", by, note=reason)
    question.last_act_at = clock.now()
    for support in question.supports:
        if support.counts and support.email:
            mail.queue(mails.words_corrected(wording, support), support.email)
    who = desks.in_charge(question.assignee)
    if who is not None:
        mail.queue(mails.words_corrected_for_team(wording, who), who.email, who.name)
    return wording


def words_now(question: Question) -> str:
    """The words of who asks, as last corrected by them."""
    own = [w for w in question.wordings if w.kind == "words"]
    return own[-1].text if own else question.wish


def changes(question: Question, wording: Wording) -> tuple[tuple[str, str], ...]:
    """What a version changes of the one before it, as (``same``, ``gone`` or ``new``, words)."""
    texts = [question.wish, *(w.text for w in question.wordings)]
    before = texts[question.wordings.index(wording)]
    found = comparison.differences({"text": ""}, {"text": before}, {"text": wording.text})
    kept = sum(len(text) for tag, text in found[0].pieces if tag == "same") if found else 0
    # A sentence written anew has no history word by word: it is read as it is.
    is_another = kept * 3 < len(wording.text)
    return found[0].pieces if found and not is_another else (("same", wording.text),)


def _add(question: Question, text: str, reason: str, by: User | None, **about) -> Wording:
    number = max((w.number for w in question.wordings), default=0) + 1
    wording = Wording(
        number=number, text=text, reason=reason, by_id=by.id if by else None,
        **{"kind": "research", "state": WordingState.PROPOSED, "is_from_asker": False, **about},
    )  # fmt: skip
    question.wordings.append(wording)
    db.session.flush()
    return wording


def _answered(wording: Wording, name: str) -> None:
    wording.answered_at, wording.answered_as = clock.now(), name
    wording.question.last_act_at = clock.now()
    db.session.flush()


def _tell_other_side(wording: Wording) -> None:
    question = wording.question
    if not wording.is_from_asker:
        triage.act(question, answers=True)
        if question.email:
            mail.queue(mails.wording_proposed(wording), question.email, question.contact_name)
        return
    who = desks.in_charge(question.assignee)
    if who is not None:
        mail.queue(mails.wording_amended(wording, who), who.email, who.name)
