"""What may be typed about a need, an axis, and what brings them together."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Optional, ValidationError

from univasso.needs.services.wording import AXIS, NEED
from univasso.web.fields import WebAddress
from univasso.web.forms import Form, Given, LineField, TextField
from univasso.web.numbers import NumberField

ONE_A_LINE = _l("One a line")


def why_field(label: object) -> LineField:
    """Why something changes: kept with the version."""
    return LineField(label, Given(_l("Say why, in a few words.")), most=500)


class AxisForm(Form):
    version = NumberField(validators=[Optional()])
    title_fr = LineField(_l("Title in French"), Given(_l("Give a title.")))
    title_en = LineField(_l("Title in English"))
    questions_text = TextField(_l("Sub-questions"), most=6_000, hint=ONE_A_LINE)
    source_url = LineField(_l("Address of the source"), WebAddress(), most=500)
    note = why_field(_l("Why this change"))

    def values(self) -> dict:
        plain = {name: self[name].data for name in AXIS if name in self}
        return {**plain, "questions": lines(self.questions_text.data)}


class NeedForm(Form):
    version = NumberField(validators=[Optional()])
    title_fr = LineField(_l("Title in French"), Given(_l("Give a title.")))
    title_en = LineField(_l("Title in English"))
    short_fr = LineField(
        _l("Short title in French"), Given(_l("Give a short title, for lists.")), most=80
    )
    short_en = LineField(_l("Short title in English"), most=80)
    summary_fr = TextField(_l("Summary in French"), most=2_000)
    summary_en = TextField(_l("Summary in English"), most=2_000)
    questions_text = TextField(_l("Sub-questions"), most=6_000, hint=ONE_A_LINE)
    is_confirmed = BooleanField(_l("Its title is confirmed by a source"))
    source_url = LineField(_l("Address of the source"), WebAddress(), most=500)
    evidence = TextField(
        _l("What the source says"), most=2_000,
        hint=_l("Where the title is read, word for word or not: readers see it."),
    )  # fmt: skip
    note = why_field(_l("Why this change"))

    def validate_source_url(self, field: LineField) -> None:
        if self.is_confirmed.data and not field.data:
            raise ValidationError(
                _l("Give the source that confirms the title, or leave it provisional.")
            )

    def values(self) -> dict:
        plain = {name: self[name].data for name in NEED if name in self}
        return {**plain, "sub_questions": lines(self.questions_text.data)}


class NewNeedForm(NeedForm):
    note = why_field(_l("Why this need is added"))


def lines(text: str | None) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
