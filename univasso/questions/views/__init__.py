"""Pages of questions, a module for each subject."""

from univasso.questions.views import (
    answers,
    asking,
    bodies,
    deciding,
    desk,
    file,
    following,
    grouping,
    handovers,
    near,
    paper,
    reading,
    sharing,
    triage,
)
from univasso.questions.views.door import bp

__all__ = [
    "answers", "asking", "bodies", "bp", "deciding", "desk", "file", "following", "grouping",
    "handovers", "near", "paper", "reading", "sharing", "triage",
]  # fmt: skip
