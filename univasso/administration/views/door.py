"""The door of the room: its pages hang on it, and its places in the bar of those who administer."""

from flask import Blueprint

from univasso.administration import wording
from univasso.core.words import N_
from univasso.policy import Permission
from univasso.web.context import add_workplace

bp = Blueprint("administration", __name__, url_prefix="/administration")
bp.add_app_template_filter(wording.happened)
add_workplace("people", "/administration/personnes", N_("People"), Permission.USERS_MANAGE, 30)
add_workplace("outbox", "/administration/courriels", N_("Mails sent"), Permission.OUTBOX_READ, 38)
add_workplace("jobs", "/administration/travaux", N_("Pending work"), Permission.JOBS_READ, 39)
