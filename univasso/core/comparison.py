"""What changed between two states of a text, field by field, word by word."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Difference:
    """A field that changed; ``pieces`` are (``same``, ``gone`` or ``new``, words)."""

    label: str
    pieces: tuple[tuple[str, str], ...]


def differences(labels: Mapping[str, str], old: Mapping, new: Mapping) -> list[Difference]:
    """The fields that differ, in the order of ``labels`` (name → how the field is called)."""
    return [
        Difference(label, tuple(_pieces(_text(old.get(name)), _text(new.get(name)))))
        for name, label in labels.items()
        if _text(old.get(name)) != _text(new.get(name))
    ]


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return str(value or "")


def _pieces(old: str, new: str) -> list[tuple[str, str]]:
    before, after = old.split(" "), new.split(" ")
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", " ".join(before[a:b])))
            continue
        if old and b > a:
            pieces.append(("gone", " ".join(before[a:b])))
        if new and d > c:
            pieces.append(("new", " ".join(after[c:d])))
    return pieces
