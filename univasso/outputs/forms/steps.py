"""The small forms around an output: its files, its steps, its links, what readers write."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import NumberRange, Optional, ValidationError

from univasso.models.output_words import REASONS
from univasso.web.fields import PlausibleEmail
from univasso.web.forms import (
    AtMost,
    Form,
    Given,
    LineField,
    MomentField,
    TextField,
    choices,
    plain_characters,
    tidy,
)
from univasso.web.numbers import NumberField
from univasso.web.uploads import ACCEPTED, UploadForm, file_field


class DepositForm(UploadForm):
    kind_code = RadioField(_l("What is it?"))
    title = LineField(_l("Its title, if it has one yet"), most=500)
    file = FileField(
        _l("Its file, if it is at hand"),
        description=_l("PDF, Word, OpenDocument, HTML or text; 20 MB at most. "
                       "Its title, date and authors are then suggested."),
        render_kw={"accept": ACCEPTED},
    )  # fmt: skip


class FileForm(UploadForm):
    file = file_field(_l("File"))
    label = LineField(_l("Shown as"), most=200, hint=_l("Full text, appendix, transcript…"))
    is_transcript = BooleanField(_l("It is the transcript of a recording"))
    is_accessible = BooleanField(_l("It was checked for screen readers"))

    def validate_file(self, field: FileField) -> None:
        super().validate_file(field)
        if not self.pending.data:
            raise ValidationError(_("Choose a file."))


class StepForm(Form):
    """What goes with a verb: a note in words, and a reason to be counted."""

    note = TextField(_l("In your words"), most=4000)
    reason = SelectField(_l("Reason, for the statistics"), choices=choices(REASONS.items()),
                         default="other")  # fmt: skip
    successor = NumberField(_l("Number of the notice that remains"), [Optional()])


class EmbargoForm(Form):
    version = NumberField(validators=[Optional()])
    embargo_until = MomentField(
        _l("Files closed until"), hint=_l("Day and hour of Paris; empty: open at once")
    )
    is_title_hidden = BooleanField(_l("Until then, hide the title too"))


class CorrectionForm(Form):
    erratum = TextField(_l("Correction, shown above the abstract"), most=4000)
    newer = NumberField(_l("Number of the more recent version"), [Optional()])


class RemarkForm(Form):
    field = StringField(_l("About"), [AtMost(40), plain_characters], filters=[tidy])
    text = TextField(_l("Your message"), Given(_l("Write your message.")), most=4000)


class ShareForm(Form):
    days = NumberField(
        _l("Good for how many days"),
        [NumberRange(1, 90, _l("Between 1 and 90 days."))],
        default=14,
    )


class ProofreadingForm(Form):
    association = LineField(
        _l("Association"), Given(_l("Give the name of the association.")), most=200
    )
    email = EmailField(
        _l("E-mail of the reader"),
        [Given(_l("Give an e-mail address.")), PlausibleEmail(), AtMost(254), plain_characters],
        filters=[tidy],
    )


class EnquiryForm(Form):
    """What anybody may write. ``website`` is a trap: people do not see it, programs fill it."""

    kind = RadioField(
        _l("You would like to"),
        choices=choices(
            [
                ("question", _l("ask a question")),
                ("error", _l("report an error")),
                ("accessible", _l("ask for an accessible version")),
                ("use", _l("say what it was useful for")),
                ("rights", _l("claim rights on it")),
            ]
        ),
        default="question",
    )
    text = TextField(_l("Your message"), Given(_l("Write your message.")), most=4000)
    email = EmailField(
        _l("Your e-mail"),
        [PlausibleEmail(), AtMost(254), plain_characters],
        filters=[tidy],
        description=_l("Only to answer you; forgotten once answered. Without it, keep the link "
                       "of the next page."),
    )  # fmt: skip
    who = LineField(
        _l("Your association, if it may be shown"), most=200,
        hint=_l("Only for “say what it was useful for”; empty: anonymous"),
    )  # fmt: skip
    website = StringField(_l("Leave this field empty"))


class AnswerForm(Form):
    text = TextField(_l("Your message"), Given(_l("Write your message.")), most=4000)


class BulkForm(Form):
    what = RadioField(
        _l("Change"),
        choices=choices(
            [
                ("add_need", _l("add a need")),
                ("remove_need", _l("remove a need")),
                ("licence", _l("set the licence")),
            ]
        ),
        default="add_need",
    )
    need = SelectField(_l("Need"))
    licence = SelectField(_l("Licence"))
