"""What whoever asks may type: the three questions, and how they are reached."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectField, StringField, TelField
from wtforms.validators import ValidationError

from univasso.models.question_words import CHANNELS, TAKING_PART, USES, VISIBILITIES, Channel
from univasso.questions.personal import personal_parts
from univasso.web.fields import PlausibleEmail, boxes
from univasso.web.forms import AtMost, Form, Given, LineField, TextField, choices, one_line
from univasso.web.territory_field import TerritoryField

PHONE_LENGTH = (6, 15)  # digits of a number that can be called (ITU-T E.164: fifteen at most)


class CallableNumber:
    """A number with enough digits to be called, whatever separates them."""

    def __call__(self, form: object, field: StringField) -> None:
        digits = sum(c.isdigit() for c in field.data or "")
        if field.data and not PHONE_LENGTH[0] <= digits <= PHONE_LENGTH[1]:
            raise ValidationError(_l("Write a telephone number, such as 03 20 00 00 00."))


def as_kept(number: str | None) -> str:
    """The number of a sheet, however it was copied from it: in capitals, without spaces."""
    return "".join((number or "").split()).upper()


def phone(label: object, hint: object = "") -> TelField:
    return TelField(label, [CallableNumber(), AtMost(40)], filters=[one_line], description=hint,
                    render_kw={"autocomplete": "tel"})  # fmt: skip


class WordsForm(Form):
    """The three questions, and what goes with them."""

    wish = TextField(
        _l("Your question, in one or two sentences"),
        Given(_l("Write what you would like to know, as you would say it.")),
        most=1500,
        hint=_l("For example: “Why do young volunteers not stay on the board?”"),
    )
    situation = TextField(
        _l("What made you ask it?"), most=3000, hint=_l("A situation, a project, a difficulty.")
    )
    use = TextField(_l("What would you do with the answer?"), most=1500)
    uses = boxes(_l("What would the answer be for?"), USES)
    taking_part = RadioField(
        _l("Would you like to take part in the study?"),
        choices=choices(TAKING_PART.items()), default="unsure", validate_choice=True,
    )  # fmt: skip
    deadline = LineField(
        _l("Do you have a deadline?"), most=120, hint=_l("before June 2027, for example")
    )
    places = TerritoryField(_l("Where does it happen?"), hint=_l("One a line, or between commas"))
    association_name = LineField(
        _l("Name of your association"),
        most=250,
        hint=_l("Its everyday name is enough; so is a group without statutes."),
    )
    visibility = RadioField(
        _l("Who may read it?"), choices=choices(VISIBILITIES.items()), default="unnamed"
    )

    def personal(self) -> list[str]:
        """What in the words may lead to somebody (A2.4)."""
        return personal_parts(self.wish.data, self.situation.data, self.use.data)


class QuestionForm(WordsForm):
    """The same with how to reach whoever asks; nobody needs an account."""

    association = SelectField(_l("For which association?"), coerce=int, default=0)
    contact_name = LineField(_l("Your name"), most=200, render_kw={"autocomplete": "name"})
    contact_email = EmailField(
        _l("Your e-mail address"), [PlausibleEmail(), AtMost(254)], filters=[one_line],
        description=_l("To confirm, and to follow what becomes of it. It is shown to nobody."),
        render_kw={"autocomplete": "email"},
    )  # fmt: skip
    contact_phone = phone(
        _l("Or a telephone number"),
        _l("If you prefer that we call you: no address is needed then."),
    )
    website = StringField(_l("Leave this empty"))  # filled by programs, unseen by people
    needs_contact = True

    def validate_contact_email(self, field: EmailField) -> None:
        if self.needs_contact and not field.data and not self.contact_phone.data:
            raise ValidationError(
                _l("Give an address or a telephone number, so that we can answer.")
            )


class EnteredForm(WordsForm):
    """Words that a coordinator types for somebody (C1.10)."""

    channel = RadioField(
        _l("How did the words come?"),
        choices=choices((c, CHANNELS[c]) for c in (Channel.PHONE, Channel.VISIT, Channel.PAPER)),
        default=Channel.PHONE.value,
    )  # fmt: skip
    sheet_number = LineField(
        _l("Number of the paper form"),
        most=20,
        hint=_l("Printed on top of the sheet, if there is one."),
    )
    contact_name = LineField(_l("Name of the person"), most=200)
    contact_email = EmailField(
        _l("Their e-mail address"), [PlausibleEmail(), AtMost(254)], filters=[one_line]
    )
    contact_phone = phone(_l("Their telephone number"))

    def filter_sheet_number(self, number: str | None) -> str:
        return as_kept(number)


class EmailForm(Form):
    email = EmailField(
        _l("Your e-mail address"),
        [Given(_l("Write your address.")), PlausibleEmail(), AtMost(254)], filters=[one_line],
    )  # fmt: skip


class ReplyForm(Form):
    text = TextField(_l("Your answer"), Given(_l("Write a few words.")), most=5000)


class ReasonForm(Form):
    text = TextField(_l("A word to say why"), most=2000)


class WordsAgainForm(Form):
    text = TextField(
        _l("Your question, as you say it now"), Given(_l("Write it again.")), most=1500
    )
    reason = LineField(_l("What changed?"), most=300)


class WordingAnswerForm(Form):
    """Accept, correct, or say that it is not the question."""

    answer = RadioField(
        _l("Is this your question?"),
        choices=choices((
            ("accept", _l("Yes, this is what we ask")),
            ("amend", _l("Almost: I correct it below")),
            ("decline", _l("No, this is not our question")),
        )),
    )  # fmt: skip
    text = TextField(_l("The wording, corrected"), most=1500)
    reason = TextField(_l("Why, in a few words"), most=1000)

    def validate_text(self, field: TextField) -> None:
        if self.answer.data == "amend" and not field.data:
            raise ValidationError(_l("Write the wording as it should be."))

    def validate_reason(self, field: TextField) -> None:
        if self.answer.data == "decline" and not field.data:
            raise ValidationError(_l("Say in a few words what is not yours in it."))
