"""``python -m univasso``: the command, without its script."""

from univasso.commands.all import main

main()
