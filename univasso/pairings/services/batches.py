"""Proposals over many questions: asked for, computed by a job, stopped, put on the shortlists, undone."""

import time
from collections.abc import Iterable

from sqlalchemy import select

from univasso.core import clock, history, jobs
from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.models.groups import ResearchGroup
from univasso.models.pairings import Pairing, PairingBatch, PairingState
from univasso.models.questions import Question
from univasso.models.researchers import Researcher
from univasso.pairings import batches
from univasso.pairings.assigning import Cancelled, Pair
from univasso.pairings.services import keeping

GOES_ON = ("waiting", "running")
BEATS = 1.0  # seconds between two notes of how far it is
KINDS = {"researcher": Researcher, "group": ResearchGroup}


def ask(choices: dict, by: User) -> PairingBatch:
    """Have a proposal computed by the worker."""
    batch = PairingBatch(choices=choices, made_by_id=by.id)
    db.session.add(batch)
    db.session.flush()
    history.record(batch, "compute", by)
    jobs.queue("propose_pairings", key=f"batch:{batch.id}", batch_id=batch.id)
    return batch


def again(batch: PairingBatch, by: User) -> PairingBatch:
    """The same computation, with its seed: the same input gives the same result."""
    return ask(batch.choices, by)


def cancel(batch: PairingBatch, by: User) -> None:
    """Stop a computation that waits or goes on; nothing when it is over."""
    db.session.refresh(batch, with_for_update=True)
    if batch.state in GOES_ON:
        batch.state, batch.ended_at = "cancelled", clock.now()
        jobs.cancel(f"batch:{batch.id}")
        history.record(batch, "stop", by)


class _Beats:
    """Writes down how far a computation is, and reads whether it is still wanted."""

    def __init__(self, batch_id: int):
        self.batch_id, self.last, self.is_wanted = batch_id, 0.0, True

    def __call__(self, share: float) -> bool:
        if self.is_wanted and time.monotonic() - self.last >= BEATS:
            with transaction():
                batch = db.session.get(PairingBatch, self.batch_id)
                self.is_wanted = batch is not None and batch.state == "running"
                if self.is_wanted:
                    batch.done = int(100 * share)
            self.last = time.monotonic()
        return self.is_wanted


@jobs.handler("propose_pairings")
def compute(batch_id: int) -> None:
    """Compute a proposal; harmless the second time."""
    with transaction():
        batch = db.session.get(PairingBatch, batch_id)
        if batch is None or batch.state not in GOES_ON:
            return
        batch.state, asked = "running", dict(batch.choices)
    try:
        proposal = batches.propose(asked, _Beats(batch_id))
    except Cancelled:
        return
    with transaction():
        batch = db.session.get(PairingBatch, batch_id)
        if batch is not None and batch.state == "running":
            batch.state = "impossible" if proposal["clashes"] else "done"
            batch.proposal, batch.done, batch.ended_at = proposal, 100, clock.now()


def row_of(key: str) -> Researcher | ResearchGroup | None:
    """The candidate of a key such as ``researcher:12``."""
    kind, _colon, number = key.partition(":")
    if kind not in KINDS or not number.isdecimal() or len(number) > 9:
        return None
    return db.session.get(KINDS[kind], int(number))


def put_aside(
    pairs: Iterable[Pair], by: User, *, lock: bool = False, batch: PairingBatch | None = None
) -> dict[Pair, str]:
    """Put pairs on the shortlists, and lock them; nobody is told. Give back, for each pair, what
    became of it: ``kept``, ``locked``, ``known`` (it was there), ``stopped`` or ``gone``."""
    became = {}
    for question_id, key in pairs:
        question, row = db.session.get(Question, question_id), row_of(key)
        became[question_id, key] = (
            "gone" if question is None or row is None
            else _put_aside(question, row, by, lock, batch)
        )  # fmt: skip
    if batch is not None and {"kept", "locked"} & set(became.values()):
        batch.state, batch.applied_at = "applied", batch.applied_at or clock.now()
    return became


def _put_aside(question, row, by: User, lock: bool, batch: PairingBatch | None) -> str:
    try:
        pairing = keeping.keep(question, row, by)
        pairing.batch = batch
        became = "kept"
    except keeping.KeptAlready as known:
        pairing, became = known.pairing, "known"
    except keeping.Stopped:
        return "stopped"
    except keeping.NotToBePaired:
        return "gone"
    if lock and not pairing.is_locked and pairing.state == PairingState.KEPT:
        keeping.arrange(pairing, pairing.note, True, by)
        return "locked"
    return became


def undo(batch: PairingBatch, reason: str, by: User) -> int:
    """Take off the shortlists what this proposal put there, but what was locked or asked since."""
    rows = db.session.scalars(
        select(Pairing).where(
            Pairing.batch_id == batch.id, Pairing.state == PairingState.KEPT,
            Pairing.is_locked.is_(False),
        )
    ).all()  # fmt: skip
    for pairing in rows:
        keeping.drop(pairing, reason, by)
    if batch.state == "applied":
        batch.state = "done"
        history.record(batch, "undo", by)
    return len(rows)
