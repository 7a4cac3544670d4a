"""The door of the room: its pages hang on it, and its places in the bar of those who administer."""

from flask import Blueprint

from univasso.administration import queries, wording
from univasso.core.words import N_
from univasso.policy import Permission
from univasso.web.context import add_workplace

bp = Blueprint("administration", __name__, url_prefix="/administration")
bp.add_app_template_filter(wording.happened)

for key, path, label, permission, waiting in (
    ("people", "personnes", N_("People"), Permission.USERS_MANAGE, None),
    (
        "rights",
        "demandes",
        N_("Requests about data"),
        Permission.RIGHTS_ANSWER,
        queries.open_request_count,
    ),
    (
        "approvals",
        "decisions",
        N_("Decisions of two persons"),
        Permission.APPROVALS_GIVE,
        queries.waiting_decision_count,
    ),
    ("audit", "journal", N_("Audit"), Permission.AUDIT_READ, None),
    ("retention", "conservation", N_("Retention"), Permission.RETENTION_READ, None),
    ("outbox", "courriels", N_("Mails sent"), Permission.OUTBOX_READ, None),
    ("jobs", "travaux", N_("Pending work"), Permission.JOBS_READ, None),
):  # fmt: skip
    add_workplace(key, f"/administration/{path}", label, permission, 30, waiting)
