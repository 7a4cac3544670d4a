"""What may be typed about the members of an association, and about access letters."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, RadioField, SelectField

from univasso.accounts.forms import AboutSomebody, AcceptForm, new_password
from univasso.directory.forms.associations import name_field
from univasso.models.associations import MEMBER_ROLE_LABELS, MemberRole
from univasso.web.fields import PlainName, PlausibleEmail
from univasso.web.forms import (
    AtMost,
    Form,
    Given,
    LineField,
    TextField,
    choices,
    plain_characters,
    tidy,
)
from univasso.web.numbers import NumberField

ROLE_CHOICES = [(role.value, label) for role, label in MEMBER_ROLE_LABELS.items()]


def email_field(*, needed: bool = True) -> EmailField:
    first = [Given(_l("Give an e-mail address."))] if needed else []
    return EmailField(
        _l("E-mail address"),
        [*first, PlausibleEmail(), AtMost(254), plain_characters],
        filters=[tidy],
    )


class InviteForm(Form):
    email = email_field()
    role = SelectField(
        _l("What this person may do"), choices=choices(ROLE_CHOICES),
        default=MemberRole.CONTRIBUTOR.value,
    )  # fmt: skip
    message = TextField(_l("A word for them"), most=1_000)


class HandOverForm(Form):
    email = email_field()
    message = TextField(_l("A word for them"), most=1_000)


class AskForm(Form):
    message = TextField(
        _l("Who you are, for those who answer"),
        Given(_l("Say who you are: they decide on these words.")), most=1_000,
    )  # fmt: skip


class AnswerForm(Form):
    """The answer to somebody who asks to join."""

    answer = RadioField(
        _l("Your answer"),
        choices=choices([("admit", _l("Welcome")), ("decline", _l("Not this time"))]),
        default="admit",
    )
    role = SelectField(
        _l("What this person may do"), choices=choices(ROLE_CHOICES),
        default=MemberRole.CONTRIBUTOR.value,
    )  # fmt: skip
    note = TextField(_l("A word for them"), most=1_000)


class MemberForm(Form):
    role = SelectField(_l("What this person may do"), choices=choices(ROLE_CHOICES))


class OwnForm(Form):
    """What a member says of their own place."""

    title = LineField(_l("Your part in it"), most=80)
    is_public = BooleanField(_l("Name me on the public page of the association"))


class AccountForm(AcceptForm):
    """The account of somebody whom an association invited."""


class OpenForm(Form):
    """Opening a space for an association on the telephone."""

    name = name_field()
    person = LineField(
        _l("Name of the person"), Given(_l("Give the name of the person.")), PlainName(), most=200
    )
    email = email_field(needed=False)
    title = LineField(_l("Their part in it"), most=80)


class LetterForm(AboutSomebody):
    """The letter in the hands of the person."""

    number = NumberField(_l("Number of the letter"), [Given(_l("Give the number of the letter."))])
    code = LineField(_l("Code"), Given(_l("Give the code of the letter.")), most=30)
    password = new_password(Given(_l("Choose a password.")))
    email = email_field(needed=False)
