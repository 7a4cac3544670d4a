"""Registrations: a seat or a rank in the waiting list of a seminar, without account (C4.4–C4.7)."""

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.core.words import N_
from univasso.core.workflow import Verb, Workflow
from univasso.models.accounts import User
from univasso.models.seminars import Seminar


class RegistrationState(StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    DECLINED = "declined"
    EXPIRED = "expired"
    LEFT = "left"
    RELEASED = "released"  # the meeting was cancelled, or began before their turn came
    PRESENT = "present"
    ABSENT = "absent"


_S = RegistrationState
HOLDING = frozenset({_S.CONFIRMED, _S.OFFERED, _S.PRESENT, _S.ABSENT})  # these take a seat
LIVE = frozenset({_S.CONFIRMED, _S.WAITING, _S.OFFERED})
EXPECTED = LIVE | {_S.RELEASED}  # may turn up on the day: somebody without a seat may be let in

REGISTRATION = Workflow(
    offer=Verb({_S.WAITING}, _S.OFFERED, N_("Offer the seat")),
    take=Verb({_S.OFFERED}, _S.CONFIRMED, N_("Take the seat")),
    decline=Verb({_S.OFFERED}, _S.DECLINED, N_("Leave it to the next one")),
    expire=Verb({_S.OFFERED}, _S.EXPIRED, N_("No answer in time")),
    lapse=Verb({_S.CONFIRMED}, _S.EXPIRED, N_("No answer about the new date")),
    leave=Verb(LIVE, _S.LEFT, N_("Leave the meeting")),
    release=Verb(LIVE, _S.RELEASED, N_("Release")),
    note_present=Verb(EXPECTED | {_S.ABSENT}, _S.PRESENT, N_("Present")),
    note_absent=Verb({_S.CONFIRMED, _S.PRESENT}, _S.ABSENT, N_("Absent")),
    note_unsure=Verb({_S.PRESENT, _S.ABSENT}, _S.CONFIRMED, N_("Take the tick back")),
)
REGISTRATION_STATE_LABELS = {
    _S.CONFIRMED: N_("Seat confirmed"),
    _S.WAITING: N_("On the waiting list"),
    _S.OFFERED: N_("A seat is offered"),
    _S.DECLINED: N_("Left to the next one"),
    _S.EXPIRED: N_("Ended without an answer"),
    _S.LEFT: N_("Registration left"),
    _S.RELEASED: N_("Ended with the meeting"),
    _S.PRESENT: N_("Was there"),
    _S.ABSENT: N_("Was not there"),
}
WAYS = {"room": N_("In the room"), "remote": N_("Remotely")}
PARTS = {
    "active": N_("I take part in the discussion"),
    "listener": N_("I come to listen"),
}
HELP = {
    "wheelchair": N_("Wheelchair access"),
    "sign_language": N_("French sign language interpreting"),
    "captions": N_("Written transcription"),
    "large_print": N_("Documents in large print"),
}

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without those that are said or read alike

_LIVE_ONCE = text("state in ('confirmed', 'waiting', 'offered') and email_key <> ''")


def _drawn() -> int:
    return secrets.randbelow(2**31)


def _code() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(6))


class Registration(db.Model):
    """One person at one seminar. Whoever leaves and comes back has another row, at the end."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("seminar_id", "place"),
        Index(
            "uq_registration_live", "seminar_id", "email_key", unique=True,
            sqlite_where=_LIVE_ONCE, postgresql_where=_LIVE_ONCE,
        ),
        Index("ix_registration_state", "state", "offered_until"),
        CheckConstraint(
            "state <> 'offered' or offered_until is not null", name="offer_has_an_end"
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    seminar_id: Mapped[int] = mapped_column(ForeignKey("seminar.id", ondelete="CASCADE"))
    state: Mapped[RegistrationState] = mapped_column(String(10))
    place: Mapped[int]  # the order of arrival, which never changes
    way: Mapped[str] = mapped_column(String(6), default="room")
    part: Mapped[str] = mapped_column(String(8), default="active")
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    association_name: Mapped[str] = mapped_column(String(250), default="")
    is_for_association: Mapped[bool] = mapped_column(default=False)  # may take a reserved seat
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    language: Mapped[str] = mapped_column(String(2), default="fr")
    # Drawn at random: a row that is erased may leave its number to another, never its links nor mails.
    link_number: Mapped[int] = mapped_column(default=_drawn)
    offered_until: Mapped[datetime | None] = mapped_column(Moment)
    confirm_by: Mapped[datetime | None] = mapped_column(
        Moment
    )  # the date moved: do they still come?
    code: Mapped[str] = mapped_column(String(6), default=_code)  # shown or said on the day
    noted_at: Mapped[datetime | None] = mapped_column(Moment)  # when somebody last ticked them
    created_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    seminar: Mapped[Seminar] = relationship()
    user: Mapped[User | None] = relationship()
    help: Mapped["RegistrationHelp | None"] = relationship(
        back_populates="registration", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def holds_seat(self) -> bool:
        return self.state in HOLDING


class RegistrationHelp(db.Model):
    """What somebody needs to take part: kept apart, and forgotten first."""

    __tablename__ = "registration_help"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    needs: Mapped[list] = mapped_column(JSON, default=list)  # codes of HELP
    words: Mapped[str] = mapped_column(Text, default="")

    registration: Mapped[Registration] = relationship(back_populates="help")
