"""What may be typed in the administration."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField
from wtforms.validators import ValidationError

from univasso.core import clock
from univasso.models.accounts import ROLE_LABELS, Role
from univasso.web.fields import PlausibleEmail
from univasso.web.forms import (
    AtMost,
    Form,
    Given,
    LineField,
    MomentField,
    choices,
    plain_characters,
    tidy,
)

ROLES = [(role.value, label) for role, label in ROLE_LABELS.items()]


class InvitationForm(Form):
    email = EmailField(
        _l("E-mail address"),
        [Given(_l("Give an e-mail address.")), PlausibleEmail(), AtMost(254), plain_characters],
        filters=[tidy],
    )
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
