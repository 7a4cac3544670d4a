"""What is typed about two blind readings: who reads, a reading, what is chosen where they differ."""

from flask_babel import lazy_gettext as _l
from wtforms import FormField, RadioField, SelectField
from wtforms.validators import ValidationError

from univasso.models.question_words import CRITERIA, MARKS
from univasso.questions.forms.triage import FilingForm
from univasso.web.forms import Form, Given, LineForm, TextField, choices


class ReadersForm(Form):
    one = SelectField(_l("First person"), coerce=int)
    two = SelectField(_l("Second person"), coerce=int)

    def validate_two(self, field: SelectField) -> None:
        if field.data == self.one.data:
            raise ValidationError(
                _l("Choose another person: somebody who reads twice would agree with themselves.")
            )


class GridForm(LineForm):
    """A mark for each criterion, or no opinion."""

    def marks(self) -> dict[str, int]:
        return {field.short_name: int(field.data) for field in self if field.data}


def _mark(label: str, weight: int) -> SelectField:
    offered = [("", _l("No opinion")), *((str(mark), words) for mark, words in MARKS.items())]
    return SelectField(
        _l(label), choices=choices(offered), default="",
        description=_l("Weight: %(weight)d", weight=weight),
    )  # fmt: skip


for _code, (_label, _weight) in CRITERIA.items():
    setattr(GridForm, _code, _mark(_label, _weight))


class ReadingForm(FilingForm):
    """What one makes of a question."""

    grid = FormField(GridForm, _l("Grid of criteria (optional)"))


class PickForm(LineForm):
    chosen = RadioField(_l("What is kept?"))  # first, second or other, under the readers' names
    reason = TextField(_l("Why?"), Given(_l("Say why.")), most=500)


class SettleForm(FilingForm):
    """The third click: for each answer that differs, what is kept and why."""

    pick_needs = FormField(PickForm)
    pick_axes = FormField(PickForm)
    pick_places = FormField(PickForm)
    pick_answer_kind = FormField(PickForm)

    def validate_needs(self, field) -> None:
        if self.pick_needs.chosen.data == "other":
            super().validate_needs(field)

    def keep_only(self, differing: list[str]) -> None:
        """Ask about what differs and nothing else."""
        for name in ("needs", "axes", "places", "answer_kind"):
            if name not in differing:
                del self[name]
                del self[f"pick_{name}"]
