"""What may be typed about the outcome of a question."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.validators import ValidationError

from univasso.models.question_words import OUTCOMES, VERDICTS, Outcome
from univasso.web.forms import Form, Given, LineField, TextField, choices

CHOSEN = {code: label for code, label in OUTCOMES.items() if code != Outcome.GROUPED}
PLACE = re.compile(r"(?:https?://[^/\s]+)?(?:/productions/)?(\d{1,9})(?:[-/?#].*)?")


class DecideForm(Form):
    """An outcome, its words and its next step: none is silent (A2.8)."""

    outcome = HiddenField()
    output = LineField(
        _l("The publication that answers"), most=300, hint=_l("Its number, or its address")
    )
    text = TextField(
        _l("What you say to whoever asks"), Given(_l("Write your reason: it is what they read.")),
        most=3000,
    )  # fmt: skip
    next_step = TextField(
        _l("What comes next for them"), Given(_l("Say what happens next, and by whom.")), most=1000
    )

    def validate_outcome(self, field: HiddenField) -> None:
        if field.data not in CHOSEN:
            raise ValidationError(_l("Choose an outcome."))

    def output_number(self) -> int | None:
        """The number of the publication that was typed, or of its address."""
        found = PLACE.fullmatch(self.output.data or "")
        return int(found[1]) if found else None


class VerdictForm(Form):
    verdict = RadioField(_l("Does it answer your question?"), choices=choices(VERDICTS.items()))
    words = TextField(_l("A word about it: what helps, what is missing"), most=2000)
