"""Calendar files that everybody may read: one meeting, or the agenda as a feed (C4.9)."""

from flask import Response

from univasso.models.seminars import Seminar
from univasso.policy import Permission
from univasso.seminars import dates, queries
from univasso.seminars.views.door import bp
from univasso.seminars.views.showing import chosen
from univasso.web.access import permit, public


@bp.get("/rencontres/<int:id>.ics")
@permit(Permission.SEMINAR_READ, Seminar)
def calendar(seminar: Seminar):
    return Response(dates.public_file(seminar), mimetype="text/calendar")


@bp.get("/rencontres.ics")
@public
def feed():
    """The agenda, narrowed by the same choices as its page; it is the same for every reader."""
    shelf = chosen()
    rows = [seminar for seminar in queries.visible(None) if shelf.keeps(seminar)]
    return Response(dates.public_file(*rows), mimetype="text/calendar")
