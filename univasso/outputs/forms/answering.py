"""What may be typed about the questions that a publication answers."""

import re

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from univasso.web.fields import Choices
from univasso.web.forms import Form, LineField

NUMBERS = re.compile(r"\d{1,9}(?:[\s,;]+\d{1,9})*")


class AnsweringForm(Form):
    questions = Choices(_l("Questions that it answers"), coerce=int)
    others = LineField(_l("Others, by their numbers"), most=300, hint=_l("Between commas: 12, 31"))

    def validate_others(self, field: LineField) -> None:
        if field.data and not NUMBERS.fullmatch(field.data.strip()):
            raise ValidationError(_l("Give numbers of questions, between commas."))

    def numbers(self) -> set[int]:
        typed = re.findall(r"\d+", self.others.data or "")
        return {*(self.questions.data or []), *map(int, typed)}
