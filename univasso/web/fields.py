"""Fields and checks that several rooms' forms share."""

import re
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


class PlausibleEmail:
    """An address that a mail can reach, as far as its shape can tell."""

    def __call__(self, form: object, field: Field) -> None:
        if field.data and not EMAIL.fullmatch(field.data):
            raise ValidationError(_l("Write the address in full, such as nom@exemple.fr."))


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


def boxes(label: object, rows: dict[str, str], hint: object = "") -> Choices:
    """Several of a closed list (code → label)."""
    return Choices(label, choices=choices(rows.items()), description=hint)
