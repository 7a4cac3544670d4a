"""Pages of the directory, a module for each subject."""

from univasso.directory.views import (
    availability,
    calendar,
    coordination,
    duplicates,
    groups,
    invitations,
    joining,
    keeping,
    letters,
    members,
    names,
    profile,
    researchers,
    space,
)
from univasso.directory.views.door import bp

__all__ = [
    "availability", "bp", "calendar", "coordination", "duplicates", "groups", "invitations", "joining",
    "keeping", "letters", "members", "names", "profile", "researchers", "space",
]  # fmt: skip
