"""What may be typed in the administration."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from univasso.models.accounts import ROLE_LABELS, Role
from univasso.web.fields import PlausibleEmail
from univasso.web.forms import AtMost, Form, Given, choices, plain_characters, tidy


class InvitationForm(Form):
    email = EmailField(
        _l("E-mail address"),
        [Given(_l("Give an e-mail address.")), PlausibleEmail(), AtMost(254), plain_characters],
        filters=[tidy],
    )
    role = SelectField(
        _l("Role"),
        choices=choices((role.value, label) for role, label in ROLE_LABELS.items()),
        default=Role.MEMBER.value,  # the one that opens the least
    )


class RolesForm(Form):
    roles = SelectMultipleField(
        _l("Roles"),
        choices=choices((role.value, label) for role, label in ROLE_LABELS.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
