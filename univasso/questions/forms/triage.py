"""What the coordination may type about a question."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from univasso.models.question_words import ANSWER_KINDS, URGENCIES
from univasso.questions.forms.asking import phone
from univasso.web.fields import Choices, boxes
from univasso.web.forms import DayField, Form, Given, TextField, choices
from univasso.web.territory_field import TerritoryField

MOST_NEEDS = 3


class FilingForm(Form):
    """Needs, axes, where, and what would answer (C1.4)."""

    needs = Choices(_l("File under"), coerce=int)
    axes = Choices(_l("Regional axes"), coerce=int)
    places = TerritoryField(_l("Places"), hint=_l("One a line, or between commas"))
    answer_kind = SelectField(
        _l("What would answer it?"),
        choices=choices([("", _l("Not said yet")), *ANSWER_KINDS.items()]),
    )

    def validate_needs(self, field: Choices) -> None:
        if not 1 <= len(field.data or []) <= MOST_NEEDS:
            raise ValidationError(_("Choose at least one need, and three at most."))


class QualifyForm(FilingForm):
    """How a question is filed, and why; a wording may go with it."""

    reason = TextField(_l("Why these needs?"), most=500)
    urgency = RadioField(_l("Deadline"), choices=choices(URGENCIES.items()), default="")
    wording = TextField(
        _l("A wording for research"), most=1500,
        hint=_l("Proposed to whoever asks, who accepts it, corrects it or not. Their words stay."),
    )  # fmt: skip
    wording_reason = TextField(_l("Why this wording?"), most=1000)


# The answers of the form that whoever asks may be invited to complete (C1.6).
REOPENED = {
    "wish": _l("The question itself"),
    "situation": _l("What made them ask it"),
    "use": _l("What they would do with the answer"),
    "deadline": _l("The deadline"),
    "places": _l("Where it happens"),
}


class AskForm(Form):
    text = TextField(
        _l("What would you like to know?"),
        Given(_l("Write what you would like to know.")),
        most=3000,
    )
    reopened = boxes(_l("It concerns"), REOPENED)


class LineForm(Form):
    text = TextField(_l("Your words"), Given(_l("Write a few words.")), most=5000)


class BecauseForm(Form):
    text = TextField(_l("The reason, which is told"), Given(_l("Give the reason.")), most=2000)


class BulkForm(Form):
    """What goes with an act on several questions; only what is told to people must be said."""

    what = StringField()
    reason = TextField(_l("The reason"), most=2000)

    def validate_reason(self, field: TextField) -> None:
        if self.what.data == "hide" and not field.data:
            raise ValidationError(_("Give the reason."))


class WordingForm(Form):
    text = TextField(_l("The wording"), Given(_l("Write the wording.")), most=1500)
    reason = TextField(_l("Why this wording?"), most=1000)


class DeskForm(Form):
    """How one is reached, and who stands in (C1.2)."""

    phone = phone(_l("Your telephone number for those who ask"), _l("Printed on receipts."))
    deputy = SelectField(_l("Who stands in for you?"), coerce=int)
    away_from = DayField(_l("Away from"))
    away_until = DayField(_l("until, that day included"))

    def validate_away_until(self, field: DayField) -> None:
        if self.away_from.data and field.data and field.data < self.away_from.data:
            raise ValidationError(_("The end comes before the beginning."))
