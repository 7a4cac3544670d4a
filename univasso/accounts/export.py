"""What a person receives when they ask for their data: every table that the privacy map ties to them."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from flask import render_template
from sqlalchemy import Table, func, or_, select

from univasso.core import clock
from univasso.core.db import db
from univasso.core.files import store
from univasso.models.accounts import User
from univasso.privacy import MAP, Entry, links


def identities(user: User) -> list[User]:
    """The account, and those that were merged into it."""
    return [user, *db.session.scalars(select(User).where(User.merged_into_id == user.id))]


def leads(table: Table, columns: list[str], people: list[User]):
    """The condition of rows that lead to one of these people by one of these columns, at once or
    through a row of theirs such as a profile."""
    found = [_leads(table, name, people) for name in columns]
    if table.name == "history_entry":  # its lines lead to any table, by a kind and a number
        numbers = [u.id for u in people]
        found.append((table.c.subject_kind == "user") & table.c.subject_id.in_(numbers))
    return or_(*found)


def _leads(table: Table, name: str, people: list[User]):
    column = table.c[name]
    if name.endswith("email"):
        return func.lower(column).in_([u.email_key for u in people])
    through = next((key.column for key in column.foreign_keys), None)
    if through is None or through.table.name == "user":
        return column.in_([u.id for u in people])
    theirs = MAP[through.table.name].whose.split()
    return column.in_(select(through).where(leads(through.table, theirs, people)))


def shown(entry: Entry, own: bool, columns: list[str]) -> list[str]:
    """The columns given: all of one's own rows; elsewhere, those of the groups that name the person."""
    secret = set(entry.hidden.split())
    if own:
        return [c for c in columns if c not in secret]
    naming = [h for h in entry.held if set(h.columns.split()) & set(links(entry))]
    told = {"id", *(c for h in naming for c in h.columns.split())}
    return [c for c in columns if c in told and c not in secret]


def collect(user: User) -> dict[str, list[dict]]:
    """Rows by table, as plain values; tables without any are left out."""
    people, found = identities(user), {}
    for name, entry in MAP.items():
        if not links(entry):
            continue
        table = db.metadata.tables[name]
        rows: dict[tuple, dict] = {}
        for own in (False, True):
            named = (entry.whose if own else entry.by).split()
            if named or (own and name == "history_entry"):
                columns = shown(entry, own, list(table.columns.keys()))
                for row in db.session.execute(select(table).where(leads(table, named, people))):
                    values = row._mapping
                    key = tuple(values[c.name] for c in table.primary_key)
                    rows[key] = {c: plain(values[c]) for c in columns}
        if rows:
            found[name] = [rows[key] for key in sorted(rows)]
    return found


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def attached(tables: dict[str, list[dict]]) -> Iterator[tuple[str, Path]]:
    """The files of one's own rows: their names in the archive, and where their bytes lie."""
    for table, rows in tables.items():
        for row in rows:
            digest = row.get("file_sha256")
            if digest and store.path(digest).exists():
                yield f"{table}-{row['id']}-{row['file_name']}", store.path(digest)


STYLE = (
    "body { max-width: 60rem; margin: auto; padding: 1rem; font: 1rem/1.5 sans-serif }\n"
    "dd { margin: 0 0 .5rem; overflow-wrap: anywhere; white-space: pre-line }\n"
)


def archive(user: User) -> bytes:
    """A ZIP with the same data twice: ``donnees.json`` for machines, ``donnees.html`` to be read, and
    the files that were attached.

    The page leaves out the HTML of mails, whose text it shows; the other form has both.
    """
    tables, made_at = collect(user), clock.now()
    whole = {"made_at": made_at.isoformat(), "account": user.id, "tables": tables}
    page = render_template("accounts/export.html", tables=tables, made_at=made_at, user=user)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("donnees.json", json.dumps(whole, ensure_ascii=False, indent=1))
        packed.writestr("donnees.html", page)
        packed.writestr("donnees.css", STYLE)
        for name, path in attached(tables):
            packed.write(path, f"fichiers/{name}")
    return content.getvalue()
