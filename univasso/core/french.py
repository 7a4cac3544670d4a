"""French as people type it: accents, ligatures and capitals put aside to compare and to sort."""

import unicodedata

LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O"}
)


def folded(text: str) -> str:
    """Lower case, without accents or ligatures: ``Œuvre`` and ``oeuvre`` are one."""
    parts = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return "".join(c for c in parts if not unicodedata.combining(c)).lower().replace("’", "'")


def sort_key(text: str) -> str:
    """What sorts as a French dictionary does: letters and digits only, folded."""
    return " ".join("".join(c if c.isalnum() else " " for c in folded(text)).split())
