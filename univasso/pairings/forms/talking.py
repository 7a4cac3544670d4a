"""What may be typed in a thread, and about when to meet."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import ValidationError

from univasso.core import clock
from univasso.web.forms import Form, Given, LineField, MomentField, TextField, choices
from univasso.web.uploads import UploadForm, file_field

LENGTHS = ((30, "30 min"), (60, "1 h"), (90, "1 h 30"), (120, "2 h"))


class MessageForm(UploadForm):
    text = TextField(
        _l("Your message"), Given(_l("Write your message.")), most=5000,
        hint=_l("Both sides and the coordination read it. Addresses and telephone numbers are hidden "
                "until both sides said yes."),
    )  # fmt: skip
    file = file_field(_l("A file with it"))


class ReportForm(Form):
    text = TextField(_l("What is wrong with it?"), Given(_l("Say it in a few words.")), most=1000)


class SlotsForm(Form):
    """Three moments, of which the other side chooses one."""

    first = MomentField(_l("First moment"), Given(_l("Give a day and an hour.")))
    second = MomentField(_l("Second moment"))
    third = MomentField(_l("Third moment"))
    minutes = SelectField(_l("How long"), coerce=int, choices=choices(LENGTHS), default=60)
    place = LineField(
        _l("Where, or how"), most=300, hint=_l("An address, a telephone call, a link")
    )

    def validate_first(self, field: MomentField) -> None:
        if field.data and field.data <= clock.now():
            raise ValidationError(_l("Choose a moment to come."))

    validate_second = validate_third = validate_first

    def moments(self) -> list:
        return [f.data for f in (self.first, self.second, self.third) if f.data]
