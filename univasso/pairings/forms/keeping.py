"""What may be typed to keep somebody on a shortlist."""

from collections.abc import Iterable

from flask_babel import gettext as _

from univasso.pairings.barriers import RULE_LABELS
from univasso.web.forms import Form, TextField


def go_past_form(rules: Iterable[str]) -> Form:
    """A reason for each rule that says no: without it nobody goes past (C2.2)."""
    fields = {
        rule: TextField(
            _("Why go past this condition: %(rule)s", rule=_(RULE_LABELS[rule])), most=1000
        )
        for rule in rules
    }
    return type("GoPastForm", (Form,), fields)(prefix="reason-")


def said(form: Form) -> dict[str, str]:
    """The reasons that were typed, by rule."""
    return {field.short_name: field.data for field in form if field.data}


def ask_why(form: Form, rules: Iterable[str]) -> None:
    """Say beside each of these rules that a reason is missing."""
    for rule in rules:
        form[rule].errors = [_("Say why: the reason is kept with your name.")]
