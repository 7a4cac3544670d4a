"""Pages of pairings, a module for each subject."""

from univasso.pairings.views import balance, batches, sheet, workbench
from univasso.pairings.views.door import bp

__all__ = ["balance", "batches", "bp", "sheet", "workbench"]
