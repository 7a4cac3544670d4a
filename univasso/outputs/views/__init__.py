"""Pages of outputs, a module for each subject."""

from univasso.outputs.views import (
    attachments,
    deposit,
    enquiries,
    exchanges,
    moderation,
    page,
    reading,
    signed_links,
    steps,
    versions,
)
from univasso.outputs.views.door import bp

__all__ = [
    "attachments", "bp", "deposit", "enquiries", "exchanges", "moderation", "page", "reading",
    "signed_links", "steps", "versions",
]  # fmt: skip
