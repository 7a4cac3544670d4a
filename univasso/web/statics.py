"""Style, fonts, drawings and scripts: addressed by what they hold, so that browsers keep them a year.

Every file stands under ``/static/<print>/…``, where the print is made of all the files together: a
style sheet reaches its fonts by a plain relative address. What is text is squeezed once, at start.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, request

from univasso.policy import Permission

FOLDER = Path(__file__).parent.parent / "static"
# One request instead of five; the order is that of the cascade layers.
SCREEN = ("tokens.css", "base.css", "layout.css", "components.css", "utilities.css")
TEXTS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """The bytes of a file, also compressed when it is text."""

    body: bytes
    media_type: str
    zipped: bytes | None


def squeezed(css: str) -> str:
    """A style sheet without comments and idle spaces; quoted strings are left as they are."""
    pieces = re.split(r'("[^"]*")', re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    for place in range(0, len(pieces), 2):
        piece = re.sub(r"\s+", " ", pieces[place])
        piece = re.sub(r"\s*([{};,>~])\s*", r"\1", piece)
        pieces[place] = piece.replace(": ", ":").replace(";}", "}")
    return "".join(pieces).strip()


@cache
def assets() -> dict[str, Asset]:
    """Every file by its path, and ``screen.css``, which is the five screen sheets in one."""
    files = {
        str(file.relative_to(FOLDER)): file.read_bytes()
        for file in sorted(FOLDER.rglob("*"))
        if file.is_file()
    }
    files["screen.css"] = b"".join(files.pop(name) for name in SCREEN)
    return {name: _asset(name, body) for name, body in files.items()}


def _asset(name: str, body: bytes) -> Asset:
    suffix = Path(name).suffix
    if suffix == ".css":
        body = squeezed(body.decode()).encode()
    if suffix in TEXTS:
        return Asset(body, f"{TEXTS[suffix]}; charset=utf-8", gzip.compress(body, mtime=0))
    return Asset(body, mimetypes.guess_type(name)[0] or "application/octet-stream", None)


@cache
def fingerprint() -> str:
    """Ten characters that change when any file changes."""
    whole = hashlib.sha256()
    for name, found in assets().items():
        whole.update(name.encode() + b"\0" + found.body)
    return whole.hexdigest()[:10]


@cache
def asset(name: str) -> str:
    """The address of a file. Raises ``KeyError`` when there is none: a typing error in a template."""
    if name not in assets():
        raise KeyError(name)
    return f"/static/{fingerprint()}/{name}"


def serve(mark: str, name: str) -> Response:
    found = assets().get(name)
    if found is None:
        abort(404)
    response = Response(found.body, content_type=found.media_type)
    # While hosts are updated one by one, a page may ask this host for files of another version.
    response.headers["Cache-Control"] = A_YEAR if mark == fingerprint() else "no-store"
    if found.zipped is not None:
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"]:
            response.set_data(found.zipped)
            response.content_encoding = "gzip"
    return response


# Open to all, without even looking at who asks: a style sheet costs no query.
serve.permission = Permission.PUBLIC


def init_app(app: Flask) -> None:
    app.add_url_rule("/static/<mark>/<path:name>", "static", serve)
    app.jinja_env.globals.update(asset=asset)
