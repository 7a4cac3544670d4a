"""Pages of questions, a module for each subject."""

from univasso.questions.views import (
    answers,
    asking,
    attaching,
    bodies,
    codings,
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
    ties,
    together,
    triage,
    workshops,
)
from univasso.questions.views.door import bp

__all__ = [
    "answers", "asking", "attaching", "bodies", "bp", "codings", "confirming", "deciding", "desk", "file",
    "following", "grouping", "handovers", "near", "paper", "reading", "rooms", "sharing", "ties",
    "together", "triage", "workshops",
]  # fmt: skip
