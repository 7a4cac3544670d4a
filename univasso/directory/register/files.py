"""The public files of the register: which layout, which encoding, and one entry a line.

Two layouts exist: ``rna_waldec`` (associations declared since 2009, or changed since) and
``rna_import`` (those that never changed). https://www.data.gouv.fr/datasets/repertoire-national-des-associations/
"""

import codecs
import csv
import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import TextIOWrapper
from itertools import islice
from pathlib import Path

from univasso.core.clock import PARIS
from univasso.directory.register.names import title_key
from univasso.models.register import RegisterStatus

LAYOUTS = {
    "rna_waldec": "id id_ex siret rup_mi gestion date_creat date_decla date_publi date_disso nature "
    "groupement titre titre_court objet objet_social1 objet_social2 adrs_complement adrs_numvoie "
    "adrs_repetition adrs_typevoie adrs_libvoie adrs_distrib adrs_codeinsee adrs_codepostal "
    "adrs_libcommune adrg_declarant adrg_complemid adrg_complemgeo adrg_libvoie adrg_distrib "
    "adrg_codepostal adrg_achemine adrg_pays dir_civilite siteweb publiweb observation position "
    "maj_time",
    "rna_import": "id id_ex siret gestion date_creat date_publi nature groupement titre objet "
    "objet_social1 objet_social2 adr1 adr2 adr3 adrs_codepostal libcom adrs_codeinsee dir_civilite "
    "siteweb observation position rup_mi maj_time",
}
COLUMNS = {name: columns.split() for name, columns in LAYOUTS.items()}
NO_LONGER = {"telephone", "email"}  # older files hold them; they are not kept
STATUSES = {"D": RegisterStatus.DISSOLVED, "S": RegisterStatus.DELETED, "R": RegisterStatus.MOVED}
NUMBER = re.compile(r"(?=.*\d)[0-9A-Z][0-9A-Z-]{4,29}")
BLOCK = 1024 * 1024


class ChangedLayout(Exception):  # noqa: N818 — a fact about a file, said in words
    """The columns are not those we know. ``missing`` and ``unexpected`` say the difference."""

    def __init__(self, layout: str, missing: list[str], unexpected: list[str]):
        super().__init__(layout)
        self.layout, self.missing, self.unexpected = layout, missing, unexpected


@dataclass(frozen=True)
class Source:
    """A file whose layout is known, without its lines."""

    path: Path
    sha256: str
    layout: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    published_on: date
    size: int


@dataclass(frozen=True)
class Refused:
    """A line that could not be read: where it stands, why, and how it begins."""

    line: int
    reason: str
    begins: str


def recognise(path: Path) -> Source:
    """What a file is, from all of its bytes and its first line. Raises ``ChangedLayout``."""
    sha256, encoding = _bytes(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline(BLOCK)
    delimiter = max(";,\t|", key=first.count)
    header = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])]
    layout = max(COLUMNS, key=lambda name: len(set(COLUMNS[name]) & set(header)))
    missing = [name for name in COLUMNS[layout] if name not in header]
    unexpected = [n for n in header if n not in COLUMNS[layout] and n not in NO_LONGER]
    if missing or unexpected:
        raise ChangedLayout(layout, missing, unexpected)
    return Source(path, sha256, layout, encoding, delimiter, tuple(header), _published_on(path),
                  path.stat().st_size)  # fmt: skip


def _bytes(path: Path) -> tuple[str, str]:
    """The print of a file and its encoding, in one reading."""
    whole, is_marked = hashlib.sha256(), False
    # Five bytes have no meaning in cp1252: a file that holds them is older Latin-1.
    fits = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "cp1252")}
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            is_marked = is_marked or (file.tell() <= BLOCK and block.startswith(codecs.BOM_UTF8))
            whole.update(block)
            fits = {name: decoder for name, decoder in fits.items() if _decodes(decoder, block)}
    encoding = next(iter(fits), "latin-1")
    return whole.hexdigest(), "utf-8-sig" if is_marked and encoding == "utf-8" else encoding


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes) -> bool:
    try:
        decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True


def _published_on(path: Path) -> date:
    """The day in the name of the file (``rna_waldec_20240501``), else that of its last change."""
    if found := re.search(r"(20\d\d)-?(\d\d)-?(\d\d)", path.name):
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            pass
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone(PARIS).date()


