"""Checks that several rooms' forms share."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

# RFC 5321 is far wider; this is what real mail boxes look like, and no header can hide in it.
EMAIL = re.compile(
    r"[^@\s<>\",;:\\()\[\]]{1,64}@[^@\s.<>\",;:\\()\[\]]+(\.[^@\s.<>\",;:\\()\[\]]+)+"
)


class PlausibleEmail:
    """An address that a mail can reach, as far as its shape can tell."""

    def __call__(self, form: object, field: Field) -> None:
        if field.data and not EMAIL.fullmatch(field.data):
            raise ValidationError(_l("Write the address in full, such as nom@exemple.fr."))
