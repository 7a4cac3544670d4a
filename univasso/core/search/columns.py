"""Filters and counts over one column of a segment.

A document has one code; a code stands for a combination of values, such as the needs 3 and 5.
"""

import json

import numpy as np

from univasso.core.search.tree import Among

_WIDEST = 8  # digits of a number that a range may compare


class Column:
    """Codes of all documents, and the values that each code combines."""

    def __init__(self, codes: np.ndarray, listed: np.ndarray):
        self.codes = codes
        self.combinations: list[list[str]] = json.loads(bytes(listed))
        numbers: dict[str, int] = {}
        flat = [
            (code, numbers.setdefault(value, len(numbers)))
            for code, values in enumerate(self.combinations)
            for value in values
        ]
        self.values = list(numbers)
        self._numbers = numbers
        self._code, self._value = np.array(flat, dtype=np.int64).reshape(-1, 2).T
        # Mostly each code is one value, in the same order: nothing to add up then.
        self._is_plain = self.combinations == [[value] for value in self.values]

    def having(self, values: tuple[str, ...]) -> np.ndarray:
        """For each code, whether it stands for one of the values."""
        chosen = np.zeros(len(self.combinations), dtype=bool)
        for value in values:
            number = self._numbers.get(value)
            if number is not None:
                chosen[self._code[self._value == number]] = True
        return chosen

    def satisfying(self, among: Among) -> np.ndarray:
        """For each code, whether it has one of the values or a number of the range."""
        if among.values:
            return self.having(among.values)
        low, high = int(among.low or 0), int(among.high or "9" * _WIDEST)
        return self.having(tuple(v for v in self.values if v.isdecimal() and low <= int(v) <= high))

    def passing(self, chosen: np.ndarray, docs: np.ndarray) -> np.ndarray:
        """Which of the documents have a chosen code."""
        return chosen[self.codes[docs]]

    def counts(self, docs: np.ndarray) -> dict[str, int]:
        """How many of the documents (sorted, each once) have each value."""
        codes = self.codes[docs] if len(docs) < len(self.codes) else self.codes
        found = np.bincount(codes, minlength=len(self.combinations))
        if not self._is_plain:
            weights = found[self._code]
            found = np.bincount(self._value, weights=weights, minlength=len(self.values))
        return {value: int(n) for value, n in zip(self.values, found.tolist(), strict=True) if n}