def chunks(source: Source, size: int, skip: int = 0) -> Iterator[tuple[list[dict | Refused], int]]:
    """The lines after the first ``skip``, ``size`` at a time, each with how many bytes were read."""
    with source.path.open("rb") as raw:
        text = TextIOWrapper(raw, source.encoding, errors="replace", newline="")
        lines = _lines(source, csv.reader(_whole_lines(text), delimiter=source.delimiter))
        next(islice(lines, skip, skip), None)
        while chunk := list(islice(lines, size)):
            yield chunk, raw.tell()


def _whole_lines(text: Iterator[str]) -> Iterator[str]:
    """Lines without the characters that no database keeps."""
    return (line.replace("\0", "") for line in text)


def _lines(source: Source, reader) -> Iterator[dict | Refused]:
    next(reader, None)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield Refused(reader.line_num, str(fault), "")
            continue
        if row:
            yield _entry(source, row, reader.line_num)


def _entry(source: Source, row: list[str], line: int) -> dict | Refused:
    if len(row) != len(source.header):
        reason = f"{len(row)} columns instead of {len(source.header)}"
        return Refused(line, reason, ";".join(row)[:60])
    about = dict(zip(source.header, map(_clean, row), strict=True))
    if not NUMBER.fullmatch(about["id"].upper()):
        return Refused(line, "no number of the register", ";".join(row)[:60])
    if not about["titre"]:
        return Refused(line, "no title", about["id"])
    entry = _of_any_layout(about) | _PLACES[source.layout](about)
    entry["department"] = _department(entry["commune_code"] or entry["postcode"])
    joined = "\0".join(str(value) for value in entry.values())
    entry["fingerprint"] = hashlib.blake2b(joined.encode(), digest_size=8).hexdigest()
    return entry


def _of_any_layout(about: dict[str, str]) -> dict:
    siret = about["siret"] if re.fullmatch(r"\d{14}", about["siret"]) else ""
    status = STATUSES.get(about["position"], RegisterStatus.ACTIVE)
    newer = re.search(r"W[0-9A-Z]{9}\b", about["observation"])
    return {
        "number": about["id"].upper(),
        "former_number": re.sub(r"\W", "", about["id_ex"]).upper()[:30],
        "siren": siret[:9],
        "siret": siret,
        "title": about["titre"],
        "title_key": title_key(about["titre"]),
        "short_title": about.get("titre_court", ""),
        "purpose": about["objet"],
        "created_on": _day(about["date_creat"]),
        "dissolved_on": _day(about.get("date_disso", "")),
        "status": status,
        "successor": newer[0] if newer and status == RegisterStatus.MOVED else "",
        "stamp": about["maj_time"][:19],
    }


def _waldec_place(about: dict[str, str]) -> dict:
    street = ("adrs_numvoie", "adrs_repetition", "adrs_typevoie", "adrs_libvoie")
    parts = (
        about["adrs_complement"],
        " ".join(filter(None, (about[name] for name in street))),
        about["adrs_distrib"],
    )
    return {
        "address": ", ".join(part for part in parts if part not in ("", "_")),
        "postcode": about["adrs_codepostal"][:10],
        "commune_code": about["adrs_codeinsee"][:5],
        "commune": about["adrs_libcommune"][:120],
    }


def _import_place(about: dict[str, str]) -> dict:
    parts = (about["adr1"], about["adr2"], about["adr3"])
    return {
        "address": ", ".join(part for part in parts if part not in ("", "_")),
        "postcode": about["adrs_codepostal"][:10],
        "commune_code": about["adrs_codeinsee"][:5],
        "commune": about["libcom"][:120],
    }


_PLACES = {"rna_waldec": _waldec_place, "rna_import": _import_place}


def _clean(text: str) -> str:
    """On one line, without control characters, and read again when it was encoded twice."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    if "Ã" in text or "â€" in text or "Â" in text:
        with suppress(UnicodeError):
            text = text.encode("cp1252").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _department(code: str) -> str:
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _day(written: str) -> date | None:
    """A day, or nothing for the register's own “unknown” (the year 1) and for what is no day."""
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        return None
    return day if day.year > 1 else None
