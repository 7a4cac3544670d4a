"""The notice of an output: begin one, save it, keep its versions."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from univasso.core import changes, clock, history
from univasso.core.db import check_version, db
from univasso.core.french import folded, sort_key
from univasso.models.accounts import User
from univasso.models.output_history import OutputVersion
from univasso.models.outputs import Author, Output, OutputState
from univasso.outputs.services import contributions

# The columns that a person fills, in the order of the form; a version keeps exactly these.
NOTICE = (
    "kind_code", "title_fr", "title_en", "language", "issued",
    "asked_fr", "found_fr", "changes_fr", "asked_en", "found_en", "changes_en",
    "abstract_fr", "abstract_en", "keywords", "audiences", "licence",
    "container", "volume", "issue", "pages", "publisher", "place",
    "doi", "hal", "isbn", "issn", "url",
)  # fmt: skip
IN_BRIEF = tuple(name for name in NOTICE if name.startswith(("asked_", "found_", "changes_")))
CREDIT = ("kind", "family", "given", "role", "identifier", "email")


@dataclass
class Notice:
    """What a form or an import says of an output, in plain values."""

    values: dict
    authors: list[dict] = field(default_factory=list)
    needs: list = field(default_factory=list)
    axes: list = field(default_factory=list)
    territories: list = field(default_factory=list)
    links: list = field(default_factory=list)


def start(depositor: User | None, kind_code: str, title: str = "", language: str = "fr") -> Output:
    """A draft, which may be almost empty."""
    output = Output(kind_code=kind_code, language=language, depositor=depositor)
    setattr(output, "title_en" if language == "en" else "title_fr", title)
    db.session.add(output)
    db.session.flush()  # the columns that nobody filled have their default
    derive(output)
    history.record(output, "create", depositor, after=OutputState.DRAFT)
    return output


def save(output: Output, notice: Notice, by: User | None, seen: int | None, note: str = "") -> None:
    """Write a whole notice. Raises ``StaleVersion`` when somebody saved since version ``seen``.

    Once published, each save leaves a version that readers may compare.
    """
    check_version(output, seen)
    summary = [getattr(output, name) for name in IN_BRIEF]
    for name, value in notice.values.items():
        setattr(output, name, value)
    if output.id is not None and summary != [getattr(output, name) for name in IN_BRIEF]:
        contributions.lapse(output)
    set_authors(output, notice.authors)
    output.needs, output.axes = notice.needs, notice.axes
    output.territories, output.links = notice.territories, notice.links
    touch(output, by, note)


def touch(output: Output, by: User | None, note: str = "") -> None:
    """What follows every change of a notice: sort keys, version, history, a look at its embargo."""
    derive(output)
    output.version += 1
    output.updated_at = clock.now()
    history.record(output, "edit", by, note=note)
    if output.state == OutputState.PUBLISHED:
        keep_version(output, by, note)
    note_embargo(output)


def set_authors(output: Output, wanted: list[dict]) -> None:
    """Put the authors in this order; who stays keeps what was confirmed."""
    known = {(a.kind, a.family, a.given, a.role): a for a in output.authors}
    kept: list[Author] = []
    for about in wanted:
        author = known.pop((about["kind"], about["family"], about["given"], about["role"]), None)
        author = author or Author(**{name: about[name] for name in CREDIT})
        author.identifier, author.email = about["identifier"], about["email"] or author.email
        kept.append(author)
    # Positions are unique: those who move leave their place before others take it.
    with db.session.no_autoflush:
        output.authors = [a for a in output.authors if a in kept]
    for place, author in enumerate(output.authors):
        author.position = -1 - place
    if output.id is not None:
        db.session.flush()
    for place, author in enumerate(kept, 1):
        author.position = place
    output.authors = kept


def derive(output: Output) -> None:
    """The columns that follow from others: to sort, to filter, to see duplicates."""
    output.sort_key = sort_key(output.title)[:200]
    output.issued_key = issued_key(output.issued)
    output.duplicate_key = duplicate_key(output.title, output.year)


def issued_key(issued: str) -> int:
    """``2019-03`` as 20190300, nothing as 0: what sorts and filters by date."""
    parts = [int(part) for part in issued.split("-") if part.isdigit()][:3]
    year, month, day = (*parts, 0, 0, 0)[:3]
    return year * 10_000 + month * 100 + day


def duplicate_key(title: str, year: int | None) -> str:
    """Letters and digits of a title, and its year: the same for two spellings of one notice."""
    return (re.sub(r"[^a-z0-9]", "", folded(title))[:280] + f":{year or ''}") if title else ""


def keep_version(output: Output, by: User | None, note: str = "") -> None:
    """Keep the notice as it now stands (V14)."""
    db.session.flush()
    count = db.session.query(OutputVersion).filter_by(output_id=output.id).count()
    db.session.add(
        OutputVersion(
            output_id=output.id,
            number=count + 1,
            notice=described(output),
            note=note,
            by_id=by.id if by else None,
            at=clock.now(),
        )
    )


def described(output: Output) -> dict:
    """The notice in plain values, as a version keeps it."""
    return {
        **{name: getattr(output, name) for name in NOTICE},
        "authors": [a.name for a in output.authors],
        "needs": [need.number for need in output.needs],
        "territories": [t.name for t in output.territories],
        "files": [file.name for file in output.files],
        "erratum": output.erratum,
    }


def set_embargo(output: Output, until: datetime | None, is_title_hidden: bool, by: User) -> None:
    """Keep the files closed until a moment; the title too, when asked."""
    output.embargo_until, output.is_title_hidden = until, is_title_hidden
    history.record(output, "embargo", by, note=until.isoformat() if until else "")
    note_embargo(output)


def note_embargo(output: Output) -> None:
    """Have the index look again when an embargo or a rights claim ends."""
    for moment in (output.embargo_until, output.hidden_until):
        if moment is not None and moment > clock.now():
            db.session.flush()
            changes.note(output.search_keys()[0], due_at=moment)


def set_erratum(output: Output, text: str, by: User) -> None:
    """A correction that stands above the abstract and stays in every version since."""
    output.erratum = text
    touch(output, by, text)


def point_to_newer(output: Output, newer: Output | None, by: User) -> None:
    """Say on an old notice that a more recent one exists; its address stays."""
    output.newer = newer
    touch(output, by, f"→ {newer.id}" if newer else "")
