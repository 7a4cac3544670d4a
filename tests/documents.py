"""Documents for tests: the real ones of tests/data, and small ones made to measure."""

import io
import zipfile
import zlib
from pathlib import Path

DOCUMENTS = Path(__file__).parent / "data" / "documents"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>Guide fictif</dc:title><dc:creator>Claire Fictive</dc:creator>"
    "<dcterms:created>2021-03-14T08:00:00Z</dcterms:created></cp:coreProperties>"
)
_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "<text:tracked-changes><text:p>effacé</text:p></text:tracked-changes>"
    "<text:h>Titre</text:h><text:p>Une <text:span>charte</text:span><text:s/>de partenariat"
    "<office:annotation><text:p>remarque</text:p></office:annotation>.</text:p>"
    "</office:text></office:body></office:document-content>"
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts, in this order."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return held.getvalue()


def docx(*paragraphs: str, before: str = "", **others: str | bytes) -> bytes:
    """A Word document; ``before`` stands in front of its XML, ``others`` are parts more."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document,
                   "docProps/core.xml": _CORE, **others})  # fmt: skip


def odt(content: str = _ODT, manifest: str = "<manifest/>") -> bytes:
    return zipped({"mimetype": ODT, "META-INF/manifest.xml": manifest, "content.xml": content})


def pdf_bomb() -> bytes:
    """A page whose content, deflated twice, is three gigabytes of zeros in a few kilobytes."""
    once = zlib.compressobj(9)
    zeros = bytes(1 << 20)
    inner = b"".join(once.compress(zeros) for _ in range(64))
    # A full flush makes the compressed blocks alike: repeat one instead of compressing all.
    inner += once.flush(zlib.Z_FULL_FLUSH)
    block = once.compress(zeros) + once.flush(zlib.Z_FULL_FLUSH)
    inner += block * 3000
    content = zlib.compress(inner, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream"
        % (len(content), content),
    ]
    body = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1)
    )
    return body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"
