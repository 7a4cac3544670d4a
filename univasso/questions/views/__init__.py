"""Pages of questions, a module for each subject."""

from univasso.questions.views import asking, desk, file, following, near, reading, sharing, triage
from univasso.questions.views.door import bp

__all__ = ["asking", "bp", "desk", "file", "following", "near", "reading", "sharing",
           "triage"]  # fmt: skip
