"""Pages of the finder, a module for each subject."""

from univasso.finder.views import directory, searching
from univasso.finder.views.door import bp

__all__ = ["bp", "directory", "searching"]
