"""Pages of pairings, a module for each subject."""

from univasso.pairings.views import batches, workbench
from univasso.pairings.views.door import bp

__all__ = ["batches", "bp", "workbench"]
