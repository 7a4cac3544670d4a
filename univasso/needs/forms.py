"""What may be typed about a need, an axis, and what brings them together."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import Optional, ValidationError

from univasso.needs.services.crosswalk import Crosswalk
from univasso.needs.services.wording import AXIS, NEED
from univasso.web.fields import Choices, WebAddress
from univasso.web.forms import Form, Given, LineField, TextField, choices
from univasso.web.numbers import NumberField
from univasso.web.wording import in_language

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
    replaces = SelectField(
        _l("The need that it is to replace"),
        default="",
        description=_l("Its retirement is asked next; it stays in use until then."),
    )

    def offer(self, needs: list) -> None:
        rows = [("", _("None: it comes beside the others")), *named(needs)]
        self.replaces.choices = choices(rows)


class CrosswalkForm(Form):
    version = NumberField(validators=[Optional()])
    links = Choices(_l("Needs and axes that are near each other"))  # "8-3": need 8, axis 3
    note = why_field(_l("Why these links"))

    @classmethod
    def of(cls, table: Crosswalk) -> "CrosswalkForm":
        """The form of the table as it is, with what is near ticked."""
        form = cls(version=table.version, links=[f"{n}-{a}" for n, a in sorted(table.pairs)])
        every = [f"{need.number}-{axis.number}" for need in table.needs for axis in table.axes]
        form.links.choices = choices((value, value) for value in every)
        return form

    def pairs(self) -> set[tuple[int, int]]:
        return {tuple(map(int, value.split("-"))) for value in self.links.data}


class RetireForm(Form):
    successor = SelectField(
        _l("Its successor"),
        [Given(_l("Choose the need that takes its place."))],
        description=_l("Its page, its old addresses and searches lead there."),
    )
    reason = why_field(_l("Why it is retired"))
    is_read = BooleanField(
        _l("I have read what is filed under it: all of it stays there, with its meaning"),
        [Given(_l("Tick this box once you have read the list above."))],
    )

    def offer(self, needs: list) -> None:
        self.successor.choices = choices([("", _("Choose")), *named(needs)])


class BringBackForm(Form):
    reason = why_field(_l("Why it comes back"))


def named(needs: list) -> list[tuple[str, str]]:
    """The options of a list of needs, by their number."""
    return [(str(n.number), f"{n.number}. {in_language(n, 'title')[0]}") for n in needs]


def lines(text: str | None) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
