"""What somebody says to register: who they are, how they come, what they need for it (C4.4)."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, RadioField, StringField
from wtforms.validators import ValidationError

from univasso.models.accounts import User
from univasso.models.registrations import HELP, PARTS, WAYS
from univasso.models.seminars import Seminar
from univasso.web.fields import PlausibleEmail, boxes
from univasso.web.forms import AtMost, Form, Given, LineField, TextField, choices, one_line


class RegistrationForm(Form):
    name = LineField(
        _l("Given name and name"), Given(_l("Write your name.")), most=200,
        render_kw={"autocomplete": "name"},
    )  # fmt: skip
    email = EmailField(
        _l("Your e-mail address"), [PlausibleEmail(), AtMost(254)], filters=[one_line],
        description=_l("To confirm your seat, and to be told what changes."),
        render_kw={"autocomplete": "email"},
    )  # fmt: skip
    association_name = LineField(
        _l("Organisation"), most=250, render_kw={"autocomplete": "organization"}
    )
    is_for_association = BooleanField(_l("I come for an association"))
    way = RadioField(_l("How do you take part?"))
    part = RadioField(_l("What for?"), choices=choices(PARTS.items()), default="active")
    help_needs = boxes(
        _l("What do you need to take part?"),
        HELP,
        hint=_l("Kept apart, read by the coordination alone, and deleted one month after."),
    )
    help_words = TextField(_l("Something else that you need"), most=500)
    website = StringField(_l("Leave this empty"))  # filled by programs, unseen by people

    def __init__(self, seminar: Seminar, who: User | None, *args, **about):
        given = {"name": who.name, "email": who.email} if who is not None else {}
        super().__init__(*args, **{**given, "way": seminar.ways[0], **about})
        self.who = who
        self.way.choices = choices((way, WAYS[way]) for way in seminar.ways)

    def validate_email(self, field: EmailField) -> None:
        if self.who is None and not field.data:
            raise ValidationError(_l("Write your address."))

    def values(self) -> dict:
        """Somebody signed in registers with the address of their account."""
        email = self.who.email if self.who is not None else self.email.data
        names = ("name", "association_name", "is_for_association", "way", "part")
        return {name: self[name].data for name in names} | {"email": email}

    def help_asked(self) -> dict:
        return {"needs": self.help_needs.data or [], "words": self.help_words.data or ""}
