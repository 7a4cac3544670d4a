"""What may be typed in a request to meet, and in the answers to it."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError

from univasso.core import clock
from univasso.models.pairings import REFUSALS_TO_MEET, SIDES, Word
from univasso.pairings.telling import Request
from univasso.web.fields import Choices, PlausibleEmail
from univasso.web.forms import (
    AtMost,
    DayField,
    Form,
    Given,
    LineField,
    TextField,
    choices,
    one_line,
)

LONGEST = timedelta(days=45)  # after which a request is closed by itself
USUAL = timedelta(days=21)


class RequestForm(Form):
    """One request that both sides read (R4.2)."""

    why = TextField(
        _l("Why you"), Given(_l("Say why: it is what is read first.")), most=2500,
        hint=_l("What the question and the work of research have in common. Both sides read it."),
    )  # fmt: skip
    what = TextField(
        _l("What would be done"), Given(_l("Say what would be done.")), most=2000,
        hint=_l("Interviews, a survey, a reading of what is known…"),
    )  # fmt: skip
    effort = TextField(
        _l("How much time it asks for"), Given(_l("Say how much time, even roughly.")), most=500
    )
    period = LineField(_l("When"), most=200, hint=_l("From when to when, even roughly"))
    compensation = TextField(_l("Compensation"), most=500, hint=_l("Money, travel, or none"))
    data_use = TextField(
        _l("Data"), most=1000, hint=_l("Which data would be seen, and what becomes of them")
    )
    answer_by = DayField(_l("Please answer by"), Given(_l("Give a day.")))

    def validate_answer_by(self, field: DayField) -> None:
        if field.data and field.data <= clock.today():
            raise ValidationError(_l("Leave them some days: choose a day to come."))
        if field.data and field.data > clock.today() + LONGEST:
            raise ValidationError(_l("Choose a day within 45 days: the request is closed then."))

    def request(self) -> Request:
        words = {name: self[name].data or "" for name in
                 ("why", "what", "effort", "period", "compensation", "data_use")}  # fmt: skip
        return Request(**words, answer_by=self.answer_by.data)


class AskForm(RequestForm):
    """The request of the coordination, to one candidate or to several of the shortlist (C2.9)."""

    together = Choices(
        _l("Ask at the same time"), coerce=int, choices=[],
        description=_l("Those who are not ticked wait on the shortlist, and are asked after a no."),
    )  # fmt: skip
    is_sole = BooleanField(
        _l("One yes is enough: the others who were asked are told that somebody has been found")
    )


class AnswerForm(Form):
    """Yes, or let us talk."""

    words = TextField(_l("A word with your answer"), most=2000)
    word = HiddenField()

    def validate_word(self, field: HiddenField) -> None:
        if field.data not in (Word.YES, Word.TALK):
            raise ValidationError(_l("Choose an answer."))


class DeclineForm(Form):
    """No, and why: a reason of a closed list, words, and a day from which to ask again."""

    reason = RadioField(_l("Why?"), choices=choices(REFUSALS_TO_MEET.items()))
    not_before = DayField(
        _l("Not before"), hint=_l("You are not asked again before this day; after it, you may be.")
    )
    words = TextField(_l("In your words"), most=2000)

    def validate_not_before(self, field: DayField) -> None:
        if self.reason.data == "later" and not field.data:
            raise ValidationError(_l("Give the day from which you may be asked again."))
        if field.data and field.data <= clock.today():
            raise ValidationError(_l("Choose a day to come."))

    def validate_words(self, field: TextField) -> None:
        if self.reason.data == "other" and not field.data:
            raise ValidationError(_l("Say it in a few words."))


class WithdrawForm(Form):
    text = TextField(_l("A word to say why"), Given(_l("Say why: both sides read it.")), most=1000)


class PassOnForm(Form):
    """A colleague who would answer better."""

    name = LineField(_l("Their name"), Given(_l("Write their name.")), most=200)
    email = EmailField(
        _l("Their e-mail address"),
        [Given(_l("Write their address.")), PlausibleEmail(), AtMost(254)], filters=[one_line],
    )  # fmt: skip


class HeardForm(DeclineForm):
    """An answer that came by telephone or by another way, entered by the coordination."""

    side = SelectField(_l("Who answers?"), choices=choices(SIDES.items()))
    word = RadioField(
        _l("What do they say?"),
        choices=choices(
            ((Word.YES, _l("Yes")), (Word.TALK, _l("Let us talk")), (Word.NO, _l("No")))
        ),
    )
    reason = SelectField(
        _l("The reason of a no"),
        choices=choices([("", _l("–")), *REFUSALS_TO_MEET.items()]),
        default="",
    )

    def validate_reason(self, field: SelectField) -> None:
        if self.word.data == Word.NO and not field.data:
            raise ValidationError(_l("A no has its reason: choose it."))


ANSWERS = (("yes", _l("Yes")), ("no", _l("No")), ("", _l("I cannot say")))
SAID = {"yes": True, "no": False, "": None}


class FactsForm(Form):
    """What came of a work together: facts, never a mark (R4.10)."""

    kept_times = RadioField(_l("Were the times kept?"), choices=choices(ANSWERS), default="")
    returned = RadioField(_l("Was something given back?"), choices=choices(ANSWERS), default="")
    useful = RadioField(_l("Was it useful?"), choices=choices(ANSWERS), default="")
    words = TextField(_l("In your words"), most=2000)
    is_public = BooleanField(
        _l("Others may read it too"),
        description=_l("Only if the other side says so too; else the coordination alone."),
    )
