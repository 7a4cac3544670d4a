"""What may be typed about accounts."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, RadioField, SelectField
from wtforms.validators import Length, Optional, ValidationError

from univasso.accounts.passwords import LONGEST, SHORTEST, is_guessable
from univasso.core.words import N_
from univasso.models.accounts import Arriving
from univasso.web.fields import PlainName, PlausibleEmail
from univasso.web.forms import AtMost, Form, Given, LineField, choices, plain_characters, tidy

ARRIVALS = (
    (Arriving.ASSOCIATION.value, N_("For an association")),
    (Arriving.RESEARCHER.value, N_("As a researcher")),
    (Arriving.OTHER.value, N_("Otherwise")),
)


class HardToGuess:
    """Refuse a password that others would try first; the form's ``about`` is what they know."""

    def __call__(self, form: "AboutSomebody", field: PasswordField) -> None:
        if field.data and is_guessable(field.data, *form.about, form.typed_name):
            raise ValidationError(
                _l(
                    "Others would guess it: it was leaked, or is made of words that everybody here "
                    "thinks of. Several words that do not go together make a good one."
                )
            )


def email_field(autocomplete: str = "email") -> EmailField:
    return EmailField(
        _l("E-mail address"),
        [Given(_l("Give your e-mail address.")), PlausibleEmail(), AtMost(254), plain_characters],
        filters=[tidy],
        render_kw={"autocomplete": autocomplete},
    )


def name_field() -> LineField:
    return LineField(
        _l("Your name"), Given(_l("Give the name under which people know you.")), PlainName(),
        most=200,
        render_kw={"autocomplete": "name"},
    )  # fmt: skip


def new_password(*validators: object, hint: object = "") -> PasswordField:
    return PasswordField(
        _l("Password"),
        [
            *validators,
            Length(
                min=SHORTEST,
                max=LONGEST,
                message=_l("Between %(min)d and %(max)d characters, whichever you like."),
            ),
            HardToGuess(),
        ],
        description=hint or _l("At least 12 characters; a sentence is fine."),
        render_kw={"autocomplete": "new-password"},
    )


class AboutSomebody(Form):
    """A form whose passwords are compared with what is known of their owner."""

    about: tuple[str, ...] = ()

    @property
    def typed_name(self) -> str:
        return self["name"].data or "" if "name" in self else ""


class Returning(Form):
    """A form that leads back to where one was, with what was being sent."""

    next = HiddenField()
    kept = HiddenField()  # a form that was waiting, as JSON


class SignInForm(Returning):
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


class SecondFactorForm(Returning):
    code = LineField(
        _l("Code"), most=40,
        hint=_l("The six digits of your application, or one of your recovery codes."),
        render_kw={"autocomplete": "one-time-code"},
    )  # fmt: skip
    credential = HiddenField()  # what a passkey signed

    def say_it_is_not_right(self) -> None:
        self.code.errors = [
            gettext("This code does not serve: it is another one, or it was used already.")
            if not self.credential.data
            else gettext("The passkey did not answer as it should. Try again, or use a code.")
        ]


class ConfirmForm(SecondFactorForm):
    password = PasswordField(_l("Password"), render_kw={"autocomplete": "current-password"})


class EmailForm(Form):
    email = email_field("username")


class SignUpForm(Form):
    email = email_field()
    arriving_as = RadioField(
        _l("How do you come?"), choices=choices(ARRIVALS), default=Arriving.OTHER.value,
        description=_l("To show you the right next step; this opens and closes nothing."),
    )  # fmt: skip


class OpenForm(AboutSomebody):
    name = name_field()
    password = new_password(
        Optional(),
        hint=_l("At least 12 characters; a sentence is fine. Without one, you sign in by mail."),
    )


class AcceptForm(AboutSomebody):
    name = name_field()
    password = new_password(Given(_l("Choose a password.")))


class NewPasswordForm(AboutSomebody):
    password = new_password(Given(_l("Choose a password.")))


class ChangePasswordForm(NewPasswordForm):
    present = PasswordField(
        _l("Present password"),
        [Given(_l("Give your present password, or a code of your second factor."))],
        description=_l("Or a code of your second factor, if you have one."),
        render_kw={"autocomplete": "current-password"},
    )


class ApplicationForm(Form):
    label = LineField(_l("Name of this application"), most=100, default="")
    code = LineField(
        _l("Code that it shows"), Given(_l("Give the six digits that the application shows.")),
        most=20, render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )  # fmt: skip


class PasskeyForm(Form):
    label = LineField(_l("Name of this passkey"), most=100)
    credential = HiddenField()


class ProfileForm(Form):
    name = name_field()


class DisplayForm(Form):
    language = SelectField(_l("Language"), choices=choices((("fr", "Français"), ("en", "English"))))
    theme = SelectField(
        _l("Theme"),
        choices=choices(
            (("auto", _l("As on my device")), ("light", _l("Light")), ("dark", _l("Dark")))
        ),
    )
