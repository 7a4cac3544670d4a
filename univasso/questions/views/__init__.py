"""Pages of questions, a module for each subject."""

from univasso.questions.views import asking, desk, file, following, reading, triage
from univasso.questions.views.door import bp

__all__ = ["asking", "bp", "desk", "file", "following", "reading", "triage"]
