"""The door of the room: every view of seminars hangs on it."""

from flask import Blueprint, render_template

from univasso.core import signed
from univasso.core.words import N_
from univasso.policy import Permission
from univasso.seminars import dates, wording
from univasso.web.context import add_workplace

bp = Blueprint("seminars", __name__)
bp.context_processor(wording.everywhere)
for _words in (dates.hour_words, dates.month_and_year, dates.sentence_case, dates.weekday):
    bp.add_app_template_filter(_words)

add_workplace("seminars", "/rencontres/gerer", N_("Meetings"), Permission.SEMINAR_EDIT, 6)


@bp.errorhandler(signed.LinkForeign)
def foreign(_fault):
    return render_template("seminars/link_closed.html"), 404


@bp.errorhandler(signed.LinkExpired)
def expired(_fault):
    return render_template("seminars/link_closed.html"), 410
