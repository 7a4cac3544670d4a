"""Pages of the directory, a module for each subject."""

from univasso.directory.views import (
    coordination,
    invitations,
    joining,
    letters,
    members,
    profile,
    space,
)
from univasso.directory.views.door import bp

__all__ = ["bp", "coordination", "invitations", "joining", "letters", "members", "profile", "space"]
