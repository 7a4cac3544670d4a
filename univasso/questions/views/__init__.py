"""Pages of questions, a module for each subject."""

from univasso.questions.views import (
    answers,
    asking,
    deciding,
    desk,
    file,
    following,
    near,
    reading,
    sharing,
    triage,
)
from univasso.questions.views.door import bp

__all__ = [
    "answers", "asking", "bp", "deciding", "desk", "file", "following", "near", "reading", "sharing",
    "triage",
]  # fmt: skip
