"""What may be typed about a workshop: when and who, a note, what each says when asked to confirm."""

import re
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import Optional, ValidationError

from univasso.core.french import sort_key
from univasso.models.question_words import VISIBILITIES
from univasso.web.fields import EMAIL
from univasso.web.forms import DayField, Form, Given, LineField, TextField, choices
from univasso.web.numbers import NumberField

LONGEST_NAME, LONGEST_NOTE = 200, 600  # of a note: what is read from the back of the room
ADDRESS = re.compile(r"[\s<(]*([^\s<>();,]*@[^\s<>();,]*)[\s>);,]*$")


def guests_of(text: str | None) -> list[tuple[str, str]]:
    """(name, address) of each line, such as “Les Rives, nadia@exemple.fr”; without address: ""."""
    found = []
    for line in (text or "").splitlines():
        address = ADDRESS.search(line)
        name = (line[: address.start()] if address else line).strip(" \t,;:–—-")
        if name or address:
            found.append((name, address[1] if address else ""))
    return found


class WorkshopForm(Form):
    version = NumberField(validators=[Optional()])
    title = LineField(_l("Title"), Given(_l("Give the workshop a title.")), most=200)
    place = LineField(_l("Place"), most=200)
    held_on = DayField(_l("Day"))
    people = TextField(
        _l("Who takes part"), most=10_000,
        hint=_l("One association or person a line, with the address at which they confirm, if you "
                "have it: “Les Rives, nadia@exemple.fr”. It may be completed later, and is never "
                "shown on the screen of the room."),
    )  # fmt: skip

    def validate_held_on(self, field: DayField) -> None:
        if not isinstance(field.data, date):
            raise ValidationError(_("Give the day of the workshop."))

    def validate_people(self, field: TextField) -> None:
        names = set()
        for name, email in guests_of(field.data):
            if not name:
                raise ValidationError(_("Who is reached at %(email)s? Write their name before it.",
                                        email=email))  # fmt: skip
            if email and not EMAIL.fullmatch(email):
                raise ValidationError(_("Look at the address of %(name)s again.", name=name))
            if len(name) > LONGEST_NAME or len(email) > 254:
                raise ValidationError(_("The line of %(name)s is too long.", name=name[:40]))
            if sort_key(name) in names:
                raise ValidationError(_("%(name)s is there twice.", name=name))
            names.add(sort_key(name))

    def values(self) -> dict:
        return {"title": self.title.data, "place": self.place.data, "held_on": self.held_on.data}


class NoteForm(Form):
    version = NumberField(validators=[Optional()])
    text = TextField(
        _l("What is said, in their words"), Given(_l("Write what is said.")), most=LONGEST_NOTE
    )
    who = LineField(
        _l("Who says it"), most=LONGEST_NAME,
        render_kw={"list": "guests", "autocomplete": "off"},
    )  # fmt: skip


class SaidForm(Form):
    """What was noted of somebody, as they say it themselves."""

    wish = TextField(
        _l("Your question, in one or two sentences"),
        Given(_l("Write what you would like to know, as you would say it.")), most=1500,
    )  # fmt: skip
    situation = TextField(_l("What made you ask it?"), most=3000)
    visibility = RadioField(
        _l("Who may read it?"), choices=choices(VISIBILITIES.items()), default="unnamed"
    )


class SharedForm(Form):
    context = TextField(_l("What you said, to be corrected if need be"), most=1500)
