"""Fields and checks that several rooms' forms share."""

import re
import unicodedata
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from univasso.web.forms import choices

# RFC 5321 is far wider; this is what real mail boxes look like, and no header can hide in it.
EMAIL = re.compile(
    r"[^@\s<>\",;:\\()\[\]]{1,64}@[^@\s.<>\",;:\\()\[\]]+(\.[^@\s.<>\",;:\\()\[\]]+)+"
)

MIXED = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}  # whose letters look alike
DRESSED = {"MATHEMATICAL", "FULLWIDTH", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER"}


class PlausibleEmail:
    """An address that a mail can reach, as far as its shape can tell."""

    def __call__(self, form: object, field: Field) -> None:
        box = (field.data or "").rpartition("@")[0]
        dots = box.startswith(".") or box.endswith(".") or ".." in box
        if field.data and (dots or not EMAIL.fullmatch(field.data)):
            raise ValidationError(_l("Write the address in full, such as nom@exemple.fr."))


class PlainName:
    """A name in letters: no sign that looks like a mark of ours, no letter that passes for another.

    ``°`` and ``№`` are the only signs that names need; a word is written in one alphabet
    (Unicode TS39, 5.1).
    """

    def __call__(self, form: object, field: Field) -> None:
        name = field.data or ""
        if any(unicodedata.category(c) == "So" and c not in "°№" for c in name):
            raise ValidationError(_l("Leave out the signs that look like an official mark."))
        for word in re.findall(r"[^\W\d_]+", name):
            alphabets = {unicodedata.name(c, "").split(" ")[0] for c in word if c.isalpha()}
            if len(alphabets & MIXED) > 1 or alphabets & DRESSED:
                raise ValidationError(
                    _l("Write each word in the letters of one alphabet, as a keyboard types them.")
                )


class WebAddress:
    """A complete http or https address: anything else could run in a reader's browser."""

    def __call__(self, form: object, field: Field) -> None:
        if not field.data:
            return
        try:
            parts = urlsplit(field.data)
        except ValueError:
            parts = None
        if parts is None or parts.scheme not in ("http", "https") or "." not in parts.netloc:
            raise ValidationError(_l("Give a complete address, starting with https://"))


class Choices(SelectMultipleField):
    """Several of a list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, values: list[str]) -> None:
        """A box sends its own value; the page of a conflict sends a whole list, a line for each."""
        super().process_formdata([line for value in values for line in value.splitlines()])


def boxes(label: object, rows: dict[str, str], hint: object = "") -> Choices:
    """Several of a closed list (code → label)."""
    return Choices(label, choices=choices(rows.items()), description=hint)
