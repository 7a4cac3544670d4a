"""The desk of requests about data: what came in, what was answered."""

from univasso.accounts.rights import answer, receive

__all__ = ["answer", "receive"]
