"""Documents become the arrays of one segment."""

import re
import unicodedata
from array import array

import numpy as np

from univasso.core.french import TOKEN, folded
from univasso.core.search import postings as p
from univasso.core.search.content import ACCESS, KIND, Content, Notice
from univasso.core.search.documents import Document
from univasso.core.search.words import FIELDS, LANGUAGES, form_key, known, places

_FIELD = {name: number for number, name in enumerate(FIELDS)}
BETWEEN_TEXTS = 8  # places left free, so that no phrase runs from one text into the next

_RUN = re.compile(r"[^\W\d_]+")


class Builder:
    """Takes documents one by one, then gives a segment's content.

    Tokens are looked up as they are written; only a spelling not met before is analysed.
    """

    def __init__(self, facets: tuple[str, ...]):
        self.facets = facets
        self.notices: list[Notice] = []
        self._forms: dict[str, int] = {}
        self._shown: dict[str, str] = {}
        self._known: dict[str, dict] = {language: {} for language in LANGUAGES}
        self._word, self._position = array("i"), array("i")
        self._text_counts, self._text_weights = array("i"), array("i")
        self._document_counts = array("i")

    def add(self, document: Document) -> None:
        """Count the words of one document."""
        place, length, before = 0, 0, len(self._word)
        for text in document.texts:
            start = len(self._word)
            place = self._read(text.words, known(text.language), place, _FIELD.get(text.field, 0))
            count = len(self._word) - start
            self._text_counts.append(count)
            self._text_weights.append(text.weight)
            length += count * text.weight
            place += BETWEEN_TEXTS
        self._document_counts.append(len(self._word) - before)
        self.notices.append(Notice.of(document, self.facets, length))

    @property
    def size(self) -> int:
        """How many words were counted."""
        return len(self._word)

    def _read(self, words: str, language: str, place: int, field: int) -> int:
        codes = self._known[language]
        add_word, add_position = self._word.append, self._position.append
        for token in TOKEN.findall(words):
            code = codes.get(token)
            if code is None:
                code = codes[token] = self._learn(token, language)
            if code.__class__ is int:
                if code >= 0:
                    add_word(code)
                    add_position(place << p.FIELD_BITS | field)
                place += 1
            else:
                for numbers in code:
                    for number in numbers:
                        add_word(number)
                        add_position(place << p.FIELD_BITS | field)
                    place += 1
            if place > p.LAST_PLACE - 99:
                return place - 99
        return place

    def _learn(self, token: str, language: str) -> int | tuple[tuple[int, ...], ...]:
        """One number, -1 for grammar, or the numbers of each place of a composite."""
        numbers = tuple(
            tuple(
                self._forms.setdefault(form_key(form, language), len(self._forms)) for form in place
            )
            for place in places(token, language)
        )
        if not token.isascii():
            self._spell(token, language)
        if len(numbers) == 1 and len(numbers[0]) < 2:
            return numbers[0][0] if numbers[0] else -1
        return numbers

    def _spell(self, token: str, language: str) -> None:
        """Remember how forms are written with their accents."""
        for run in _RUN.findall(unicodedata.normalize("NFC", token).lower()):
            key = form_key(folded(run), language)
            if key in self._forms and not run.isascii():
                self._shown.setdefault(key, run)

    def content(self) -> Content:
        """All documents added."""
        keys = sorted(self._forms)
        rank = np.empty(len(keys), dtype=np.int32)
        rank[[self._forms[key] for key in keys]] = np.arange(len(keys), dtype=np.int32)
        postings = p.grouped(
            rank[np.array(self._word, dtype=np.int32)],
            np.repeat(np.arange(len(self.notices), dtype=np.int32), self._document_counts),
            np.array(self._position, dtype=np.int32),
            np.repeat(np.asarray(self._text_weights), self._text_counts),
        )
        columns = [KIND, ACCESS, *self.facets]
        return Content(keys, postings, columns, self.notices, self._shown)
