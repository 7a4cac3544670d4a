"""Searching the titles in the database, while the index is away."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.models.accounts import User
from univasso.models.outputs import Output, OutputState
from univasso.policy import VISIBLE
from univasso.web.lists import Page, page_of


def search(typed: str, user: User | None, size: int) -> tuple[list[Output], Page]:
    """Published outputs whose title has every word, newest first."""
    found = select(Output).where(Output.state == OutputState.PUBLISHED, VISIBLE[Output](user))
    for word in sort_key(typed[:200]).split():
        found = found.where(Output.sort_key.contains(word, autoescape=True))
    page = page_of(db.session.scalar(select(func.count()).select_from(found.subquery())), size)
    rows = db.session.scalars(
        found.order_by(Output.issued_key.desc(), Output.id.desc()).offset(page.offset).limit(size)
        .options(selectinload(Output.authors))
    )  # fmt: skip
    return list(rows), page
