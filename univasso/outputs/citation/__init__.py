"""How an output is cited, and how other programs read its notice."""
