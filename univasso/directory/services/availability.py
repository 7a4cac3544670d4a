"""What a researcher can take on, when; and the interests that they declare once a year."""

from datetime import date, timedelta

from univasso.core import clock, history, jobs, mail
from univasso.core.db import db, transaction
from univasso.directory import researcher_mails as mails
from univasso.directory.services.researchers import touch
from univasso.models.accounts import User
from univasso.models.researchers import AvailablePeriod, Interest, Researcher, ResearcherState

YEAR = timedelta(days=365)


class Overlap(Exception):  # noqa: N818
    """Days that belong to a period already there; ``period`` is that one."""

    def __init__(self, period: AvailablePeriod):
        super().__init__(period.id)
        self.period = period


def say(
    researcher: Researcher, by: User, capacity: int | None, offers: list[str], pause: date | None
) -> None:
    """How many partnerships at once, of which kinds, and a pause until a day."""
    researcher.capacity, researcher.offers, researcher.paused_until = capacity, offers, pause
    touch(researcher, "edit", by, "availability")


def add_period(
    researcher: Researcher, by: User, starts_on: date, ends_on: date, note: str = ""
) -> AvailablePeriod:
    """Whole days, both ends included. Raises ``Overlap``."""
    for known in researcher.periods:
        if known.starts_on <= ends_on and starts_on <= known.ends_on:
            raise Overlap(known)
    row = AvailablePeriod(starts_on=starts_on, ends_on=ends_on, note=note)
    researcher.periods.append(row)
    touch(researcher, "edit", by, "availability")
    return row


def drop_period(researcher: Researcher, row: AvailablePeriod, by: User) -> None:
    researcher.periods.remove(row)
    touch(researcher, "edit", by, "availability")


def declare(researcher: Researcher, by: User, **about) -> Interest:
    """An interest, for the coordination alone; declaring one says that the others are up to date."""
    row = Interest(**about)
    researcher.interests.append(row)
    history.record(researcher, "declare_interests", by)
    _confirmed(researcher)
    return row


def drop_interest(researcher: Researcher, row: Interest, by: User) -> None:
    researcher.interests.remove(row)
    history.record(researcher, "declare_interests", by)
    _confirmed(researcher)


def confirm(researcher: Researcher, by: User) -> None:
    """All that is declared is right today, be it nothing at all."""
    history.record(researcher, "confirm_interests", by)
    _confirmed(researcher)


def _confirmed(researcher: Researcher) -> None:
    researcher.interests_confirmed_at = clock.now()
    jobs.queue(
        "confirm_interests", key=f"interests:{researcher.id}", due_at=clock.now() + YEAR,
        researcher_id=researcher.id,
    )  # fmt: skip


@jobs.handler("confirm_interests")
def ask_to_confirm(researcher_id: int) -> None:
    """Once a year, unless it was confirmed since or the person is away."""
    row = db.session.get(Researcher, researcher_id)
    if row is None or row.user is None or row.state != ResearcherState.ACTIVE:
        return
    if row.interests_confirmed_at is None or row.interests_confirmed_at + YEAR > clock.now():
        return
    with transaction():
        mail.queue(mails.confirm_interests(row), row.user.email, row.user.name)
