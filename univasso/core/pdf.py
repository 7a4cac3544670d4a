"""PDF documents that a screen reader reads (PDF/UA-1), made of a template and of plain data.

A template is a Typst file that says ``#let data = json(bytes(sys.inputs.data))``: what people typed
comes to it as values, and is never read as markup. It sets the title and the language of the
document; without them, or with a picture that is not described, nothing is made.
"""

import json
import re
from pathlib import Path

import typst

from univasso.core import clock

FONTS = Path(__file__).parent / "fonts"
UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.S)
IN_PLACE = "□"  # of a sign that none of our letters draws: the norm wants each one readable


def make(folder: Path, template: str, data: dict) -> bytes:
    """The document that ``template`` makes of ``data``; it reads no file outside ``folder``."""
    text = json.dumps(data, ensure_ascii=False)
    for _try in range(100):
        try:
            return _compile(folder, template, text)
        except typst.TypstError as fault:
            unknown = UNDRAWN.search(fault.message)
            if unknown is None:
                raise
            text = text.translate({ord(sign): IN_PLACE for sign in unknown[1]})
    raise ValueError("too many signs that no letter draws")


def _compile(folder: Path, template: str, text: str) -> bytes:
    return typst.compile(
        str(folder / template), root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True,
        sys_inputs={"data": text}, format="pdf", pdf_standards="ua-1",
        timestamp=int(clock.now().timestamp()),
    )  # fmt: skip
