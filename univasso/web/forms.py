"""What may be typed, and its friendly errors: one base for every form of the house (G1, G7, G9)."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from flask import g, request
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, SelectChoice, StringField, TextAreaField
from wtforms import Form as SubForm
from wtforms.validators import ValidationError

from univasso.core.clock import PARIS
from univasso.core.words import N_

ALLOWED_CONTROLS = {"\n", "\t"}
TURNS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
# What takes no place on a screen: with it, two names that look the same are not.
UNSEEN = dict.fromkeys(
    [*map(ord, "\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060\u3164\ufeff\uffa0"),
     *range(0xE0000, 0xE0080)]
)  # fmt: skip


# What the library says of a field, in the words of the house.
SAID = {
    "Not a valid choice.": N_("Choose from the list."),
    "Not a valid choice: could not coerce.": N_("Choose from the list."),
    "Invalid Choice: could not coerce.": N_("Choose from the list."),
    "Not a valid integer value.": N_("Write a whole number."),
    "Not a valid date value.": N_("Give a day, such as 2026-12-03."),
    "This field is required.": N_("Fill this field."),
}


class OurWords:
    """The messages of WTForms, for forms and for the lines of a form."""

    def gettext(self, sentence: str) -> str:
        return gettext(SAID.get(sentence, sentence))

    def ngettext(self, one: str, many: str, count: int) -> str:
        return one if count == 1 else many


class LineForm(SubForm):
    """The base of a line inside another form, such as an author of a list."""

    class Meta:
        def get_translations(self, _form: object) -> OurWords:
            return OurWords()


class Form(FlaskForm):
    """A form whose CSRF token was already checked at the door, for all unsafe methods at once."""

    class Meta(FlaskForm.Meta):
        csrf = False

        def get_translations(self, _form: object) -> OurWords:
            return OurWords()

    def is_sent_and_valid(self) -> bool:
        if request.method != "POST":
            return False
        g.form = self  # an error page may have to name its fields (G10)
        return self.validate()

    @property
    def count_of_errors(self) -> int:
        return sum(1 for field in self if field.errors)


def apart(forms: dict[str, Form]) -> dict[str, Form]:
    """Several forms of one page, whose fields bear the same names: give each its own marks."""
    for name, form in forms.items():
        for field in form:
            field.id = f"{name}-{field.id}"
    return forms


def choices(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    """The options of a list, from (value, label)."""
    return [SelectChoice(value, label) for value, label in pairs]


def about_field(field: Field, described: str = "") -> dict:
    """The attributes of a field's control: its own, and what it tells a screen reader."""
    about = dict(field.render_kw or {})
    if described:
        about["aria-describedby"] = described
    if field.errors:
        about["aria-invalid"] = "true"
    if field.flags.needed:
        about["required"] = "required"
    return about


def tidy(text: str | None) -> str:
    """Text as it is kept: composed letters, plain line ends, no space around.

    What nobody sees is dropped, and so are the marks that silently turn the direction of what
    follows: they come along in what is pasted, and show a name as another (Unicode TR36, 2.5).
    """
    text = unicodedata.normalize("NFC", (text or "").translate(TURNS | UNSEEN))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def one_line(text: str | None) -> str:
    """The same, on one line: a title with a line break would forge a line of an export or a mail."""
    return re.sub(r"[ \t]*[\n\t\u2028\u2029]\s*", " ", tidy(text))


def plain_characters(_form: object, field: Field) -> None:
    """Refuse what no keyboard types: control characters and halves of characters."""
    if not is_plain(field.data or ""):
        raise ValidationError(
            _l("This text holds a character that cannot be kept: delete it and type it again.")
        )


def is_plain(text: str) -> bool:
    """Whether a text has only characters that every format we write can hold."""
    return not any(
        unicodedata.category(c) in ("Cc", "Cs") and c not in ALLOWED_CONTROLS for c in text
    )


class AtMost:
    """A limit counted in characters, as people count; announced by the field's counter."""

    def __init__(self, most: int):
        self.most = most
        self.field_flags = {"most": most}

    def __call__(self, form: object, field: Field) -> None:
        over = len(field.data or "") - self.most
        if over > 0:
            raise ValidationError(
                ngettext(
                    "%(num)d character too many: the limit is %(most)d.",
                    "%(num)d characters too many: the limit is %(most)d.",
                    over,
                    most=self.most,
                )
            )


class Given:
    """The field must be filled; ``sentence`` says what to do."""

    def __init__(self, sentence: object):
        self.sentence = sentence
        self.field_flags = {"needed": True}

    def __call__(self, form: object, field: Field) -> None:
        if not field.data:
            raise ValidationError(self.sentence)


def _with(most: int, validators: tuple) -> list:
    return [*validators, plain_characters, AtMost(most)]


class LineField(StringField):
    """One line of text, at most ``most`` characters."""

    def __init__(
        self, label: object, *validators: object, most: int = 300, hint: object = "", **kw
    ):
        super().__init__(label, _with(most, validators), description=hint, filters=[one_line], **kw)


class TextField(TextAreaField):
    """Several lines of text, at most ``most`` characters."""

    def __init__(
        self, label: object, *validators: object, most: int = 10_000, hint: object = "", **kw
    ):
        super().__init__(label, _with(most, validators), description=hint, filters=[tidy], **kw)


class MomentField(Field):
    """A day and an hour of Paris, typed as ``2026-12-03T16:00`` (what browsers send)."""

    def __init__(self, label: object, *validators: object, hint: object = "", **kw):
        super().__init__(label, list(validators), description=hint, **kw)
        self.typed = ""

    def _value(self) -> str:
        if self.typed or self.data is None:
            return self.typed
        return self.data.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M")

    def process_formdata(self, values: list[str]) -> None:
        self.typed = values[0].strip() if values else ""
        self.data = None
        if not self.typed:
            return
        try:
            moment = datetime.strptime(self.typed[:16], "%Y-%m-%dT%H:%M").replace(tzinfo=PARIS)
        except ValueError as fault:
            raise ValueError(_l("Give a day and an hour, such as 2026-12-03 16:00.")) from fault
        if not 1950 <= moment.year <= 2100:
            raise ValueError(_l("Check the year: it is far from ours."))
        self.data = moment


class DayField(DateField):
    """A whole day, as browsers send it (2026-12-03) or as it is typed (03/12/2026); it may be empty."""

    def __init__(self, label: object, *validators: object, hint: object = "", **kw):
        shapes = ["%Y-%m-%d", "%d/%m/%Y"]
        super().__init__(label, list(validators), format=shapes, description=hint, **kw)

    def process_formdata(self, values: list[str]) -> None:
        self.data = None
        if not values or not values[0].strip():
            return
        super().process_formdata([values[0].strip()])
        if not 1900 <= self.data.year <= 2100:
            self.data = None
            raise ValueError(gettext("Check the year: it is far from ours."))
