"""The visible chain of a question, and who may read it (A2★1, A2★2)."""

from dataclasses import dataclass
from datetime import datetime

from univasso.core import history
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.pairings import Pairing
from univasso.models.question_exchanges import WordingState
from univasso.models.question_words import OUTCOMES, Visibility
from univasso.models.questions import Question, QuestionState

ASKED, MET = N_("Somebody is asked to work on it"), N_("Both sides said yes")
PAIRED = (ASKED, MET)


@dataclass(frozen=True)
class Step:
    """A step of the chain: its words, when it was reached, and whether it is the present one."""

    label: str  # marked with N_
    at: datetime | None
    is_now: bool = False


def steps(question: Question) -> list[Step]:
    """Words → received → qualified → wording agreed → asked → agreed → outcome; what is ahead has no
    date, and a pairing is a step only of what was paired or waits for it."""
    agreed = [w.answered_at for w in question.wordings
              if w.kind == "research" and w.state == WordingState.ACCEPTED]  # fmt: skip
    chain = [
        (N_("Your words"), question.created_at),
        (N_("Received by the coordination"), question.received_at),
        (N_("Filed under the needs of the programme"), question.published_at),
        (N_("Wording agreed by both sides"), agreed[-1] if agreed else None),
        (ASKED, _first(question, "asked_at")),
        (MET, _first(question, "agreed_at")),
        (OUTCOMES.get(question.outcome, N_("Its outcome")), question.settled_at),
    ]
    if question.state != QuestionState.QUALIFIED:
        chain = [step for step in chain if step[1] is not None or step[0] not in PAIRED]
    ahead = [i for i, (_label, at) in enumerate(chain) if at is None]
    stopped = question.state in (QuestionState.WITHDRAWN, QuestionState.HIDDEN)
    now = None if stopped or not ahead else ahead[0]
    return [Step(label, at, i == now) for i, (label, at) in enumerate(chain)]


def requests(question: Question) -> list[Pairing]:
    """The requests to work on it that left the shortlist of the coordination, oldest first."""
    return sorted((p for p in question.pairings if p.asked_at), key=lambda p: p.id)


def _first(question: Question, moment: str) -> datetime | None:
    """When it first happened to one of its requests, if it did."""
    return min(filter(None, (getattr(p, moment) for p in requests(question))), default=None)


def choose_visibility(
    question: Question, visibility: Visibility, shows_history: bool, by: User | None
) -> None:
    """Who may read it from now on. Closing it takes it at once out of every list and export."""
    if (question.visibility, question.is_history_public) == (visibility, shows_history):
        return
    question.visibility, question.is_history_public = visibility, shows_history
    history.record(question, "choose_visibility", by, note=visibility)
