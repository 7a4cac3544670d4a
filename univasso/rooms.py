"""The rooms of the house, in the order of the staircase."""

from univasso.accounts.views import bp as accounts
from univasso.needs.views import bp as needs
from univasso.programme.views import bp as programme

ROOMS = (accounts, needs, programme)
