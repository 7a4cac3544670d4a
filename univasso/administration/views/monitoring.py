"""What an operator's monitor asks, outside the address of the administration."""

from flask import Blueprint, jsonify

from univasso.administration import health
from univasso.web.access import public

doors = Blueprint("doors", __name__)


@doors.get("/healthz")
@public
def alive():
    """Whether the process answers."""
    return jsonify(alive=True)


@doors.get("/readyz")
@public
def ready():
    """Whether it can serve: the database, the index, the pending work, the disk."""
    state = health.look()
    return jsonify(state), 200 if state["is_ready"] else 503
