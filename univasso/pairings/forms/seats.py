"""What may be typed about the further places of a pairing."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from univasso.models.pairings import SEAT_KINDS
from univasso.web.forms import Form, Given, LineField, choices


class SeatForm(Form):
    kind = RadioField(_l("A place for"), choices=choices(SEAT_KINDS.items()))
    about = LineField(_l("What is expected of them"), most=300,
                      hint=_l("“A master’s student for the interviews, three months”"))  # fmt: skip


class FillForm(Form):
    who = LineField(_l("Who takes it"), Given(_l("Write a name.")), most=200,
                    hint=_l("A researcher of the directory, or a listed association"))  # fmt: skip
