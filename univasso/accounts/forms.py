"""What may be typed about accounts."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, SelectField
from wtforms.validators import Length

from univasso.accounts.passwords import LONGEST, SHORTEST
from univasso.web.forms import AtMost, Form, Given, LineField, choices, plain_characters, tidy


class SignInForm(Form):
    email = EmailField(
        _l("E-mail address"),
        [Given(_l("Give your e-mail address.")), AtMost(254), plain_characters],
        filters=[tidy],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        [Given(_l("Give your password."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    kept = HiddenField()  # a form that was waiting for this sign-in, as JSON


class AcceptForm(Form):
    name = LineField(
        _l("Your name"), Given(_l("Give the name under which people know you.")), most=200,
        render_kw={"autocomplete": "name"},
    )  # fmt: skip
    password = PasswordField(
        _l("Password"),
        [
            Given(_l("Choose a password.")),
            Length(
                min=SHORTEST,
                max=LONGEST,
                message=_l("Between %(min)d and %(max)d characters, whichever you like."),
            ),
        ],
        description=_l("At least 12 characters; a sentence is fine."),
        render_kw={"autocomplete": "new-password"},
    )


class DisplayForm(Form):
    language = SelectField(_l("Language"), choices=choices((("fr", "Français"), ("en", "English"))))
    theme = SelectField(
        _l("Theme"),
        choices=choices(
            (("auto", _l("As on my device")), ("light", _l("Light")), ("dark", _l("Dark")))
        ),
    )
