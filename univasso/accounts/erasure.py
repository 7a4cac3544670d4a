"""Erasing somebody: each column of the privacy map meets its fate, acts and citations stay (R1.11).

What was signed and counted leads from then on to an account without a name. Drafts that nobody else
ever saw go with their author.
"""

import re
from collections.abc import Callable

from sqlalchemy import JSON, Boolean, Column, Integer, String, Text, delete, or_, select

from univasso.accounts.export import identities, leads
from univasso.core import changes, clock, history, jobs, mail
from univasso.core.db import db
from univasso.core.history import HistoryEntry
from univasso.core.mail import OutgoingMail
from univasso.models.accounts import Role, User
from univasso.models.outputs import Output, OutputState
from univasso.models.questions import Question, QuestionState
from univasso.privacy import MAP, Fate

NOBODY = "Personne effacée"
TAKEN_OUT = "[…]"


# What rooms do before somebody is erased, while it is known what was theirs.
LEAVING: list[Callable[[User], None]] = []


def leaving(act: Callable[[User], None]) -> Callable[[User], None]:
    """Have something done before an account becomes nobody's."""
    LEAVING.append(act)
    return act


class StillAdministrator(Exception):  # noqa: N818
    """Whoever administers gives that role away first: somebody must always be able to."""


def erase(user: User, by: User | None) -> None:
    """Make an account nobody's, and take the person out of every table. Raises ``StillAdministrator``."""
    if user.holds(Role.ADMINISTRATOR):
        raise StillAdministrator
    for one in identities(user):
        words = [one.email, *([one.name] if " " in one.name.strip() else [])]
        for act in LEAVING:
            act(one)
        _drop_drafts(one)
        _meet_fates(one)
        db.session.flush()
        for word in words:
            _take_out(word)
        _empty(one)
        history.record(one, "erase", by)
    changes.note_all()
    jobs.queue("close_left_groups", key="close_left_groups")


def _drop_drafts(user: User) -> None:
    """What nobody else saw, and questions that are of no association but of this person alone."""
    mine = select(Output).where(Output.depositor_id == user.id, Output.state == OutputState.DRAFT)
    unsent = Question.state.in_((QuestionState.DRAFT, QuestionState.UNCONFIRMED))
    asked = select(Question).where(
        Question.asker_id == user.id, or_(unsent, Question.association_id.is_(None))
    )
    for row in (*db.session.scalars(mine), *db.session.scalars(asked)):
        db.session.delete(row)
    db.session.flush()


def models() -> dict[str, type]:
    return {m.local_table.name: m.class_ for m in db.Model.registry.mappers}


def _meet_fates(user: User) -> None:
    """Rows of the person are deleted or emptied, through the models, so that the index follows."""
    for name, entry in MAP.items():
        own = entry.whose.split()
        if not own or name == "user":
            continue
        table, fates = db.metadata.tables[name], {held.fate for held in entry.held}
        if name not in models():  # a table of pairs, such as the needs of a profile
            db.session.execute(delete(table).where(leads(table, own, [user])))
            continue
        rows = db.session.scalars(select(models()[name]).where(leads(table, own, [user]))).all()
        for row in rows:
            if Fate.DELETE in fates:
                db.session.delete(row)
                continue
            _drop_copy(row)
            for held in entry.held:
                if held.fate == Fate.BLANK:
                    for column in held.columns.split():
                        setattr(row, column, blank(table.c[column]))


def blank(column: Column) -> object:
    """The emptiest value that a column may hold."""
    if column.nullable:
        return None
    if isinstance(column.type, JSON):
        return column.default.arg(None) if column.default is not None else {}
    return {Boolean: False, Integer: 0}.get(type(column.type), "")


def _take_out(word: str) -> None:
    """Take a name or an address out of what others wrote, wherever the map does not keep it."""
    pattern = re.compile(re.escape(word), re.I)
    for name, entry in MAP.items():
        table = db.metadata.tables[name]
        columns = [
            c for held in entry.held if held.fate != Fate.KEEP for c in held.columns.split()
            if isinstance(table.c[c].type, String | Text) and name != "user"
        ]  # fmt: skip
        if not columns:
            continue
        mentions = or_(*(table.c[c].ilike(f"%{escaped(word)}%", escape="/") for c in columns))
        for row in db.session.scalars(select(models()[name]).where(mentions)):
            _drop_copy(row)
            if isinstance(row, HistoryEntry):
                history.forget_note(row)
                continue
            for column in columns:
                if text := getattr(row, column):
                    setattr(row, column, pattern.sub(TAKEN_OUT, text))
    db.session.flush()


def escaped(word: str) -> str:
    return re.sub(r"([/%_])", r"/\1", word)


def _drop_copy(row: object) -> None:
    """A mail that is emptied is also emptied as a file."""
    if isinstance(row, OutgoingMail) and mail.post.folder is not None:
        (mail.post.folder / f"{row.id:06d}.eml").unlink(missing_ok=True)


def _empty(user: User) -> None:
    """The account itself, and what its history says in words."""
    table = db.metadata.tables["user"]
    for held in MAP["user"].held:
        if held.fate == Fate.BLANK:
            for column in held.columns.split():
                setattr(user, column, blank(table.c[column]))
    user.name, user.email = NOBODY, f"compte-{user.id}@efface.invalid"
    user.email_key, user.password_hash = user.email, ""
    user.language, user.theme = "fr", "auto"
    user.erased_at, user.disabled_at = clock.now(), user.disabled_at or clock.now()
    for line in history.of(user):
        history.forget_note(line)
