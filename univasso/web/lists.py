"""Lists: filters in the address, pages that never fail, exports of exactly what is seen (G8)."""

from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from flask import request


@dataclass(frozen=True)
class Page:
    """One page of a list. ``was_moved`` says that the number asked for does not exist."""

    number: int
    last: int
    total: int
    size: int
    was_moved: bool = False

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    def url(self, number: int) -> str:
        """This very list at another page."""
        return here(page=number if number > 1 else None)


def page_of(total: int, size: int = 20, name: str = "page") -> Page:
    """The page that the address asks for: 0, −1, 9999 and "abc" lead to the nearest that exists."""
    last = max(1, ceil(total / size))
    typed = request.args.get(name, "1")
    try:
        asked = int(typed)
    except ValueError:
        asked = 1
    number = min(max(asked, 1), last)
    return Page(number, last, total, size, was_moved=str(number) != typed.strip())


def here(**changes: object) -> str:
    """This address with some of its arguments changed; None removes one, a list repeats it."""
    args = [(k, v) for k, v in request.args.items(multi=True) if k not in changes]
    for name, value in changes.items():
        values = value if isinstance(value, list | tuple) else [value]
        args.extend((name, v) for v in values if v is not None)
    return f"{request.path}?{urlencode(args)}" if args else request.path
