"""What time does to seminars: offers end, reminders leave, what was kept of people goes (C4.6, C4.8)."""

from datetime import timedelta

from sqlalchemy import and_, func, or_, select

from univasso.core import clock, mail, retention
from univasso.core.db import db, transaction
from univasso.core.words import N_
from univasso.models.registrations import (
    Registration,
    RegistrationHelp,
    RegistrationState,
)
from univasso.models.seminars import Seminar, SeminarState
from univasso.seminars import mails
from univasso.seminars.services import seats

LAST_CALL = timedelta(days=2)
KEPT, HELP_KEPT = timedelta(days=365), timedelta(days=30)
S = RegistrationState


def settle_lines() -> None:
    """Where somebody waits or holds an offer: end what is late, offer what is free."""
    late = and_(Registration.state == S.CONFIRMED, Registration.confirm_by <= clock.now())
    numbers = _seminars_with(or_(Registration.state.in_([S.OFFERED, S.WAITING]), late))
    for number in numbers:
        with transaction():
            seminar = db.session.get(Seminar, number)
            if seminar.state == SeminarState.ANNOUNCED:
                seats.expire(seminar)


def remind() -> None:
    """Seven days and one day before, once each, to those who have a seat."""
    for number in _seminars_with(Registration.state == S.CONFIRMED):
        seminar = db.session.get(Seminar, number)
        days = days_left(seminar)
        if days in (1, 7) and seminar.state == SeminarState.ANNOUNCED and not seminar.is_past:
            with transaction():
                for row in seats.live_rows(db.session.get(Seminar, number)):
                    if row.state == S.CONFIRMED and not _is_new(row):
                        mail.queue(mails.soon(row, days), row.email, row.name)


def ask_again() -> None:
    """Two days before the seat of somebody who says nothing of the new date goes to the next."""
    soon = and_(
        Registration.state == S.CONFIRMED,
        Registration.confirm_by > clock.now(),
        Registration.confirm_by <= clock.now() + LAST_CALL,
    )
    if _seminars_with(soon):
        with transaction():
            for row in db.session.scalars(select(Registration).where(soon)):
                mail.queue(mails.still_coming(row), row.email, row.name)


def days_left(seminar: Seminar) -> int:
    return (seminar.starts_at.astimezone(clock.PARIS).date() - clock.today()).days


def _is_new(registration: Registration) -> bool:
    """Whoever registered today knows when it is."""
    return registration.created_at.astimezone(clock.PARIS).date() == clock.today()


def _seminars_with(condition) -> list[int]:
    found = select(Registration.seminar_id).where(condition).distinct()
    numbers = list(db.session.scalars(found.order_by(Registration.seminar_id)))
    db.session.rollback()
    return numbers


def _end_of(model: type):
    """The end of the meeting of a row."""
    return (
        select(Seminar.ends_at).where(Seminar.id == model.seminar_id).correlate(model)
        .scalar_subquery()
    )  # fmt: skip


def _named():
    return or_(Registration.email_key != "", Registration.name != "")


retention.keep(
    "registrations", Registration, _end_of(Registration), KEPT,
    N_("Names and addresses of those who registered to meetings"), _named,
    blank={"name": "", "email": "", "email_key": "", "association_name": "", "user_id": None},
)  # fmt: skip
retention.keep(
    "registration_help", RegistrationHelp,
    select(func.max(Seminar.ends_at))
    .join(Registration, Registration.seminar_id == Seminar.id)
    .where(Registration.id == RegistrationHelp.registration_id)
    .correlate(RegistrationHelp).scalar_subquery(),
    HELP_KEPT, N_("What somebody needed to take part in a meeting"),
)  # fmt: skip
