"""What the pages of outputs read."""

from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from univasso.core import clock
from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.core.history import HistoryEntry
from univasso.models.accounts import User
from univasso.models.conversations import Enquiry, PrivateLink, Proofreading, Remark
from univasso.models.output_history import OutputVersion
from univasso.models.output_words import REASONS
from univasso.models.outputs import Author, Output, OutputState, output_need
from univasso.models.question_outcomes import Answer
from univasso.models.questions import Question
from univasso.policy import VISIBLE

FEW = 5  # a count under which reasons are grouped, so that nobody is recognised (C5★5)


def related(output: Output, user: User | None, most: int = 3) -> list[Output]:
    """Published outputs that share the most needs with this one, newest first."""
    needs = [need.id for need in output.needs]
    if not needs:
        return []
    shared = func.count().label("shared")
    found = (
        select(Output)
        .join(output_need, output_need.c.output_id == Output.id)
        .where(
            output_need.c.need_id.in_(needs),
            Output.id != output.id,
            Output.state == OutputState.PUBLISHED,
            VISIBLE[Output](user),
        )
        .group_by(Output.id)
        .order_by(shared.desc(), Output.issued_key.desc(), Output.id.desc())
        .limit(most)
        .options(selectinload(Output.authors))
    )
    return list(db.session.scalars(found))


def answered_questions(output: Output, user: User | None) -> list[Question]:
    """The questions that it was said to answer, and that the reader may know of."""
    linked = select(Answer.question_id).where(
        Answer.output_id == output.id, Answer.support_id.is_(None)
    )
    found = select(Question).where(
        Question.id.in_(linked), Question.published_at.is_not(None), VISIBLE[Question](user)
    )
    return list(db.session.scalars(found.order_by(Question.id)))


def duplicates(output: Output, most: int = 5) -> list[Output]:
    """Outputs that may be the same: same DOI, HAL number or ISBN, or same title and year (C5.10)."""
    signs = [
        getattr(Output, name) == value
        for name in ("doi", "hal", "isbn", "duplicate_key")
        if (value := getattr(output, name))
    ]
    if not signs:
        return []
    found = (
        select(Output)
        .where(or_(*signs), Output.id != output.id, Output.state != OutputState.MERGED)
        .order_by(Output.id)
        .limit(most)
    )
    return list(db.session.scalars(found))


def of_depositor(user: User) -> list[Output]:
    """What somebody deposited, what moved last first."""
    return list(
        db.session.scalars(
            select(Output).where(Output.depositor_id == user.id).order_by(Output.updated_at.desc())
        )
    )


def given_back(user: User) -> list[Output]:
    """The drafts of somebody about which the coordination waits for an answer."""
    asked = select(Remark.output_id).where(Remark.resolved_at.is_(None), Remark.by_id != user.id)
    return list(
        db.session.scalars(
            select(Output)
            .where(
                Output.depositor_id == user.id,
                Output.state == OutputState.DRAFT,
                Output.id.in_(asked),
            )
            .order_by(Output.updated_at)
        )
    )


@dataclass(frozen=True)
class Queue:
    """What a coordinator chose to see: states, whose, words of the title."""

    state: str = "submitted"
    whose: str = ""  # "mine", "nobody" or everybody's
    words: str = ""

    def select(self, user: User) -> Select[tuple[Output]]:
        """The outputs of this queue, oldest first when they wait, newest first otherwise."""
        found = select(Output).where(Output.state == self.state)
        if self.whose == "mine":
            found = found.where(Output.assignee_id == user.id)
        elif self.whose == "nobody":
            found = found.where(Output.assignee_id.is_(None))
        for word in sort_key(self.words).split():
            found = found.where(Output.sort_key.contains(word, autoescape=True))
        if self.state == OutputState.SUBMITTED:
            return found.order_by(Output.submitted_at, Output.id)
        return found.order_by(Output.updated_at.desc(), Output.id)


def waiting_count() -> int:
    """How many outputs wait to be read: the badge of the queue."""
    return db.session.scalar(
        select(func.count()).select_from(Output).where(Output.state == OutputState.SUBMITTED)
    )


def open_enquiry_count() -> int:
    """How many readers wait for an answer."""
    return db.session.scalar(
        select(func.count()).select_from(Enquiry).where(Enquiry.closed_at.is_(None))
    )


def counts_by_state() -> dict[str, int]:
    rows = db.session.execute(select(Output.state, func.count()).group_by(Output.state))
    return {state: count for state, count in rows}  # noqa: C416 — rows are not pairs of one type


def thread(output: Output) -> list[Remark]:
    return list(
        db.session.scalars(select(Remark).where(Remark.output_id == output.id).order_by(Remark.id))
    )


def open_links(output: Output) -> list[PrivateLink]:
    found = select(PrivateLink).where(PrivateLink.output_id == output.id).order_by(PrivateLink.id)
    return [link for link in db.session.scalars(found) if link.is_open()]


def proofreadings(output: Output) -> list[Proofreading]:
    return list(db.session.scalars(select(Proofreading).where(Proofreading.output_id == output.id)))


def versions(output: Output) -> list[OutputVersion]:
    """Newest first."""
    return list(
        db.session.scalars(
            select(OutputVersion)
            .where(OutputVersion.output_id == output.id)
            .order_by(OutputVersion.number.desc())
        )
    )


def uses(output: Output) -> list[Enquiry]:
    """What readers say it was useful for, once looked at (V★6)."""
    return list(
        db.session.scalars(
            select(Enquiry)
            .where(Enquiry.output_id == output.id, Enquiry.kind == "use", Enquiry.is_public)
            .order_by(Enquiry.id.desc())
        )
    )


def enquiries(only_open: bool) -> Select[tuple[Enquiry]]:
    found = select(Enquiry).options(selectinload(Enquiry.output))
    if only_open:
        found = found.where(Enquiry.closed_at.is_(None))
    return found.order_by(Enquiry.created_at.desc())


@dataclass(frozen=True)
class ReasonCount:
    """How often a reason was given in a year; ``label`` is empty for those grouped."""

    year: int
    label: str
    count: int


def reasons_by_year() -> list[ReasonCount]:
    """Why outputs were sent back, not published or withdrawn, year by year (C5★5)."""
    entries = db.session.execute(
        select(HistoryEntry.at, HistoryEntry.reason).where(
            HistoryEntry.subject_kind == "output", HistoryEntry.reason != ""
        )
    )
    counts: dict[int, dict[str, int]] = {}
    for at, reason in entries:
        of_year = counts.setdefault(at.astimezone(clock.PARIS).year, {})
        of_year[reason] = of_year.get(reason, 0) + 1
    found = []
    for year in sorted(counts, reverse=True):
        many = {r: n for r, n in counts[year].items() if n >= FEW}
        rest = sum(n for n in counts[year].values() if n < FEW)
        found += [
            ReasonCount(year, REASONS[r], n)
            for r, n in sorted(many.items(), key=lambda pair: -pair[1])
        ]
        found += [ReasonCount(year, "", rest)] if rest else []
    return found


def people_of(entries: list[HistoryEntry]) -> dict[int, User]:
    """Who did what is in a history, by number."""
    numbers = {entry.by_id for entry in entries if entry.by_id}
    return {u.id: u for u in db.session.scalars(select(User).where(User.id.in_(numbers)))}


def author(number: int) -> Author | None:
    return db.session.get(Author, number)
