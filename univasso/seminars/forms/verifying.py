"""What is typed to verify a certificate."""

from flask_babel import lazy_gettext as _l

from univasso.web.forms import Form, Given, LineField


class VerifyForm(Form):
    code = LineField(_l("Code of the certificate"), Given(_l("Copy its code.")), most=60)
    name = LineField(
        _l("Name on the certificate"), Given(_l("Copy the name that it bears.")), most=200
    )
