"""Pages of seminars, a module for each subject."""

from univasso.seminars.views import (
    arriving,
    calendars,
    certifying,
    editing,
    registering,
    showing,
    steps,
)
from univasso.seminars.views.door import bp

__all__ = [
    "arriving",
    "bp",
    "calendars",
    "certifying",
    "editing",
    "registering",
    "showing",
    "steps",
]
