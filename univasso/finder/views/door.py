"""The door of the room: every view of the finder hangs on it."""

from flask import Blueprint

from univasso.core.words import N_
from univasso.finder import nearness
from univasso.policy import Permission
from univasso.web.context import add_workplace

bp = Blueprint("finder", __name__)
add_workplace("words", "/recherche/mots", N_("Bridged words"), Permission.WORDS_EDIT, 20)
add_workplace("demand", "/recherche/demandes", N_("Searched in vain"), Permission.DEMAND_READ, 21)
nearness.offer()
