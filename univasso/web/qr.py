"""QR codes, drawn here: nothing is asked of another site."""

from io import BytesIO

import segno
from markupsafe import Markup


def drawn(words: str) -> Markup:
    """A QR code as SVG, in the page itself."""
    made = segno.make(words, error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(made)  # noqa: S704 — our own drawing, of squares only


def file(words: str) -> str:
    """The same as a file of its own, for what is printed."""
    out = BytesIO()
    made = segno.make(words, error="m")
    made.save(out, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False)
    return out.getvalue().decode()
