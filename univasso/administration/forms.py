"""What may be typed in the administration."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField
from wtforms.validators import ValidationError

from univasso.core import clock
from univasso.models.accounts import ROLE_LABELS, Role
from univasso.models.oversight import KIND_LABELS
from univasso.web.fields import PlausibleEmail
from univasso.web.forms import (
    AtMost,
    Form,
    Given,
    LineField,
    MomentField,
    TextField,
    choices,
    plain_characters,
    tidy,
)

ROLES = [(role.value, label) for role, label in ROLE_LABELS.items()]


class AddressForm(Form):
    email = EmailField(
        _l("E-mail address"),
        [Given(_l("Give an e-mail address.")), PlausibleEmail(), AtMost(254), plain_characters],
        filters=[tidy],
    )


class InvitationForm(AddressForm):
    role = SelectField(
        _l("Role"),
        choices=choices(ROLES),
        default=Role.MEMBER.value,  # the one that opens the least
    )


class ToCome:
    """A moment that has not passed."""

    def __call__(self, form: object, field: MomentField) -> None:
        if field.data is not None and field.data <= clock.now():
            raise ValidationError(_l("This moment has passed: choose a later one, or none."))


class GrantForm(Form):
    role = SelectField(_l("Role"), choices=choices(ROLES), default=Role.MEMBER.value)
    scope = SelectField(_l("Scope"))
    until = MomentField(
        _l("Until"), ToCome(), hint=_l("Time of Paris; empty: without a foreseen end.")
    )
    reason = LineField(
        _l("Reason"), most=300, hint=_l("For example the decision that names this person.")
    )


class ReasonForm(Form):
    reason = LineField(_l("Reason"), Given(_l("Say why, in a few words.")), most=300)


class MergeForm(Form):
    survivor = LineField(
        _l("Address of the account that remains"),
        Given(_l("Give the address of the account that remains.")), most=254,
    )  # fmt: skip
    reason = LineField(_l("Reason"), Given(_l("Say why, in a few words.")), most=300)


class RequestForm(Form):
    kind = SelectField(_l("What is asked"), choices=choices(KIND_LABELS.items()))
    who = LineField(
        _l("Who asks"), Given(_l("Say who asks.")), most=254,
        hint=_l("The address of the account, or a name and an address."),
    )  # fmt: skip
    text = TextField(_l("What they wrote"), most=5_000)


class AnswerForm(Form):
    answer = TextField(
        _l("Answer"), Given(_l("Write the answer.")), most=5_000,
        hint=_l("It is mailed to whoever has an account, and kept."),
    )  # fmt: skip
