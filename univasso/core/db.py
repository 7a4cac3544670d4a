"""The database: one place that commits, and the manners of SQLite and PostgreSQL.

Outside ``transaction()`` every connection is read-only, by construction: SQLite is told
``query_only``, PostgreSQL ``SET TRANSACTION READ ONLY``. A GET therefore cannot write.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, String, event
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from univasso.core import clock

# Named constraints, so that migrations can alter them on both databases.
NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table shares: the naming of its constraints."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Moment(TypeDecorator[datetime]):
    """An aware moment. SQLite keeps no time zone, so UTC goes in and UTC comes out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone is ambiguous")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Once(db.Model):
    """The key of a form that was acted upon, and the address its sender was led to."""

    __tablename__ = "once"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    leads_to: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


ONCE_KEPT = timedelta(days=7)


class AlreadyDone(Exception):  # noqa: N818 — not an error for the person who pressed twice
    """The same form was sent before; ``leads_to`` is where its first sending ended."""

    def __init__(self, leads_to: str):
        super().__init__(leads_to)
        self.leads_to = leads_to


class StaleVersion(Exception):  # noqa: N818 — a conflict between two people, not a fault
    """Somebody saved the row after this form was opened (G10)."""

    def __init__(self, subject: object):
        super().__init__(repr(subject))
        self.subject = subject


@contextmanager
def transaction(once: str | None = None) -> Iterator[Once]:
    """One unit of work: committed at its end, rolled back by any exception, never nested.

    ``once`` is the key that the form printed: a second sending raises ``AlreadyDone``. The yielded
    object's ``leads_to`` is the address to give to whoever presses twice.
    """
    if _writing.get():
        raise RuntimeError("a transaction is opened at the edge, once")
    db.session.rollback()  # ends the reading transaction: what follows sees the rows as they are
    token = _writing.set(True)
    mark = Once(key=once, leads_to="", at=clock.now()) if once else Once(key="", leads_to="")
    try:
        if once:
            _claim(mark)
        yield mark
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(token)


def _claim(mark: Once) -> None:
    earlier = db.session.get(Once, mark.key)
    if earlier is not None:
        raise AlreadyDone(earlier.leads_to)
    db.session.add(mark)
    try:
        db.session.flush()
    except IntegrityError as clash:  # PostgreSQL: the twin committed while we waited for its row
        db.session.rollback()
        earlier = db.session.get(Once, mark.key)
        raise AlreadyDone(earlier.leads_to if earlier else "") from clash


@contextmanager
def schema_change() -> Iterator[None]:
    """Let a connection write outside a ``transaction()``: migrations alone need it."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def check_version(subject: object, seen: int | None) -> None:
    """Raise ``StaleVersion`` when the row moved on since the form that sends ``seen`` was opened."""
    if seen is not None and subject.version != seen:
        raise StaleVersion(subject)


def is_writing() -> bool:
    """Whether a ``transaction()`` is open here."""
    return _writing.get()


def teach_manners(engine: Engine) -> None:
    """Give the engine our transactions: our own BEGIN, readers who cannot write, a durable log."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
    else:
        event.listen(engine, "begin", _postgresql_begin)


def _sqlite_connect(connection, _record) -> None:
    # The driver would commit before CREATE TABLE and leave half a migration: no hidden BEGIN.
    connection.isolation_level = None
    for pragma in (
        "busy_timeout = 15000",
        "journal_mode = WAL",
        "synchronous = FULL",  # NORMAL may forget acknowledged commits when power fails
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _sqlite_begin(connection) -> None:
    writing = _writing.get()
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writing else 'ON'}")
    # A writer takes its lock at once: waiting at the start beats failing at the end.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _postgresql_begin(connection) -> None:
    if not _writing.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
