"""What is typed at the door of a meeting."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField

from univasso.web.fields import PlausibleEmail
from univasso.web.forms import AtMost, Form, Given, LineField, one_line


class WalkInForm(Form):
    name = LineField(
        _l("Given name and name"), Given(_l("Write the name of whoever comes in.")), most=200
    )
    association_name = LineField(_l("Organisation"), most=250)
    is_for_association = BooleanField(_l("Comes for an association"))
    email = EmailField(
        _l("E-mail address"), [PlausibleEmail(), AtMost(254)], filters=[one_line],
        description=_l("To receive the minutes; nothing is sent without it."),
    )  # fmt: skip

    def values(self) -> dict:
        names = ("name", "association_name", "is_for_association")
        return {name: self[name].data for name in names} | {"email": self.email.data or ""}
