"""The door of the room: its pages hang on it, and its places in the bar of those who administer."""

from flask import Blueprint

from univasso.administration import wording
from univasso.core.words import N_
from univasso.policy import Permission
from univasso.web.context import add_workplace

bp = Blueprint("administration", __name__, url_prefix="/administration")
bp.add_app_template_filter(wording.happened)

for key, path, label, permission in (
    ("people", "personnes", N_("People"), Permission.USERS_MANAGE),
    ("rights", "demandes", N_("Requests about data"), Permission.RIGHTS_ANSWER),
    ("approvals", "decisions", N_("Decisions of two persons"), Permission.APPROVALS_GIVE),
    ("audit", "journal", N_("Audit"), Permission.AUDIT_READ),
    ("retention", "conservation", N_("Retention"), Permission.RETENTION_READ),
    ("outbox", "courriels", N_("Mails sent"), Permission.OUTBOX_READ),
    ("jobs", "travaux", N_("Pending work"), Permission.JOBS_READ),
):
    add_workplace(key, f"/administration/{path}", label, permission, 30)
