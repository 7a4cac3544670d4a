"""What may be typed about works, availability, interests and shared periods."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Optional, ValidationError

from univasso.core import clock
from univasso.directory.forms.researchers import ordered
from univasso.models.associations import Association
from univasso.models.research_units import PERIOD_KINDS
from univasso.models.researcher_words import INTEREST_KINDS, OFFERS
from univasso.web.fields import WebAddress, boxes
from univasso.web.forms import DayField, Form, Given, LineField, choices
from univasso.web.numbers import NumberField


class WorkForm(Form):
    """A publication of the programme, by its address here, or a work named by hand."""

    output = LineField(
        _l("Publication of Univ’Asso"), most=200,
        hint=_l("Its address here, or its number, such as /productions/12."),
    )  # fmt: skip
    title = LineField(_l("Or the title of another work"), most=500)
    url = LineField(_l("Its address"), WebAddress(), most=500)
    year = LineField(_l("Its year"), most=4)

    def validate_title(self, field: LineField) -> None:
        if not field.data and not self.output.data:
            raise ValidationError(_l("Give a publication or a title."))

    def validate_year(self, field: LineField) -> None:
        if field.data and not (
            field.data.isascii() and field.data.isdigit() and len(field.data) == 4
        ):
            raise ValidationError(_l("Write a year with four digits."))


class AvailabilityForm(Form):
    capacity = NumberField(
        _l("Partnerships at the same time"),
        validators=[Optional()],
        description=_l("Beyond this number, nothing more is proposed to you."),
    )
    offers = boxes(_l("What you can take on"), OFFERS,
                   _l("You are asked for these alone; for all of them when none is chosen."))  # fmt: skip
    paused_until = DayField(
        _l("Pause until"),
        hint=_l("Until that day, included, nothing is proposed to you, and your page says so."),
    )

    def validate_paused_until(self, field: DayField) -> None:
        """A new pause ends today or later; one that is over may stay written."""
        if field.data and field.data != field.object_data and field.data < clock.today():
            raise ValidationError(_l("This day has passed: choose a later one, or none."))

    def validate_capacity(self, field: NumberField) -> None:
        if field.data is not None and field.data > 50:
            raise ValidationError(_l("Write a number from 0 to 50."))


class PeriodForm(Form):
    starts_on = DayField(_l("From"), Given(_l("Give the first day.")))
    ends_on = DayField(_l("To"), Given(_l("Give the last day.")))
    note = LineField(_l("A word about it"), most=200)

    def validate_ends_on(self, field: DayField) -> None:
        ordered(self.starts_on.data, field.data)


class SharedPeriodForm(PeriodForm):
    """Days that associations share, with where they come from."""

    note = None
    kind = SelectField(
        _l("What it is"), default="assemblies",
        choices=choices((k, v) for k, v in PERIOD_KINDS.items() if k != "holiday"),
    )  # fmt: skip
    title = LineField(_l("In words"), Given(_l("Say what it is.")), most=200)
    source = LineField(
        _l("Where it comes from"), Given(_l("Name the source: nothing is invented.")), most=500
    )


class InterestForm(Form):
    kind = SelectField(_l("What it is"), choices=choices(INTEREST_KINDS.items()))
    words = LineField(
        _l("In your words"), Given(_l("Name it.")), most=300,
        hint=_l("For instance: on the board of an association since 2021."),
    )  # fmt: skip
    association = NumberField(
        _l("Number of its page here"),
        validators=[Optional()],
        description=_l("When it is an association of the directory: the number in its address."),
    )
    starts_on = DayField(_l("Since"))
    ends_on = DayField(_l("Until"))

    def validate_ends_on(self, field: DayField) -> None:
        ordered(self.starts_on.data, field.data)

    def take(self, found: Association | None) -> bool:
        """Whether the association named is one that may be known of."""
        if self.association.data is not None and found is None:
            self.association.errors = [_l("We know no such association.")]
        return not self.association.errors
