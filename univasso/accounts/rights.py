"""The rights of people over their data, with the month in which they are answered (RGPD, 12.3)."""

from datetime import date, timedelta

from sqlalchemy import and_, exists, or_, select

from univasso.accounts import approvals, erasure, mails
from univasso.core import clock, history, jobs, mail, retention
from univasso.core.db import db, transaction
from univasso.core.history import HistoryEntry
from univasso.core.words import N_
from univasso.models.accounts import Role, RoleGrant, User
from univasso.models.oversight import DATA_REQUEST, DataRequest, RequestKind, RequestState

DELAY = timedelta(days=7)  # in which somebody may change their mind
IDLE, WARNED = timedelta(days=3 * 365), timedelta(days=30)


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
    if user.holds(Role.ADMINISTRATOR):
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
        if request.received_by_id is None and _came_back(request):
            cancel(request, None)
            return
        DATA_REQUEST.apply("answer", request, None, note="–")
        request.answered_at = clock.now()
        erasure.erase(request.user, None)


def _came_back(request: DataRequest) -> bool:
    """Whether somebody who was thought to be gone did anything since they were told."""
    since = (HistoryEntry.by_id == request.user_id, HistoryEntry.at > request.received_at)
    return db.session.scalar(select(exists().where(*since)))


@approvals.act("erase", N_("Erase an account"))
def erase_by_desk(by: User, user_id: int, reason: str = "") -> None:
    """What two persons of the administration decided. Raises ``StillAdministrator``."""
    user = db.session.get(User, user_id)
    open_ones = select(DataRequest).where(
        DataRequest.user_id == user.id, DataRequest.kind == RequestKind.ERASE,
        DataRequest.state == RequestState.OPEN,
    )  # fmt: skip
    for request in db.session.scalars(open_ones).all():
        DATA_REQUEST.apply("answer", request, by, note="–")
        request.answered_at, request.answered_by_id = clock.now(), by.id
        jobs.cancel(f"erase:{request.id}")
    erasure.erase(user, by)


def is_idle():
    """Accounts that did nothing for three years, that administer nothing, and that wait for nothing."""
    limit = clock.now() - IDLE
    acted = exists().where(HistoryEntry.by_id == User.id, HistoryEntry.at > limit)
    administers = exists().where(RoleGrant.user_id == User.id, RoleGrant.role == Role.ADMINISTRATOR)
    asked = exists().where(DataRequest.user_id == User.id, DataRequest.state == RequestState.OPEN)
    gone = or_(User.erased_at.is_not(None), User.merged_into_id.is_not(None))
    return and_(~acted, ~administers, ~asked, ~gone, User.is_fictional.is_(False))


def warn_idle() -> int:
    """Tell them that their account goes in thirty days."""
    users = db.session.scalars(select(User).where(*retention.RULES["idle"].due())).all()
    for user in users:
        request = DataRequest(
            kind=RequestKind.ERASE, user_id=user.id, due_on=a_month_after(clock.today()),
            acts_at=clock.now() + WARNED, text="",
        )  # fmt: skip
        db.session.add(request)
        history.record(request, "warn_idle", None)
        jobs.queue("erase_person", key=f"erase:{request.id}", due_at=request.acts_at,
                   request_id=request.id)  # fmt: skip
        mail.queue(mails.idle(request), user.email, user.name)
    return len(users)


retention.keep(
    "idle", User, User.created_at, IDLE,
    N_("Accounts without a visit for three years: told, then erased a month later"),
    is_idle, act=warn_idle,
)  # fmt: skip
retention.keep(
    "requests", DataRequest, DataRequest.answered_at, timedelta(days=5 * 365),
    N_("Requests about data, answered"),
)  # fmt: skip
