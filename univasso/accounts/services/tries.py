"""How often a secret may be tried and a mail asked for: by account and by network."""

from datetime import timedelta

from univasso.core import limits

QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
# What is tried: how often for one account, how often from one network, and within which duration.
LIMITS = {
    "sign_in": (10, 100, QUARTER),
    "second": (10, 100, QUARTER),
    "mail": (5, 60, HOUR),
    "invite": (30, 100, DAY),  # somebody to an association
    "join": (10, 60, DAY),  # an association, or a request to enter one: each writes to somebody
}


def check(action: str, who: object, network: str) -> None:
    """Raise ``TooMany`` when the account or the network reached its limit."""
    account, whole, within = LIMITS[action]
    limits.check(action, str(who), most=account, within=within)
    limits.check(f"{action}_network", network, most=whole, within=within)


def note(action: str, who: object, network: str) -> None:
    """Count one try, in the current transaction."""
    limits.count(action, str(who))
    limits.count(f"{action}_network", network)


def forgive(action: str, who: object) -> None:
    """Forget the tries on the account of somebody who succeeded."""
    limits.forgive(action, str(who))
