"""What somebody who asks the same may add: their own context (A2.9)."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from univasso.models.question_words import SIZES
from univasso.web.fields import PlausibleEmail
from univasso.web.forms import AtMost, Form, LineField, TextField, choices, one_line
from univasso.web.territory_field import TerritoryField


class SupportForm(Form):
    context = TextField(
        _l("How is it with you?"),
        most=1500,
        hint=_l("What is the same, what is not. The coordination alone reads it."),
    )
    size = RadioField(
        _l("How many are you?"),
        choices=choices([*SIZES.items(), ("", _l("I prefer not to say"))]), default="",
    )  # fmt: skip
    places = TerritoryField(_l("Where are you?"), hint=_l("One place: a commune, a department…"))
    association = SelectField(_l("For which association?"), coerce=int, default=0)
    association_name = LineField(_l("Name of your association"), most=250)
    email = EmailField(
        _l("Your e-mail address"), [PlausibleEmail(), AtMost(254)], filters=[one_line],
        description=_l("To confirm, and to be told what becomes of it. It is shown to nobody."),
        render_kw={"autocomplete": "email"},
    )  # fmt: skip
    website = StringField(_l("Leave this empty"))  # filled by programs, unseen by people
    needs_email = True

    def validate_email(self, field: EmailField) -> None:
        if self.needs_email and not field.data:
            raise ValidationError(_l("Write your address."))

    def validate_places(self, field: TerritoryField) -> None:
        if len(field.data or []) > 1:
            raise ValidationError(_l("Give one place only."))
