"""Writing what comes from elsewhere: drafts by default, with where they come from."""

from collections.abc import Iterable

from univasso.core import clock, languages
from univasso.exchange.matching import Match, Shelf, State
from univasso.exchange.records import Name, Record
from univasso.models.accounts import User
from univasso.models.outputs import OUTPUT, Author, Output
from univasso.outputs.services import notices
from univasso.outputs.services.notices import Notice

# What the columns hold, in characters.
LONGEST = {"volume": 40, "issue": 40, "pages": 40, "publisher": 300, "place": 120, "doi": 200,
           "hal": 40, "isbn": 20, "issn": 12}  # fmt: skip
NAME = Author.__table__.c


def compare(records: Iterable[Record], here: Shelf) -> list[tuple[Record, Match]]:
    """What each record meets here; one that comes twice is new once."""
    rows = []
    for record in records:
        match = here.match(record)
        if match.state == State.NEW:
            here.add(record)
        elif match.output_id < 0:
            match = Match(match.state, "file" if match.state == State.KNOWN else match.reason)
        rows.append((record, match))
    return rows


def write(record: Record, by: User | None, source: str = "") -> Output:
    """A draft that says all that the record says. ``by`` is nobody when the machine imports."""
    language = record.language or languages.guess(record.title) or "fr"
    output = notices.start(by, record.kind, record.title, language)
    output.source = source[:300]
    notices.save(output, _notice(record, language), by, seen=None, note=source)
    return output


def publish(output: Output, by: User | None, note: str) -> None:
    """Make public what another catalogue already published: each step stands in its history.

    The checks of a deposit are not asked: the notice is as complete as its source.
    """
    OUTPUT.apply("submit", output, by, note)
    output.submitted_at = output.published_at = clock.now()
    OUTPUT.apply("publish", output, by, note)
    notices.keep_version(output, by, note)


def _notice(record: Record, language: str) -> Notice:
    mine, other = ("en", "fr") if language == "en" else ("fr", "en")
    values = {
        "kind_code": record.kind,
        "language": language,
        f"title_{mine}": record.title,
        f"title_{other}": record.other_title,
        f"abstract_{mine}": record.abstract,
        "issued": record.issued,
        "container": record.container,
        "url": record.url,
        "keywords": record.keywords,
        **{name: getattr(record, name)[:most] for name, most in LONGEST.items()},
    }
    credits_ = [
        *(_credit(name, "author") for name in record.authors),
        *(_credit(name, "editor") for name in record.editors),
        *(_credit(name, "translator") for name in record.translators),
    ]
    return Notice(values=values, authors=credits_)


def _credit(name: Name, role: str) -> dict:
    return {
        "kind": "organisation" if name.is_body else "person",
        "family": name.family[: NAME.family.type.length],
        "given": name.given[: NAME.given.type.length],
        "role": role,
        "identifier": f"orcid:{name.orcid}" if name.orcid else "",
        "email": "",
    }
