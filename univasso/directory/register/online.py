"""The public API that knows bodies younger than our file: asked when a setting names it, never waited for.

https://recherche-entreprises.api.gouv.fr/docs/. Whatever goes wrong, the answer is “unavailable”.
"""

import http.client
import json
import logging
import queue
import re
import threading
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode, urlsplit

from univasso.core import clock
from univasso.directory.register.numbers import Answer, Said
from univasso.models.register import RegisterEntry, RegisterStatus

log = logging.getLogger(__name__)

SECONDS = 5
LARGEST = 512 * 1024  # bytes of an answer
HIDDEN = "[NON-DIFFUSIBLE]"  # what the API writes where a body asked not to be shown
FAULTS = (
    OSError, http.client.HTTPException, ValueError, LookupError, TypeError, AttributeError,
    RecursionError,
)  # fmt: skip


@dataclass
class Api:
    """Which public API may be asked, set once by the application; empty: none."""

    base: str = ""


api = Api()


class NotAnswered(Exception):  # noqa: N818 — of a server, and of nobody's fault here
    """The API answered something else than what it documents."""


def ask(base: str, number: str) -> Answer:
    """What the API at ``base`` (empty: none) says of a SIREN or SIRET number, within five seconds."""
    unavailable = Answer(Said.UNAVAILABLE, number=number)
    if not base or not re.fullmatch(r"\d{9}|\d{14}", number):
        return unavailable
    answers: queue.Queue[Answer] = queue.Queue()
    # In a thread of its own: neither a slow name server nor a dripping answer holds the visitor.
    threading.Thread(target=_ask, args=(base, number, answers), daemon=True).start()
    try:
        return answers.get(timeout=SECONDS)
    except queue.Empty:
        log.warning("the API of the register did not answer in %s s", SECONDS)
        return unavailable


def _ask(base: str, number: str, answers: queue.Queue) -> None:
    try:
        answers.put(_read(json.loads(_get(base, number)), number))
    except (NotAnswered, *FAULTS) as fault:
        log.warning("the API of the register: %s: %s", type(fault).__name__, fault)
        answers.put(Answer(Said.UNAVAILABLE, number=number))


def _get(base: str, number: str) -> bytes:
    """The body of a plain answer. Redirects are not followed: this host alone is trusted."""
    parts = urlsplit(base)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    asked = urlencode({"q": number, "page": 1, "per_page": 1})
    with closing(kind(parts.netloc, timeout=SECONDS)) as connection:
        connection.request("GET", f"{parts.path.rstrip('/')}/search?{asked}",
                           headers={"Accept": "application/json", "User-Agent": "Univ-Asso"})  # fmt: skip
        response = connection.getresponse()
        if response.status != 200:
            raise NotAnswered(f"status {response.status}")
        body = response.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise NotAnswered("the answer is too large")
    return body


def _read(answer: dict, number: str) -> Answer:
    """An answer in the layout that the API documents."""
    scheme = "siren" if len(number) == 9 else "siret"
    found = [row for row in answer["results"] if row["siren"] == number[:9]]
    if not found:
        return Answer(Said.UNKNOWN, scheme=scheme, number=number, values={"number": number})
    row = found[0]
    about = row.get("complements") or {}
    if not (about.get("est_association") or str(row.get("nature_juridique")).startswith("92")):
        return Answer(Said.BODY, scheme=scheme, number=number, values={"number": number})
    entry = _entry(row, about)
    said = Said.FOUND if entry.is_active else Said.DISSOLVED
    year = str(entry.dissolved_on.year) if entry.dissolved_on else "?"
    return Answer(said, [entry], scheme, number, {"name": entry.title, "year": year})


def _entry(row: dict, about: dict) -> RegisterEntry:
    """A body as an entry of our own, which is never kept."""
    seat = row.get("siege") or {}
    return RegisterEntry(
        number=_text(about, "identifiant_association"),
        siren=row["siren"],
        siret=_text(seat, "siret"),
        title=_text(row, "nom_complet") or _text(row, "nom_raison_sociale"),
        short_title=_text(row, "sigle"),
        purpose="",
        address=_text(seat, "adresse"),
        postcode=_text(seat, "code_postal"),
        commune_code=_text(seat, "commune"),
        commune=_text(seat, "libelle_commune"),
        department=_text(seat, "departement"),
        created_on=_day(_text(row, "date_creation")),
        dissolved_on=_day(_text(row, "date_fermeture")),
        status=RegisterStatus.DISSOLVED
        if row.get("etat_administratif") == "C"
        else RegisterStatus.ACTIVE,
        layout="api",
        source="recherche-entreprises",
        source_on=clock.today(),
    )


def _text(row: dict, name: str) -> str:
    value = row.get(name) or ""
    return "" if not isinstance(value, str) or HIDDEN in value else " ".join(value.split())[:1000]


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
