"""Identifiers and addresses as people paste them, kept in their normal form."""

from flask_babel import gettext as _
from wtforms.validators import ValidationError

from univasso.core.identifiers import recognise
from univasso.web.forms import LineField


class IdentifierField(LineField):
    """An identifier of one scheme; a DOI pasted as an address becomes the DOI."""

    def __init__(self, label: object, *, schemes: tuple[str, ...], hint: object = "", **kw):
        super().__init__(label, most=300, hint=hint, **kw)
        self.schemes = schemes

    def post_validate(self, form: object, validation_stopped: bool) -> None:
        if not self.data or self.errors:
            return
        found = recognise(self.data)
        if found is None or found.scheme not in self.schemes:
            raise ValidationError(_("This is not a valid %(name)s.", name=self.label.text))
        self.data = found.value
