"""The works that a researcher puts forward: five at most, in the order they choose."""

from univasso.core.db import db
from univasso.directory.services.researchers import touch
from univasso.models.accounts import User
from univasso.models.outputs import Output, OutputState
from univasso.models.researchers import KEY_WORKS, KeyWork, Researcher


class Full(Exception):  # noqa: N818
    """There are five already: take one away first."""


def counted(researcher: Researcher) -> list[KeyWork]:
    """Those that take a place: a publication that was withdrawn takes none."""
    return [
        w for w in researcher.works
        if w.output is None or w.output.state == OutputState.PUBLISHED
    ]  # fmt: skip


def add(
    researcher: Researcher, by: User, output: Output | None = None, title: str = "",
    url: str = "", year: str = "",
) -> KeyWork:  # fmt: skip
    """Raises ``Full``. The same publication twice is once."""
    same = next((w for w in researcher.works if output and w.output_id == output.id), None)
    if same is not None:
        return same
    if len(counted(researcher)) >= KEY_WORKS:
        raise Full
    last = max((w.position for w in researcher.works), default=0)
    row = KeyWork(position=last + 1, output=output, title=title, url=url, year=year)
    researcher.works.append(row)
    touch(researcher, "edit", by, "works")
    return row


def move(researcher: Researcher, work: KeyWork, step: int, by: User) -> None:
    """One place up (−1) or down (+1); at an end, nothing changes."""
    rows = sorted(researcher.works, key=lambda w: (w.position, w.id))
    place = rows.index(work)
    if 0 <= place + step < len(rows):
        rows.insert(place + step, rows.pop(place))
        for position, row in enumerate(rows, 1):
            row.position = position
        touch(researcher, "edit", by, "works")
        db.session.flush()
        db.session.expire(researcher, ["works"])


def drop(researcher: Researcher, work: KeyWork, by: User) -> None:
    researcher.works.remove(work)
    touch(researcher, "edit", by, "works")
