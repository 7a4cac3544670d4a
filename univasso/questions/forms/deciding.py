"""What may be typed about the outcome of a question."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, RadioField, SelectField
from wtforms.validators import Optional, ValidationError

from univasso.models.question_words import BODY_KINDS, OUTCOMES, VERDICTS, Outcome
from univasso.questions.forms.asking import phone
from univasso.web.fields import PlausibleEmail, WebAddress
from univasso.web.forms import AtMost, Form, Given, LineField, TextField, choices, one_line
from univasso.web.numbers import NumberField
from univasso.web.territory_field import TerritoryField

BY_AGREEMENT = {Outcome.GROUPED, Outcome.DIVIDED}  # whoever asked agrees first, by another door
CHOSEN = {code: label for code, label in OUTCOMES.items() if code not in BY_AGREEMENT}
PLACE = re.compile(r"(?:https?://[^/\s]+)?(?:/productions/)?(\d{1,9})(?:[-/?#].*)?")


class DecideForm(Form):
    """An outcome, its words and its next step: none is silent (A2.8)."""

    outcome = HiddenField()
    output = LineField(
        _l("The publication that answers"), most=300, hint=_l("Its number, or its address")
    )
    body = SelectField(_l("The body that can help"), coerce=int, default=0, validate_choice=False)
    has_consent = BooleanField(
        _l("They told me that they agree: their question and how to reach them may be passed on"),
        description=_l("Otherwise they are asked, and nothing leaves before they agree."),
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


class BodyForm(Form):
    """A body that can help, and how it is reached (C1.8)."""

    version = NumberField(validators=[Optional()])
    name = LineField(_l("Name of the body"), Given(_l("Give the body its name.")), most=200)
    kind = SelectField(_l("What it is"), choices=choices(BODY_KINDS.items()))
    about = TextField(_l("What it can help with"), most=2000)
    website = LineField(_l("Its web site"), WebAddress(), most=500)
    email = EmailField(
        _l("Its e-mail address"), [PlausibleEmail(), AtMost(254)], filters=[one_line],
        description=_l("Without it, no question can be passed on from here."),
    )  # fmt: skip
    phone = phone(_l("Its telephone number"))
    places = TerritoryField(_l("Where it works"), hint=_l("One place, if it is not everywhere"))

    def validate_places(self, field: TerritoryField) -> None:
        if len(field.data or []) > 1:
            raise ValidationError(_l("Keep one place only."))

    def values(self) -> dict:
        names = ("name", "kind", "about", "website", "email", "phone")
        found = {name: self[name].data or "" for name in names}
        return found | {"territory": next(iter(self.places.data or []), None)}


class HandoverForm(Form):
    """Agree that one's question is passed on, or not."""

    answer = RadioField(
        _l("Do you agree that your question is passed on?"),
        choices=choices((("agree", _l("Yes, pass it on")), ("decline", _l("No, keep it here")))),
    )
    contact = BooleanField(_l("Give also my name and how to reach me"))
    words = TextField(_l("A word for the coordination"), most=1000)


class ReceivedForm(Form):
    words = TextField(_l("A word for whoever asked: who calls them, and when"), most=1000)


class VerdictForm(Form):
    verdict = RadioField(_l("Does it answer your question?"), choices=choices(VERDICTS.items()))
    words = TextField(_l("A word about it: what helps, what is missing"), most=2000)
