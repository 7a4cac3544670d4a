"""Every sentence that people read: those of the code and templates, those of the catalogue.

``python -m tests.house.words`` prints what the catalogue lacks, ready to be translated.
"""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tests.house.source import PACKAGE, ROOT, TEMPLATES

FUNCTIONS = {
    "_": None, "_l": None, "N_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2),
}  # fmt: skip
CATALOGUE = PACKAGE / "translations" / "fr"


@cache
def used() -> dict[str, str]:
    """Every sentence marked for translation (the singular one, if there are two), and where."""
    found = {}
    for path in [*PACKAGE.rglob("*.py"), *TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]:
        method = "python" if path.suffix == ".py" else "jinja2"
        source = BytesIO(path.read_bytes())
        options = {"trimmed": "true", "silent": "false"}
        for line, message, _, _ in extract(method, source, FUNCTIONS, (), options):
            single = message if isinstance(message, str) else message[0]
            if single:
                found.setdefault(single, f"{path.relative_to(ROOT)}:{line}")
    return found


@cache
def translated() -> dict[str, list[str]]:
    """Every sentence of the catalogue with its French forms."""
    found = {}
    for path in sorted(CATALOGUE.glob("*.po")):
        for message in read_po(BytesIO(path.read_bytes()), locale="fr"):
            if message.id:
                single = message.id if isinstance(message.id, str) else message.id[0]
                forms = [message.string] if isinstance(message.string, str) else [*message.string]
                found.setdefault(single, []).append((path.name, forms))
    return {single: [form for _, forms in rows for form in forms] for single, rows in found.items()}


def repeated() -> list[str]:
    """Sentences that stand in two files of the catalogue."""
    seen: dict[str, str] = {}
    twice = []
    for path in sorted(CATALOGUE.glob("*.po")):
        for message in read_po(BytesIO(path.read_bytes()), locale="fr"):
            single = message.id if isinstance(message.id, str) else message.id[0]
            if single and seen.setdefault(single, path.name) != path.name:
                twice.append(f"{single!r} in {seen[single]} and {path.name}")
    return twice


def unmarked(path: Path) -> list[str]:
    """Words of a template that stand on the page without being marked for translation."""
    text = re.sub(r"{#.*?#}|<!--.*?-->", " ", path.read_text("utf-8"), flags=re.S)
    text = re.sub(r"{%-?\s*trans.*?endtrans\s*-?%}", " ", text, flags=re.S)
    text = re.sub(r"{%.*?%}|{{.*?}}", " ", text, flags=re.S)
    text = re.sub(r"<(script|style|svg|code|kbd|pre)\b.*?</\1>", " ", text, flags=re.S)
    text = re.sub(r"<[^>]*>|&\w+;", "\n", text)
    return [line.strip() for line in text.split("\n") if re.search(r"[^\W\d_]{3}", line)]


if __name__ == "__main__":
    for sentence, where in used().items():
        if sentence not in translated():
            print(f'#: {where}\nmsgid {sentence!r}\nmsgstr ""\n')
