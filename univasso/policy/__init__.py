"""Who may do what. Nothing else decides.

``rules.py`` is the page to read: ``RULES`` maps a permission to the predicates any of which opens it,
``VISIBLE`` gives, for each kind of row that is listed anywhere, the SQL condition of what a reader may
know of: lists, search, counts, suggestions, feeds and exports all use it. The predicates stand beside
it, by what they are about; ``spoken.py`` says them in words.
"""

from univasso.policy.directory import is_named, membership_in, speakers_of, speaks_for
from univasso.policy.outputs import depositor, is_listed, readable_by_all
from univasso.policy.people import coordinator
from univasso.policy.permissions import STRONG_ROLES, Permission
from univasso.policy.rules import KNOWN, OWN_PROFILE, RULES, VERBS, VISIBLE, allows, reads_at
from univasso.policy.spoken import KINDS, SPOKEN, openings

__all__ = [
    "KINDS", "KNOWN", "OWN_PROFILE", "RULES", "SPOKEN", "STRONG_ROLES", "VERBS", "VISIBLE",
    "Permission", "allows", "coordinator", "depositor", "is_listed", "is_named", "membership_in",
    "openings", "readable_by_all", "reads_at", "speakers_of", "speaks_for",
]  # fmt: skip
