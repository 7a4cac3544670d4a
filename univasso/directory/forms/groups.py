"""What may be typed about a research group."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import NumberRange, Optional

from univasso.directory.forms.members import email_field
from univasso.web.fields import Choices, PlainName
from univasso.web.forms import Form, Given, LineField, TextField
from univasso.web.numbers import NumberField

FEW = _l("Between %(min)s and %(max)s.")


def name_field() -> LineField:
    return LineField(
        _l("Name of the group"), Given(_l("Give the group a name.")), PlainName(), most=200
    )


class FoundForm(Form):
    name = name_field()
    speaker = RadioField(_l("In whose name you are in it"))


class GroupForm(Form):
    version = NumberField(validators=[Optional()])
    name = name_field()
    purpose = TextField(_l("What it is about"), most=2_000)
    needs = Choices(_l("Its knowledge needs"), coerce=int)
    seats = NumberField(_l("Seats"), [NumberRange(1, 100, FEW)])
    capacity = NumberField(_l("Partnerships at once, for all"), [NumberRange(0, 20, FEW)])
    is_listed = BooleanField(_l("Show this group in the directory"))

    def values(self) -> dict:
        names = ("name", "purpose", "seats", "capacity", "is_listed")
        return {name: self[name].data for name in names}


class InviteForm(Form):
    email = email_field()


class AnswerForm(Form):
    speaker = RadioField(_l("In whose name you join"))
