"""Pages of questions, a module for each subject."""

from univasso.questions.views import (
    answers,
    asking,
    bodies,
    confirming,
    deciding,
    desk,
    file,
    following,
    grouping,
    handovers,
    near,
    paper,
    reading,
    rooms,
    sharing,
    triage,
    workshops,
)
from univasso.questions.views.door import bp

__all__ = [
    "answers", "asking", "bodies", "bp", "confirming", "deciding", "desk", "file", "following",
    "grouping", "handovers", "near", "paper", "reading", "rooms", "sharing", "triage", "workshops",
]  # fmt: skip
