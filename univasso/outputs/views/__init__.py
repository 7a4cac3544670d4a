"""Pages of outputs, a module for each subject."""

from univasso.outputs.views import (
    answering,
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
    "answering", "attachments", "bp", "deposit", "enquiries", "exchanges", "moderation", "page", "reading",
    "signed_links", "steps", "versions",
]  # fmt: skip
