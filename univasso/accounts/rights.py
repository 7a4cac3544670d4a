"""The rights of people over their data, with the month in which they are answered (RGPD, 12.3)."""

from datetime import date, timedelta

from sqlalchemy import select

from univasso.accounts import erasure, mails
from univasso.core import clock, history, jobs, mail
from univasso.core.db import db, transaction
from univasso.models.accounts import User
from univasso.models.oversight import DATA_REQUEST, DataRequest, RequestKind, RequestState

DELAY = timedelta(days=7)  # in which somebody may change their mind


def a_month_after(day: date) -> date:
    """The same day of the next month, or its last day (règlement 1182/71, article 3)."""
    year, month = divmod(day.year * 12 + day.month, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise ValueError(day)


def receive(kind: RequestKind, text: str, by: User, user: User | None = None,
            who: str = "") -> DataRequest:  # fmt: skip
    """Write down a request that came by letter, by telephone or from the account itself."""
    request = DataRequest(
        kind=kind, text=text, user_id=user.id if user else None, who="" if user else who,
        received_by_id=by.id, due_on=a_month_after(clock.today()),
    )  # fmt: skip
    db.session.add(request)
    history.record(request, "receive", by, after=kind)
    return request


def ask_erasure(user: User) -> DataRequest:
    """Have oneself erased in seven days; the mail holds a link that stops it."""
    if user.has(erasure.Role.ADMINISTRATOR):
        raise erasure.StillAdministrator
    if (waiting := waiting_erasure(user)) is not None:
        return waiting
    request = receive(RequestKind.ERASE, "", user, user)
    request.acts_at = clock.now() + DELAY
    db.session.flush()
    jobs.queue("erase_person", key=f"erase:{request.id}", due_at=request.acts_at,
               request_id=request.id)  # fmt: skip
    mail.queue(mails.erasure_asked(request), user.email, user.name)
    return request


def waiting_erasure(user: User) -> DataRequest | None:
    return db.session.scalar(
        select(DataRequest).where(
            DataRequest.user_id == user.id, DataRequest.kind == RequestKind.ERASE,
            DataRequest.state == RequestState.OPEN, DataRequest.acts_at.is_not(None),
        )
    )  # fmt: skip


def cancel(request: DataRequest, by: User | None) -> None:
    """Take a request back. Raises ``WrongState`` once it is answered."""
    DATA_REQUEST.apply("cancel", request, by)
    jobs.cancel(f"erase:{request.id}")


def answer(request: DataRequest, words: str, by: User) -> None:
    """Close a request with its answer, which is mailed to whoever has an account."""
    DATA_REQUEST.apply("answer", request, by, note=words)
    request.answer, request.answered_at, request.answered_by_id = words, clock.now(), by.id
    if request.user is not None and request.user.erased_at is None:
        mail.queue(mails.request_answered(request), request.user.email, request.user.name)


@jobs.handler("erase_person")
def erase_person(request_id: int) -> None:
    """The seven days are over and nobody stopped it."""
    with transaction():
        request = db.session.get(DataRequest, request_id)
        if request is None or request.state != RequestState.OPEN:
            return
        DATA_REQUEST.apply("answer", request, None, note="–")
        request.answered_at = clock.now()
        erasure.erase(request.user, None)
