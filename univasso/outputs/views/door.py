"""The door of the room: every view of outputs hangs on it."""

from flask import Blueprint

bp = Blueprint("outputs", __name__)
