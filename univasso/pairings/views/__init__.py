"""Pages of pairings, a module for each subject."""

from univasso.pairings.views import answering, asking, workbench
from univasso.pairings.views.door import bp

__all__ = ["answering", "asking", "bp", "workbench"]
