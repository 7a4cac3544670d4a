"""What a file of references says, in plain values, before anything is written."""

from dataclasses import dataclass, field

from univasso.core.words import N_

NO_TITLE = N_("This entry has no title.")
NOT_PARSED = N_("This entry cannot be read as it is written.")
BROKEN_JSON = N_("This JSON file is broken.")
OTHER_XML = N_("XML files are not read: export as BibTeX, RIS or CSL-JSON.")
ZOTERO_ITEMS = N_("Items of Zotero’s own format are not read: export as BibTeX, RIS or CSL-JSON.")
UNKNOWN_FORMAT = N_("Neither BibTeX nor RIS, CSL-JSON, HAL or Crossref: nothing was read.")
NO_ENTRY = N_("This file holds no entry.")


@dataclass(frozen=True)
class Name:
    """A person, or a body (``given`` empty, ``is_body``)."""

    family: str
    given: str = ""
    is_body: bool = False
    orcid: str = ""


@dataclass
class Record:
    """One work. ``kind`` is the code of an output kind; ``issued`` is 2019, 2019-03 or 2019-03-14."""

    kind: str
    title: str
    other_title: str = ""  # in the other of our two languages
    language: str = ""  # fr, en, or nothing when the source does not say
    issued: str = ""
    authors: list[Name] = field(default_factory=list)
    editors: list[Name] = field(default_factory=list)
    translators: list[Name] = field(default_factory=list)
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    place: str = ""
    doi: str = ""
    hal: str = ""
    isbn: str = ""
    issn: str = ""
    url: str = ""
    abstract: str = ""
    keywords: list[str] = field(default_factory=list)
    key: str = ""  # how its file calls it

    @property
    def year(self) -> int | None:
        return int(self.issued[:4]) if self.issued else None


@dataclass(frozen=True)
class Unreadable:
    """An entry, or a whole file, that gives no record: why, and where it stands."""

    reason: str
    where: str = ""
