"""Fields that only outputs need: partial dates, lists in one line."""

import re
from datetime import date
from types import SimpleNamespace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from univasso.core import clock
from univasso.web.forms import plain_characters, tidy

PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
FRENCH = re.compile(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})")


class PartialDateField(Field):
    """A date known to the year, the month or the day: ``2019``, ``2019-03``, ``14/03/2019``."""

    widget = TextInput()

    def _value(self) -> str:
        return self.typed if self.typed is not None else (self.data or "")

    typed: str | None = None

    def process_formdata(self, values: list[str]) -> None:
        self.typed = tidy(values[0]) if values else ""
        self.data = ""
        if not self.typed:
            return
        if found := PARTIAL.fullmatch(self.typed):
            parts = [int(part) for part in found.groups() if part]
        elif found := FRENCH.fullmatch(self.typed):
            parts = [int(part) for part in reversed(found.groups()) if part]
        else:
            raise ValueError(_l("Write a year, 2019-03 or 2019-03-14."))
        self.data = self._checked(parts)

    def _checked(self, parts: list[int]) -> str:
        try:
            date(*[*parts, 1, 1][:3])
        except ValueError as fault:
            raise ValueError(_l("This day does not exist in the calendar.")) from fault
        if not 1500 <= parts[0] <= clock.today().year + 5:
            raise ValueError(_l("Check the year: it is far from ours."))
        return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])])


def _plain_words(form: object, field: Field) -> None:
    plain_characters(form, SimpleNamespace(data="".join(field.data or [])))


class WordListField(Field):
    """Several expressions in one line, between commas or semicolons."""

    widget = TextInput()

    def __init__(self, label: object, *, most: int = 30, hint: object = "", **kw):
        super().__init__(label, [_plain_words], description=hint, **kw)
        self.most = most

    def _value(self) -> str:
        return ", ".join(self.data or [])

    def process_formdata(self, values: list[str]) -> None:
        words = [tidy(w) for w in re.split(r"[,;\n]", values[0] if values else "")]
        self.data = list(dict.fromkeys(w[:100] for w in words if w))
        if len(self.data) > self.most:
            raise ValueError(_("At most %(most)d.", most=self.most))


def known_choice(choices: dict) -> object:
    """A check that what was sent is one of ours, for fields whose widget is not a list."""

    def check(_form: object, field: Field) -> None:
        if field.data and field.data not in choices:
            raise ValidationError(_("Choose from the list."))

    return check
