"""What a file really is, told from its bytes; which files are kept, and why the others are not.

Five kinds of texts are kept: PDF, Word (DOCX), OpenDocument (ODT), HTML and plain text. A name is
only believed when the bytes agree with it.
"""

import struct
import zipfile
from enum import StrEnum
from pathlib import Path

from univasso.core.words import N_

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
HTML = "text/html"
TEXT = "text/plain"
EXTENSIONS = {".pdf": PDF, ".docx": DOCX, ".odt": ODT, ".html": HTML, ".htm": HTML, ".txt": TEXT}

HEAD = 4096  # bytes looked at
MEGABYTE = 1024 * 1024


class Reason(StrEnum):
    """Why a file is not kept."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TYPE = "type"
    MISMATCH = "mismatch"
    UNSAFE_ARCHIVE = "unsafe_archive"
    MACROS = "macros"
    ACTIVE = "active"
    PROTECTED = "protected"


SENTENCES = {
    Reason.EMPTY: N_("This file is empty (0 bytes). Check it and choose it again."),
    Reason.TOO_LARGE: N_(
        "This file is too large. Reduce its pictures and choose it again, or give a link to it."
    ),
    Reason.TYPE: N_("Only PDF, Word (.docx), OpenDocument (.odt), HTML and text files are kept."),
    Reason.MISMATCH: N_(
        "The content of this file does not match the end of its name. "
        "Save it again from the program that made it."
    ),
    Reason.UNSAFE_ARCHIVE: N_(
        "This document unpacks to something too large or unsafe. Export it as PDF and choose that."
    ),
    Reason.MACROS: N_(
        "This document holds macros, which could run on a reader’s computer. "
        "Save it without macros, or as PDF."
    ),
    Reason.ACTIVE: N_(
        "This kind of file can run programs in a reader’s browser. Export it as PDF."
    ),
    Reason.PROTECTED: N_("This document is protected by a password. Save a copy without it."),
}


class NotKept(Exception):  # noqa: N818 — an answer to a person, not a fault
    """A file that the store does not keep: a ``reason`` and a ``sentence`` to be translated."""

    def __init__(self, reason: Reason):
        super().__init__(reason.value)
        self.reason = reason

    @property
    def sentence(self) -> str:
        return SENTENCES[self.reason]


def checked(path: Path, filename: str) -> str:
    """The media type of a file whose name and bytes agree. Raises ``NotKept``."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    suffix = Path(filename).suffix.lower()
    if suffix in (".docm", ".dotm"):
        raise NotKept(Reason.MACROS)
    if suffix in (".svg", ".svgz", ".xml", ".xhtml", ".mht", ".js", ".swf") or _is_svg(head):
        raise NotKept(Reason.ACTIVE)
    expected = EXTENSIONS.get(suffix)
    if expected is None:
        raise NotKept(Reason.TYPE)
    if head.startswith(b"\xd0\xcf\x11\xe0") and expected == DOCX:
        raise NotKept(_of_old_word(path))
    found = _sniffed(path, head)
    if found != expected:
        raise NotKept(Reason.MISMATCH)
    return found


def _is_svg(head: bytes) -> bool:
    start = _start(head)
    return start.startswith(b"<svg") or (start.startswith((b"<?xml", b"<!")) and b"<svg" in start)


def _start(head: bytes) -> bytes:
    """The first visible bytes, in lower case."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()


def _of_old_word(path: Path) -> Reason:
    """A .docx that is an OLE container is a protected one [MS-OFFCRYPTO], or an old .doc renamed."""
    is_protected = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
    return Reason.PROTECTED if is_protected else Reason.MISMATCH


def _sniffed(path: Path, head: bytes) -> str:
    if b"%PDF-" in head[:1024]:  # readers accept some bytes before it (ISO 32000-1, annex H)
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(path)
    if not is_text(path):
        return ""
    start = _start(head)
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<!--", b"<head", b"<body")):
        return HTML if b"<html" in start or b"<body" in start or b"<head" in start else ""
    return TEXT


def is_text(path: Path) -> bool:
    """Whether a file holds words alone: no byte that only programs and pictures have."""
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    controls = sum(data.count(bytes([c])) for c in range(32) if c not in (9, 10, 12, 13, 27))
    return b"\0" not in data and controls <= len(data) // 1000


def _of_archive(path: Path) -> str:
    """The kind of a zipped document, by the list of its parts: nothing is unpacked."""
    names = _parts(path)
    lower = [name.lower() for name in names]
    if any("vbaproject" in n or n.startswith(("basic/", "scripts/")) for n in lower):
        raise NotKept(Reason.MACROS)
    if "word/document.xml" in names and "[Content_Types].xml" in names:
        return DOCX
    if "content.xml" in names and names[0] == "mimetype":
        with zipfile.ZipFile(path) as package, package.open("mimetype") as said:
            return ODT if said.read(200).strip() == ODT.encode() else ""
    return ""


MOST_PARTS = 3000
MOST_UNPACKED = 200 * MEGABYTE
MOST_RATIO = 150  # of a part above one megabyte; XML of long tables reaches 60


def _parts(path: Path) -> list[str]:
    """The names inside, once their claims are bearable. Raises ``NotKept``."""
    _require_small_directory(path)
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as fault:
        raise NotKept(Reason.MISMATCH) from fault
    names = [part.filename for part in parts]
    is_unsafe = (
        len(parts) > MOST_PARTS
        or len(set(names)) < len(names)
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or any(_is_unsafe(part) for part in parts)
    )
    if is_unsafe or not names:
        raise NotKept(Reason.UNSAFE_ARCHIVE)
    return names


def _is_unsafe(part: zipfile.ZipInfo) -> bool:
    name = part.filename.replace("\\", "/")
    return (
        name.startswith("/")
        or ".." in name.split("/")
        or ":" in name.split("/")[0]
        or bool(part.flag_bits & 0x1)  # encrypted by zip itself, which no word processor does
        or (part.file_size > MEGABYTE and part.file_size > MOST_RATIO * max(1, part.compress_size))
    )


def _require_small_directory(path: Path) -> None:
    """Refuse a directory of half a million lines before Python reads it into memory."""
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise NotKept(Reason.MISMATCH)
    count, size = struct.unpack("<HL", tail[at + 10 : at + 16])
    if count == 0xFFFF or size > MEGABYTE:
        raise NotKept(Reason.UNSAFE_ARCHIVE)
