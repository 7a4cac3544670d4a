"""The rooms of the house, in the order of the staircase."""

from univasso.accounts.data_views import bp as own_data
from univasso.accounts.views import bp as accounts
from univasso.administration.views import audience, doors
from univasso.administration.views import bp as administration
from univasso.directory.views import bp as directory
from univasso.exchange.views import bp as exchange
from univasso.finder.views import bp as finder
from univasso.needs.views import bp as needs
from univasso.outputs.views import bp as outputs
from univasso.pairings.views import bp as pairings
from univasso.programme.views import bp as programme
from univasso.questions.views import bp as questions
from univasso.seminars.views import bp as seminars

ROOMS = (
    accounts, own_data, needs, directory, questions, pairings, seminars, outputs, finder, programme,
    exchange, administration, audience, doors,
)  # fmt: skip
