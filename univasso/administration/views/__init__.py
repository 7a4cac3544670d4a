"""Pages of the administration, a module for each subject."""

from univasso.administration.views import outbox, people, person, work
from univasso.administration.views.door import bp
from univasso.administration.views.monitoring import doors

__all__ = ["bp", "doors", "outbox", "people", "person", "work"]
