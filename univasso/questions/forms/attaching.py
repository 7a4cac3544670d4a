"""A file added to a question."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from univasso.web.forms import TextField
from univasso.web.uploads import UploadForm, file_field


class AttachForm(UploadForm):
    file = file_field(_l("A file"))
    text = TextField(_l("What it is, in a few words"), most=1000)

    def validate_file(self, field: FileField) -> None:
        super().validate_file(field)
        if not field.data and not self.pending.data:
            raise ValidationError(_l("Choose a file."))
