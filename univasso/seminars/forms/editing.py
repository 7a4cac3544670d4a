"""What may be typed about a meeting: what, for whom, when, where, how many, and its programme."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import Optional, ValidationError

from univasso.models.outputs import Output
from univasso.models.questions import Question
from univasso.models.seminars import ACCESSIBILITY, KIND_LABELS, LEVELS, Seminar
from univasso.seminars import programme, queries
from univasso.web.fields import Choices, WebAddress, boxes
from univasso.web.forms import Form, Given, LineField, MomentField, TextField, choices
from univasso.web.needs_field import need_label, proposed_needs
from univasso.web.numbers import NumberField, row_number

PARTS = {
    "programme": _l("Its programme"),
    "place": _l("Its place"),
    "links": _l("Its needs, questions and outputs"),
}
PLAIN = (
    "kind", "series", "title_fr", "title_en", "about_fr", "about_en", "for_whom", "level", "language",
    "organisers", "starts_at", "ends_at", "has_room", "has_remote", "place_name", "place_address",
    "town", "is_place_reserved", "access", "accessibility", "accessibility_words", "remote_link",
    "takes_registrations", "closes_at", "room_seats", "remote_seats",
)  # fmt: skip


class SeminarForm(Form):
    version = NumberField(validators=[Optional()])
    kind = SelectField(_l("Format"), choices=choices(KIND_LABELS.items()))
    title_fr = LineField(_l("Title in French"), most=300)
    title_en = LineField(_l("Title in English"), most=300)
    series = LineField(
        _l("Series"), most=120, hint=_l("The same words on each meeting of a series.")
    )
    about_fr = TextField(_l("Presentation in French"), most=5000)
    about_en = TextField(_l("Presentation in English"), most=5000)
    for_whom = LineField(_l("For whom"), most=300)
    level = RadioField(_l("Level"), choices=choices(LEVELS.items()), default="all")
    language = RadioField(
        _l("Language spoken"),
        choices=choices([("fr", "Français"), ("en", "English")]),
        default="fr",
    )
    organisers = LineField(_l("Who organises it"), most=500)
    starts_at = MomentField(
        _l("Begins"), Given(_l("Give the day and the hour at which it begins."))
    )
    ends_at = MomentField(_l("Ends"), Given(_l("Give the day and the hour at which it ends.")))
    has_room = BooleanField(_l("One comes to a place"), default=True)
    place_name = LineField(_l("Name of the place"), most=200)
    place_address = LineField(_l("Street and number"), most=300)
    town = LineField(_l("Town"), most=120)
    is_place_reserved = BooleanField(_l("The address is told to those who are registered only"))
    access = TextField(_l("How to get there"), most=1000)
    accessibility = boxes(_l("Accessibility"), ACCESSIBILITY)
    accessibility_words = LineField(_l("What else is to be known of access"), most=500)
    room_seats = NumberField(
        _l("Seats in the room"), [Optional()], description=_l("Left empty: nobody counts them.")
    )
    reserved_seats = NumberField(
        _l("Seats of the room kept for associations"),
        [Optional()],
        description=_l("Until ten days before; then they are offered to all, in order of arrival."),
    )
    has_remote = BooleanField(_l("One may take part remotely"))
    remote_link = LineField(
        _l("Link to join remotely"),
        WebAddress(),
        most=500,
        hint=_l("Given to those registered remotely, and never shown on a public page."),
    )
    remote_seats = NumberField(
        _l("Seats online"), [Optional()], description=_l("Left empty: nobody counts them.")
    )
    takes_registrations = BooleanField(_l("One registers"), default=True)
    closes_at = MomentField(
        _l("Registrations close"), hint=_l("Left empty: when the meeting begins.")
    )
    programme = TextField(
        _l("Programme"), most=10_000,
        hint=_l("A line for each point, with its hour: “16:15 What the study has shown”. Under it, a "
                "line for each person who speaks: “- Name, where they come from”."),
    )  # fmt: skip
    needs = Choices(_l("Knowledge needs"), coerce=int)
    question_numbers = LineField(
        _l("Questions that it is about"), most=200, hint=_l("Their numbers, such as 12, 15.")
    )
    output_numbers = LineField(
        _l("Outputs to read before, or that came out of it"),
        most=200,
        hint=_l("The numbers at the end of their addresses, such as 12, 15."),
    )
    asks_again = BooleanField(
        _l("When the date changes, ask those who have a seat whether they still come"), default=True
    )
    points: list = []

    def __init__(self, *args, seminar: Seminar | None = None, **about):
        if seminar is not None:
            about = {
                "programme": programme.written(seminar.talks),
                "question_numbers": _numbers(seminar.questions),
                "output_numbers": _numbers(seminar.outputs),
            } | about
        super().__init__(*args, obj=seminar, **about)
        held = seminar.needs if seminar is not None else ()
        self.needs.choices = choices((need.id, need_label(need)) for need in proposed_needs(held))
        if seminar is not None and not self.is_submitted():
            self.needs.data = [need.id for need in held]

    def validate_title_fr(self, field: LineField) -> None:
        if not field.data and not self.title_en.data:
            raise ValidationError(_("Give it a title, in French or in English."))

    def validate_ends_at(self, field: MomentField) -> None:
        if field.data and self.starts_at.data and field.data <= self.starts_at.data:
            raise ValidationError(_("It ends before it begins: look at both hours."))

    def validate_closes_at(self, field: MomentField) -> None:
        if field.data and self.starts_at.data and field.data > self.starts_at.data:
            raise ValidationError(_("Close registrations before the meeting begins."))

    def validate_has_room(self, field: BooleanField) -> None:
        if not field.data and not self.has_remote.data:
            raise ValidationError(_("Say how one takes part: in a place, remotely, or both."))

    def validate_reserved_seats(self, field: NumberField) -> None:
        if (field.data or 0) > (self.room_seats.data or 0):
            raise ValidationError(_("No more seats may be kept than the room has."))

    def validate_programme(self, field: TextField) -> None:
        try:
            self.points = programme.read(field.data)
        except programme.ProgrammeUnclear as unclear:
            raise ValidationError(
                _("This line cannot be read: %(line)s", line=unclear.line[:80])
            ) from None

    def validate_question_numbers(self, field: LineField) -> None:
        self.questions = _rows(Question, field.data)

    def validate_output_numbers(self, field: LineField) -> None:
        self.outputs = _rows(Output, field.data)

    def values(self) -> dict:
        return {name: self[name].data for name in PLAIN} | {
            "reserved_seats": self.reserved_seats.data or 0,
            "needs": queries.named_needs(self.needs.data or []),
            "questions": self.questions,
            "outputs": self.outputs,
        }


class TakeUpForm(Form):
    """The next one, like this one."""

    starts_at = MomentField(
        _l("Begins"), Given(_l("Give the day and the hour at which it begins."))
    )
    parts = Choices(_l("What is taken up"), choices=choices(PARTS.items()), default=list(PARTS))


class CancelForm(Form):
    reason = TextField(
        _l("Why it does not take place"), Given(_l("Write why, for those who were to come.")),
        most=1000, hint=_l("Everybody who comes or waits reads it, and so does its page."),
    )  # fmt: skip


def _numbers(rows: list) -> str:
    return ", ".join(str(row.id) for row in rows)


def _rows(model: type, typed: str | None) -> list:
    """The rows of the numbers that were typed; those of an address count too."""
    pieces = [p for p in re.split(r"[\s,;]+", typed or "") if p]
    numbers = [row_number(piece.rstrip("/").rpartition("/")[2]) for piece in pieces]
    if None in numbers:
        raise ValidationError(_("Write numbers, such as 12, 15."))
    known = queries.found(model, numbers)
    missing = [str(number) for number in numbers if number not in known]
    if missing:
        raise ValidationError(
            _("There is none of this number: %(numbers)s", numbers=", ".join(missing))
        )
    return list({number: known[number] for number in numbers}.values())
