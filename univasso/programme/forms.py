"""One form with every kind of field, for the page of style."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from univasso.models.output_words import AUDIENCES
from univasso.web.fields import PlausibleEmail
from univasso.web.forms import Form, Given, LineField, MomentField, TextField, choices
from univasso.web.territory_field import TerritoryField

SOME = list(AUDIENCES.items())[:4]


class SampleForm(Form):
    title = LineField(
        _l("Title"),
        Given(_l("Give a title.")),
        most=120,
        hint=_l("A sentence that anybody understands."),
    )
    abstract = TextField(_l("Abstract"), Given(_l("Write a few words.")), most=600)
    language = SelectField(_l("Language"), choices=choices((("fr", "Français"), ("en", "English"))))
    audience = RadioField(_l("Written above all for"), choices=choices(SOME), default=SOME[0][0])
    audiences = SelectMultipleField(
        _l("Also useful to"),
        choices=choices(SOME),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    places = TerritoryField(
        _l("Places"), hint=_l("One a line, or between commas: Amiens, Somme, 59000")
    )
    moment = MomentField(_l("Day and hour"), hint=_l("Time of Paris"))
    email = EmailField(_l("E-mail address"), [PlausibleEmail()])
    password = PasswordField(_l("Password"))
    file = FileField(_l("File"), description=_l("PDF or OpenDocument"))
    agreed = BooleanField(_l("I agree that it be shown"))
