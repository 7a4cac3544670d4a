"""Pages of questions, a module for each subject."""

from univasso.questions.views import (
    answers,
    asking,
    bodies,
    codings,
    deciding,
    desk,
    file,
    following,
    grouping,
    handovers,
    near,
    reading,
    sharing,
    ties,
    together,
    triage,
)
from univasso.questions.views.door import bp

__all__ = [
    "answers", "asking", "bodies", "bp", "codings", "deciding", "desk", "file", "following",
    "grouping", "handovers", "near", "reading", "sharing", "ties", "together", "triage",
]  # fmt: skip
