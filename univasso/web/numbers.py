"""Numbers of rows, as addresses and forms hold them: what no row can have never reaches a database."""

import re

from flask import Flask
from flask_babel import lazy_gettext as _l
from werkzeug.routing import IntegerConverter
from wtforms import IntegerField

LARGEST = 2**31 - 1  # what INTEGER holds on PostgreSQL; SQLite would hold more


class RowNumber(IntegerConverter):
    """``<int:…>`` of our addresses: a larger number is an unknown address (404)."""

    def __init__(self, *args, **about):
        super().__init__(*args, **{"max": LARGEST, **about})


class NumberField(IntegerField):
    """A whole number from 0 on, small enough to be kept."""

    def process_formdata(self, values: list[str]) -> None:
        if not values:
            return
        self.data = row_number(values[0])
        if self.data is None:
            raise ValueError(_l("Write a whole number."))


def row_number(typed: str) -> int | None:
    """The number that was typed in plain digits, or None."""
    typed = typed.strip()
    number = int(typed) if re.fullmatch("[0-9]{1,10}", typed) else None
    return number if number is not None and number <= LARGEST else None


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber
