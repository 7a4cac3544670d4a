"""What may be typed about bridged words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from univasso.web.forms import Form, plain_characters, tidy


class ExpressionsField(Field):
    """Two expressions or more, between semicolons."""

    widget = TextInput()

    def _value(self) -> str:
        return " ; ".join(self.data or [])

    def process_formdata(self, values: list[str]) -> None:
        typed = values[0] if values else ""
        self.data = list(dict.fromkeys(e for e in map(tidy, typed.split(";")) if e))


def _two_or_more(_form: object, field: Field) -> None:
    if len(field.data or []) < 2:
        raise ValidationError(_("Write at least two expressions, between semicolons."))
    if len(field.data) > 12 or any(len(expression) > 100 for expression in field.data):
        raise ValidationError(_("At most twelve expressions of a hundred characters."))
    for expression in field.data:
        plain_characters(_form, type("Part", (), {"data": expression}))


class BridgeForm(Form):
    expressions = ExpressionsField(
        _l("Expressions that mean the same"),
        [_two_or_more],
        description=_l("Between semicolons: bénévolat ; engagement volontaire"),
    )
