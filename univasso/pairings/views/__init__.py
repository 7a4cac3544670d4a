"""Pages of pairings, a module for each subject."""

from univasso.pairings.views import answering, asking, ending, people, places, talking, workbench
from univasso.pairings.views.door import bp

__all__ = ["answering", "asking", "bp", "ending", "people", "places", "talking", "workbench"]
