"""What may be typed about delegates and claims."""

from flask_babel import lazy_gettext as _l

from univasso.directory.forms.members import email_field
from univasso.web.forms import Form, TextField


class DelegateForm(Form):
    email = email_field()


class SendForm(Form):
    email = email_field()


class ClaimForm(Form):
    words = TextField(_l("How the coordination can tell that it is you"), most=1_000)
