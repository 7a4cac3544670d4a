"""Pages of seminars, a module for each subject."""

from univasso.seminars.views import calendars, editing, registering, showing, steps
from univasso.seminars.views.door import bp

__all__ = ["bp", "calendars", "editing", "registering", "showing", "steps"]
