"""The rooms of the house, in the order of the staircase."""

from univasso.accounts.views import bp as accounts

ROOMS = (accounts,)
