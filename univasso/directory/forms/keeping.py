"""What may be typed about delegates and claims."""

from flask_babel import lazy_gettext as _l

from univasso.directory.forms.members import email_field
from univasso.web.forms import Form, Given, LineField, TextField


class DelegateForm(Form):
    email = email_field()


class SendForm(Form):
    email = email_field()


class ClaimForm(Form):
    words = TextField(_l("How the coordination can tell that it is you"), most=1_000)


class JoinForm(Form):
    reason = LineField(_l("Why they are one person"), Given(_l("Say how you know.")), most=300)
