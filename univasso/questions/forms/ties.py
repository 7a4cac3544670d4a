"""What may be typed about a question that is divided, or linked with another."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import ValidationError

from univasso.questions.forms.grouping import GroupForm
from univasso.web.forms import Form, Given, LineField, TextField, choices, one_line

ASKED_FOR = _l("Write this question.")


class DivideForm(Form):
    first = TextField(_l("First question"), Given(ASKED_FOR), most=1500)
    second = TextField(_l("Second question"), Given(ASKED_FOR), most=1500)
    third = TextField(_l("Third question"), most=1500)
    fourth = TextField(_l("Fourth question"), most=1500)
    reason = TextField(
        _l("Why: whoever asked reads it"), Given(_l("Say why they are better apart.")), most=2000
    )

    def validate_second(self, field: TextField) -> None:
        given = self.parts()
        if len(set(given)) < len(given):
            raise ValidationError(_("Two of them are the same."))

    def parts(self) -> list[str]:
        fields = (self.first, self.second, self.third, self.fourth)
        return [one_line(field.data) for field in fields if field.data]


class ApartForm(Form):
    """Agree that one's question is divided, or keep it whole."""

    answer = RadioField(
        _l("Do you agree to divide it?"),
        choices=choices((("agree", _l("Yes, look after each on its own")),
                         ("decline", _l("No, keep our question whole")))),
    )  # fmt: skip
    words = TextField(_l("A word to say why"), most=1000)


class LinkForm(GroupForm):
    into = LineField(
        _l("The other question"), Given(_l("Give the number of the other question.")), most=300,
        hint=_l("Its number, or its address"),
    )  # fmt: skip
    reason = TextField(
        _l("What they have in common"), Given(_l("Say what they have in common.")), most=500
    )
