"""Pages of the administration, a module for each subject."""

from univasso.administration.views import (
    approvals,
    audit,
    merging,
    outbox,
    people,
    person,
    retention,
    rights,
    seeing,
    work,
)
from univasso.administration.views.audience import audience
from univasso.administration.views.door import bp
from univasso.administration.views.monitoring import doors

__all__ = [
    "approvals", "audience", "audit", "bp", "doors", "merging", "outbox", "people", "person",
    "retention", "rights", "seeing", "work",
]  # fmt: skip
