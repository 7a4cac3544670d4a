"""Making what a file says readable: hyphens, spaces, characters, sections."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

SECTION = 3000  # characters, about one printed page
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
             0xFB06: "st"}  # fmt: skip

# Line ends where the hyphen belongs to the word: “peut-être”, “celui-ci”, “non-lucratif”.
_OWN_HEADS = "peut|quelqu|non|sous|demi|mi|semi|ex|vice|socio|c'est|moi|toi|soi|lui|eux|nous|vous"
_OWN_TAILS = "être|ci|là|même|mêmes|il|ils|elle|elles|on|je|tu|nous|vous|moi|ce|t|y|dire"
_OWN = re.compile(rf"(?i)(?:(?:^|\W)(?:{_OWN_HEADS})-$)|(?:^-(?:{_OWN_TAILS})(?:\W|$))")
_CUT = re.compile(r"(?P<head>[^\W\d_]{1,40})(?:\ufffe|\x02|[-\u2010]\n)\s*(?P<tail>[^\W\d_]{1,40})")
_UNSEEN = re.compile(r"\u00ad\s?\n?|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Encrypted(Exception):  # noqa: N818 — a state of the file, not a fault
    """Only a password opens it."""


def tidy(text: str) -> str:
    """A page as one reads it: words whole again, no invisible or control character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSEEN.sub("", text).translate(LIGATURES)
    text = _CUT.sub(_joined, text)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _DROPPED)
    text = re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text))
    return re.sub(r" ?\n ?", "\n", re.sub(r"\n\s*\n\s*", "\n\n", text)).strip()


_DROPPED = {"Cc", "Cf", "Cs", "Cn", "Co"}  # control, format, lone surrogate, unassigned, private


def _joined(cut: re.Match) -> str:
    head, tail = cut["head"], cut["tail"]
    keeps = _OWN.search(f"{head}-") or _OWN.search(f"-{tail}") or tail[0].isupper()
    return f"{head}-{tail}" if keeps else head + tail


def sections(paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs gathered into sections of about 3000 characters, cut between two of them."""
    held, size = [], 0
    for paragraph in paragraphs:
        for piece in _pieces(tidy(paragraph)):
            if held and size + len(piece) > SECTION:
                yield "\n\n".join(held)
                held, size = [], 0
            held.append(piece)
            size += len(piece)
    if held:
        yield "\n\n".join(held)


def _pieces(paragraph: str) -> Iterator[str]:
    """A paragraph too long for a section is cut at a space."""
    while len(paragraph) > SECTION:
        end = paragraph.rfind(" ", SECTION // 2, SECTION)
        end = end if end > 0 else SECTION
        yield paragraph[:end]
        paragraph = paragraph[end:].strip()
    if paragraph:
        yield paragraph


def line(text: object) -> str:
    """A title or a name on one line, 500 characters at most."""
    return " ".join(tidy(str(text or "")).split())[:500]


def day(text: object) -> str:
    """The day in ``D:20190314…`` (PDF) or ``2019-03-14T…`` (Office), or nothing."""
    found = re.match(r"(?:D:)?\s*(\d{4})-?(\d{2})-?(\d{2})", str(text or ""))
    if not found or not (1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31):
        return ""
    return "-".join(found.groups())


def decoded(data: bytes) -> str:
    """Bytes as text: a byte order mark, else UTF-8, else the Windows characters of old files."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                           (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
