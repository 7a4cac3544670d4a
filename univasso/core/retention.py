"""How long each kind of data is kept: one row of code for each, counted before it is applied.

::

    retention.keep("mails", OutgoingMail, OutgoingMail.created_at, KEPT, N_("Copies of mails"))
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from univasso.core import clock
from univasso.core.db import ONCE_KEPT, Moment, Once, db
from univasso.core.words import N_


class RetentionRun(db.Model):
    """When a rule was last applied, and to how many rows: without what they said."""

    __tablename__ = "retention_run"

    rule: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    count: Mapped[int] = mapped_column(default=0)
    last_change_at: Mapped[datetime | None] = mapped_column(Moment)  # when it last found something
    total: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True)
class Rule:
    """What is kept, from which moment, for how long, and what is then done."""

    name: str
    model: type
    since: ColumnElement[datetime]
    after: timedelta
    label: str  # marked with N_
    conditions: tuple[Callable[[], ColumnElement[bool]], ...] = ()
    blank: dict = field(default_factory=dict)  # columns emptied; without any, the row is dropped
    act: Callable[[], int] | None = None  # when more must be done than dropping or emptying

    def due(self) -> tuple[ColumnElement[bool], ...]:
        """The condition of what the rule concerns now."""
        return (self.since < clock.now() - self.after, *(c() for c in self.conditions))

    def count(self) -> int:
        return db.session.scalar(select(func.count()).select_from(self.model).where(*self.due()))

    def apply(self) -> int:
        if self.act is not None:
            return self.act()
        if self.blank:
            sentence = update(self.model).where(*self.due()).values(**self.blank)
        else:
            sentence = delete(self.model).where(*self.due())
        return db.session.execute(sentence).rowcount


RULES: dict[str, Rule] = {}


def keep(
    name: str, model: type, since: ColumnElement[datetime], after: timedelta, label: str,
    *conditions: Callable[[], ColumnElement[bool]], blank: dict | None = None,
    act: Callable[[], int] | None = None,
) -> None:  # fmt: skip
    """Declare a rule; the module that owns the table does."""
    RULES[name] = Rule(name, model, since, after, label, conditions, blank or {}, act)


def run() -> dict[str, int]:
    """Apply every rule in the current transaction; give back how many rows each one found."""
    found = {name: rule.apply() for name, rule in RULES.items()}
    for name, count in found.items():
        row = db.session.get(RetentionRun, name)
        if row is None:
            row = RetentionRun(rule=name, count=0, total=0)
            db.session.add(row)
        row.at, row.count, row.total = clock.now(), count, row.total + count
        row.last_change_at = clock.now() if count else row.last_change_at
    return found


def foresee() -> dict[str, int]:
    """What ``run`` would find now; nothing is written."""
    return {name: rule.count() for name, rule in RULES.items()}


keep("once", Once, Once.at, ONCE_KEPT, N_("Keys of forms that nobody can send again"))
