"""Pages of the needs, a module for each subject."""

from univasso.needs.views import crosswalk, editing, pages, retiring
from univasso.needs.views.door import bp

__all__ = ["bp", "crosswalk", "editing", "pages", "retiring"]
