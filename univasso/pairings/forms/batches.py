"""What may be chosen before a proposal over many questions is computed."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import NumberRange, ValidationError

from univasso.core.words import N_
from univasso.pairings import queries
from univasso.pairings.workbench import key_of_row
from univasso.web.fields import Choices
from univasso.web.forms import Form, TextField, choices
from univasso.web.numbers import NumberField

FAIRNESS_LABELS = {
    "nobody_aside": N_("Leave nobody aside: each question has somebody before another has better"),
    "best_match": N_("Best qualification: the most passages in common, even if a question has nobody"),
}  # fmt: skip
MOST_EACH, MOST_SEATS, MOST_SEED = 5, 3, 9999
_LINE = re.compile(r"(.+?)(?:\s*[:=]\s*([1-5]))?")


class BatchForm(Form):
    """``questions``, ``open`` and ``pairs`` are boxes of the table of questions."""

    questions = Choices(_l("Questions"), coerce=int)
    pairs = Choices(_l("Two people together"), coerce=int)
    open = Choices(_l("The second seat may stay open"), coerce=int)
    fairness = RadioField(
        _l("What the computation prefers"),
        choices=choices(FAIRNESS_LABELS.items()), default="nobody_aside",
    )  # fmt: skip
    most_each = NumberField(
        _l("Studies at most per person, in this proposal"),
        [NumberRange(1, MOST_EACH, _l("From 1 to 5."))], default=1,
    )  # fmt: skip
    least = TextField(
        _l("Who must have one"), most=2000,
        hint=_l("One name a line. For more than one study: “Name: 2”."),
    )  # fmt: skip
    seed = NumberField(
        _l("Seed"), [NumberRange(1, MOST_SEED, _l("From 1 to 9999."))], default=1,
        description=_l("It tells equals apart: the same input and seed give the same result."),
    )  # fmt: skip

    def __init__(self, waiting, *args, **about):
        super().__init__(*args, **about)
        rows = choices((question.id, str(question.id)) for question in waiting)
        for field in (self.questions, self.pairs, self.open):
            field.choices = rows

    def validate_questions(self, field: Choices) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one question."))

    def validate_least(self, field: TextField) -> None:
        """Each line is one person, known by this name alone."""
        self.least_by_key = {}
        for line in filter(None, map(str.strip, (field.data or "").splitlines())):
            name, number = _LINE.fullmatch(line).groups()
            found = queries.candidates_named(name)
            if not found:
                raise ValidationError(_("Nobody has this name: %(name)s.", name=name))
            if len(found) > 1:
                raise ValidationError(
                    _("Several people have this name: %(name)s. Write it in full.", name=name)
                )
            self.least_by_key[key_of_row(found[0])] = int(number or 1)

    def chosen(self) -> dict:
        """What is kept with the computation."""
        two = sorted(set(self.pairs.data or ()) & set(self.questions.data))
        return {
            "questions": sorted(self.questions.data), "fairness": self.fairness.data,
            "most_each": self.most_each.data, "least": self.least_by_key, "seed": self.seed.data,
            "seats": {str(number): 2 for number in two},
            "may_stay_open": sorted(set(two) & set(self.open.data or ())),
        }  # fmt: skip
