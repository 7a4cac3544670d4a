"""What may be typed about two questions brought together."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from univasso.web.forms import Form, Given, LineField, TextField, choices

PLACE = re.compile(r"(?:https?://[^/\s]+)?(?:/questions/)?(\d{1,9})(?:/dossier)?/?")


class GroupForm(Form):
    into = LineField(
        _l("The question into which it is brought"),
        Given(_l("Give the number of the other question.")), most=300,
        hint=_l("Its number, or its address"),
    )  # fmt: skip
    reason = TextField(
        _l("Why they belong together: both who asked read it"),
        Given(_l("Say what they have in common.")), most=2000,
    )  # fmt: skip

    def number(self) -> int | None:
        found = PLACE.fullmatch(self.into.data or "")
        return int(found[1]) if found else None


class TogetherForm(Form):
    """Agree that one's question is brought together with another, or keep it apart."""

    answer = RadioField(
        _l("Do you agree to bring them together?"),
        choices=choices((("agree", _l("Yes, bring them together")),
                         ("decline", _l("No, keep our question apart")))),
    )  # fmt: skip
    words = TextField(_l("A word to say why"), most=1000)
