"""Pages of pairings, a module for each subject."""

from univasso.pairings.views import people, seats, workbench
from univasso.pairings.views.door import bp

__all__ = ["bp", "people", "seats", "workbench"]
