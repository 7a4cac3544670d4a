"""What the store keeps, and what it does not."""

import hashlib
import io
import os

import pytest

from tests.documents import DOCUMENTS, docx, odt, zipped
from univasso.core import clock
from univasso.core.files import NotKept, Reason, Store, clean_name

PDF = (DOCUMENTS / "pdfjs_french_diacritics.pdf").read_bytes()


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "files")


def keep(store, data: bytes, name: str, most: int = 10**6):
    return store.keep(io.BytesIO(data), name, most)


def files_in(store) -> list[str]:
    return sorted(p.name for p in store.folder.rglob("*") if p.is_file())


def test_a_file_is_found_again_under_the_hash_of_its_bytes(store):
    kept = keep(store, PDF, "Étude d’été.pdf")
    assert kept.digest == hashlib.sha256(PDF).hexdigest()
    assert (kept.filename, kept.media_type, kept.size) == (
        "Étude d’été.pdf", "application/pdf", len(PDF))  # fmt: skip
    assert store.path(kept.digest).read_bytes() == PDF


def test_the_same_content_is_kept_once(store):
    keep(store, PDF, "un.pdf")
    keep(store, PDF, "deux.pdf")
    assert len(files_in(store)) == 1


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (docx("Bonjour"), "guide.docx", "wordprocessingml.document"),
        (odt(), "charte.odt", "opendocument.text"),
        (b"<!DOCTYPE html><html><p>Bonjour</html>", "page.HTM", "text/html"),
        ("Une enquête\r\nà Amiens".encode("cp1252"), "notes.txt", "text/plain"),
        ("\ufeffUne enquête".encode("utf-16-le"), "notes.txt", "text/plain"),
        (b"junk before\n" + PDF, "scan.pdf", "application/pdf"),
    ],
)
def test_the_five_kinds_of_texts_are_kept(store, data, name, media_type):
    assert keep(store, data, name).media_type.endswith(media_type)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BOMB = docx("x", **{"word/media/bomb.xml": bytes(40_000_000)})
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "vide.pdf", Reason.EMPTY),
        (b"x" * 1_000_001, "gros.txt", Reason.TOO_LARGE),
        (PROGRAM, "setup.exe", Reason.TYPE),
        (PROGRAM, "rapport.pdf", Reason.MISMATCH),
        (PROGRAM, "rapport.txt", Reason.MISMATCH),
        (PDF, "rapport.docx", Reason.MISMATCH),
        (PDF, "page.html", Reason.MISMATCH),
        (docx("x"), "rapport.pdf", Reason.MISMATCH),
        (zipped({"a.txt": "x"}), "rapport.docx", Reason.MISMATCH),
        (docx("x")[:300], "coupé.docx", Reason.MISMATCH),
        (OLE, "ancien.docx", Reason.MISMATCH),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "secret.docx", Reason.PROTECTED),
        (b"<html><script>alert(1)</script></html>", "notes.txt", Reason.MISMATCH),
        (b"<svg onload='alert(1)'/>", "logo.svg", Reason.ACTIVE),
        (b"<?xml version='1.0'?>\n<svg onload='alert(1)'/>", "logo.html", Reason.ACTIVE),
        (BOMB, "bombe.docx", Reason.UNSAFE_ARCHIVE),
        (docx("x", **{"../../etc/cron.d/x": "x"}), "sortie.docx", Reason.UNSAFE_ARCHIVE),
        (docx("x", **{"C:/x": "x"}), "sortie.docx", Reason.UNSAFE_ARCHIVE),
        (docx("x", **{f"p{n}": "" for n in range(3001)}), "parts.docx", Reason.UNSAFE_ARCHIVE),
        (docx("x", **{"word/vbaProject.bin": "x"}), "macros.docx", Reason.MACROS),
        (docx("x"), "macros.docm", Reason.MACROS),
    ],
)
def test_each_hostile_or_wrong_file_has_its_reason_and_leaves_nothing(store, data, name, reason):
    with pytest.raises(NotKept) as answer:
        keep(store, data, name)
    assert answer.value.reason == reason
    assert answer.value.sentence.endswith(".")
    assert files_in(store) == []


def test_a_file_too_large_is_stopped_while_it_comes(store):
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size=-1):
            self.given += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(NotKept):
        store.keep(endless, "sans-fin.txt", 10**6)
    assert endless.given < 10**6 + 2 * 64 * 1024


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Claire\\Été.pdf", "Été.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("rapport\u202efdp.exe", "rapport fdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie- x.pdf"),
        ("<img src=x>.pdf", "img src=x-.pdf"),
        (".htaccess", "htaccess"),
        ("", "document"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_a_name_is_safe_to_show_and_keeps_its_accents(given, shown):
    assert clean_name(given) == shown


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_no_path_is_made_of_what_is_no_hash(store, digest):
    with pytest.raises(ValueError, match="sha256"):
        store.path(digest)


def test_sweeping_removes_what_nobody_holds_once_a_day_has_passed(store, later):
    held, lost = keep(store, PDF, "tenu.pdf"), keep(store, odt(), "perdu.odt")
    (store.folder / "incoming" / "interrompu").write_bytes(b"x")
    assert store.sweep({held.digest}) == 0
    later(days=2)
    assert store.sweep({held.digest}) == 2
    assert files_in(store) == [held.digest]
    assert not store.path(lost.digest).exists()


def test_a_file_kept_again_gets_a_new_day(store):
    kept = keep(store, PDF, "un.pdf")
    os.utime(store.path(kept.digest), (0, 0))
    keep(store, PDF, "deux.pdf")
    assert store.path(kept.digest).stat().st_mtime > clock.now().timestamp() - 3600
    assert store.sweep(set()) == 0
