"""What may be typed about an association."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, RadioField, SelectField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import HiddenInput

from univasso.directory.identities import UNKEPT, identity_of
from univasso.directory.register.numbers import Answer, find_in_register
from univasso.models.association_words import (
    BUDGETS,
    CHANNELS,
    EMPLOYEES,
    MODES,
    REFUSALS,
    SECTORS,
    VOLUNTEERS,
)
from univasso.models.associations import Association, Mode
from univasso.web.fields import Choices, PlainName, PlausibleEmail, WebAddress, boxes
from univasso.web.forms import (
    AtMost,
    Form,
    Given,
    LineField,
    TextField,
    choices,
    plain_characters,
    tidy,
)
from univasso.web.numbers import NumberField, row_number
from univasso.web.territory_field import TerritoryField


def name_field(label: object = None) -> LineField:
    return LineField(
        label or _l("Name of the association"),
        Given(_l("Give the name of the association.")), PlainName(), most=250,
    )  # fmt: skip


def known(rows: dict[str, str]) -> list:
    """The options of a list that may stay unanswered."""
    return choices([("", _l("Not said")), *rows.items()])


class NumberForm(Form):
    """The number of an association, of whichever register, or none."""

    number = LineField(
        _l("Number"),
        hint=_l(
            "RNA (W and 9 characters), SIREN (9 digits), SIRET (14 digits), or in Alsace-Moselle the "
            "court, the volume and the folio. Spaces do not matter."
        ),
        most=120,
    )
    answer: Answer | None = None  # what the register says of it

    def validate_number(self, field: LineField) -> None:
        if not field.data:
            return
        self.answer = find_in_register(field.data)
        if self.answer.said in UNKEPT:
            raise ValidationError(_(self.answer.sentence) % self.answer.values)
        if not identity_of("", field.data, self.answer).has_number:
            raise ValidationError(
                _("This is not a number of a register. Without one, leave the field empty.")
            )


class CharterField(BooleanField):
    """The box that accepts a text: it carries the version that was read."""

    def __init__(self, **kw):
        super().__init__(
            _l("I may commit this association, and I accept on its behalf the charter of use"),
            [Given(_l("Read the charter, and tick the box to accept it."))], **kw
        )  # fmt: skip

    @property
    def text_id(self) -> int:
        return row_number(self.raw_data[0]) or 0 if self.raw_data else 0


class CharterForm(Form):
    charter = CharterField()


class JoinForm(NumberForm):
    """The first thing said of an association: who it is, and who speaks for it."""

    entry = NumberField(validators=[Optional()], widget=HiddenInput())
    name = name_field()
    mission = TextField(_l("What it does"), most=2_000)
    address = LineField(_l("Address"), most=300)
    charter = CharterField()
    title = LineField(
        _l("Your part in it"), hint=_l("President, employee, volunteer… in your words."), most=80
    )


class ProfileForm(Form):
    """What members write of their association."""

    version = NumberField(validators=[Optional()])
    name = name_field()
    short_name = LineField(_l("Short name or initials"), PlainName(), most=80)
    mission = TextField(_l("What you do"), hint=_l("Shown in the directory."), most=2_000)
    sectors = boxes(_l("Your fields"), SECTORS)
    needs = Choices(_l("The knowledge needs that concern you"), coerce=int)
    territories = TerritoryField(
        _l("Your places"), hint=_l("One a line: commune, group of communes, department…")
    )
    publics = TextField(_l("The people you work with"), most=500)
    budget_band = SelectField(_l("Yearly budget"), choices=known(BUDGETS))
    employee_band = SelectField(_l("Employees"), choices=known(EMPLOYEES))
    volunteer_band = SelectField(_l("Volunteers"), choices=known(VOLUNTEERS))
    field_offer = TextField(
        _l("What a study could see or meet with you"),
        hint=_l("Places, activities, people, archives: read by researchers before they ask."),
        most=1_000,
    )
    refusals = boxes(
        _l("What you do not want"), REFUSALS,
        hint=_l("Nobody is proposed to you against these; they are asked again when you change them."),
    )  # fmt: skip
    unwanted = TextField(_l("In your own words"), most=500)
    channel = SelectField(_l("How to reach you"), choices=known(CHANNELS))
    working_hours = LineField(
        _l("When"), hint=_l("For instance: call me on Tuesdays after 2 pm."), most=300
    )
    contact_email = EmailField(
        _l("E-mail address of the association"),
        [PlausibleEmail(), AtMost(254), plain_characters], filters=[tidy],
        description=_l("A shared mailbox receives mail; it is nobody’s account."),
    )  # fmt: skip
    contact_phone = LineField(_l("Telephone"), most=40)
    address = LineField(_l("Address"), most=300)
    website = LineField(_l("Web site"), WebAddress(), most=500)

    def values(self) -> dict:
        """The fields as the service takes them."""
        names = [name for name in self._fields if name not in ("version", "needs")]
        return {name: getattr(self, name).data for name in names}


def way(mode: Mode) -> tuple[BooleanField, TextField]:
    """The box that opens a way of taking part, and the words that go with it."""
    label, explained = MODES[mode]
    return (
        BooleanField(_l(label), description=_l(explained)),
        TextField(_l("What you would like to say about it"), most=500),
    )


class WaysForm(Form):
    """The three ways of taking part; each is a declaration of its own."""

    council_on, council_note = way(Mode.COUNCIL)
    group_on, group_note = way(Mode.GROUP)
    field_on, field_note = way(Mode.FIELD)

    @classmethod
    def of(cls, association: Association) -> "WaysForm":
        open_now = {p.mode: p for p in association.participations if p.ended_at is None}
        given = {f"{mode}_on": mode in open_now for mode in Mode}
        given |= {f"{mode}_note": row.note for mode, row in open_now.items()}
        return cls(data=given)

    def notes(self) -> dict[Mode, str | None]:
        """For each way its words, or None when it is closed."""
        return {
            mode: (self[f"{mode}_note"].data or "") if self[f"{mode}_on"].data else None
            for mode in Mode
        }


FIELD_LABELS = {
    "mission": _l("What it does"),
    "sectors": _l("Its fields"),
    "territories": _l("Its places"),
    "needs": _l("Knowledge needs"),
    "website": _l("Web site"),
    "numbers": _l("Its numbers (RNA, SIREN)"),
    "publics": _l("The people it works with"),
    "ways": _l("How it takes part"),
    "field_offer": _l("What a study could see or meet"),
    "unwanted": _l("What it does not want"),
    "size": _l("Budget, employees, volunteers"),
    "contact": _l("How to reach it"),
}


class ProofForm(Form):
    proof = LineField(
        _l("What you saw"),
        Given(_l("Say what you saw: the mark rests on it.")),
        hint=_l("For instance: statutes received on 3 March, telephone call with the president."),
        most=500,
    )


class LeaveForm(Form):
    verb = RadioField(
        _l("What happens"),
        choices=choices(
            [
                ("leave", _l("It leaves the programme")),
                ("dissolve", _l("It is dissolved")),
            ]
        ),
        default="leave",
    )
    reason = TextField(_l("Why, if you wish to say"), most=1_000)

    def validate_reason(self, field: TextField) -> None:
        if self.verb.data == "dissolve" and not field.data:
            raise ValidationError(_l("Say since when it is dissolved, or how it was decided."))


class MergeForm(Form):
    reason = LineField(_l("Why they are one"), Given(_l("Say how you know.")), most=300)


class SolicitationForm(Form):
    about = LineField(
        _l("The request that was received"), Given(_l("Say what was asked, and by whom.")), most=300
    )
