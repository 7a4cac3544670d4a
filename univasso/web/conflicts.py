"""What two people wrote in the same form, answer by answer, so that one of them chooses (G10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from wtforms import BooleanField, Field, FieldList, SelectFieldBase

from univasso.core.clock import PARIS
from univasso.models.vocabularies import Territory
from univasso.web.fields import Choices
from univasso.web.territory_field import label_of
from univasso.web.typography import translated

UNKNOWN = object()


@dataclass(frozen=True)
class Side:
    """One of the two answers: as a form sends it, in one value, and as people read it."""

    value: str
    text: str


@dataclass(frozen=True)
class Difference:
    """An answer that is written in two ways: as typed here, and as somebody else saved it."""

    name: str
    label: str
    typed: Side
    saved: Side


def differences(subject: object, form: Iterable[Field]) -> list[Difference]:
    """The answers of the form that differ from those of the row as it now is."""
    found = []
    for field in form:
        saved = getattr(subject, field.name, UNKNOWN)
        if field.name == "version" or saved is UNKNOWN or isinstance(field, FieldList):
            continue
        both = [as_sent(field, answer) for answer in (field.data, saved)]
        known = {tuple(sorted(value.split("\n"))) for value in both}  # the order of a list is free
        if len(known if isinstance(saved, list) else set(both)) > 1:
            sides = (Side(value, as_read(field, value)) for value in both)
            found.append(Difference(field.name, str(field.label.text), *sides))
    return found


def as_sent(field: Field, answer: object) -> str:
    """An answer as one value that the field understands: a list has a line for each of its rows."""
    if isinstance(answer, datetime):
        return answer.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M")
    if isinstance(answer, bool):
        return "y" if answer else ""
    if not isinstance(answer, list):
        return "" if answer is None else str(answer).replace("\r\n", "\n").strip()
    lines = [
        label_of(row) if isinstance(row, Territory) else str(getattr(row, "id", row))
        for row in answer
    ]
    if isinstance(field, Choices):  # what is offered no longer cannot be chosen again
        lines = [value for value in labels(field) if value in lines]
    return "\n".join(lines)


def as_read(field: Field, value: str) -> str:
    if isinstance(field, BooleanField):
        return _("Ticked") if value else _("Not ticked")
    if not isinstance(field, SelectFieldBase):
        return value
    known = labels(field)
    return "\n".join(known.get(line, line) for line in value.split("\n"))


def labels(field: SelectFieldBase) -> dict[str, str]:
    return {str(value): translated(label) for value, label, *_more in field.iter_choices()}
