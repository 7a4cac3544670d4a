"""What may be typed in the administration."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from univasso.models.accounts import ROLE_LABELS
from univasso.web.forms import Form


class RolesForm(Form):
    roles = SelectMultipleField(
        _l("Roles"),
        choices=[(role.value, label) for role, label in ROLE_LABELS.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
