"""What in a text may lead to a person: pointed out before it is shown, never removed by us (A2.4)."""

import re

# An address, a number that can be called, and a title before a name.
SIGNS = (
    re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w+"),
    re.compile(r"(?<!\d)(?:\+33[\s.]?|0)\d(?:[\s.-]?\d{2}){4}(?!\d)"),
    re.compile(
        r"\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame|Docteure?|Dr)\s+[A-ZÀ-Ý][\w’'-]+"
        r"(?:\s+[A-ZÀ-Ý][\w’'-]+)?"
    ),
)


def personal_parts(*texts: str | None) -> list[str]:
    """The parts of the texts that look like an address, a telephone number or a person's name."""
    found = [
        m.group().strip() for text in texts for sign in SIGNS for m in sign.finditer(text or "")
    ]
    return list(dict.fromkeys(found))
