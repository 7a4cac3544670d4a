"""The durable index, kept by Whoosh 2.7.4: words with positions, notices, segments, deletions.

Whoosh is given words already analysed and sorted, so that its own analysis and sorting are not
paid for. Everything that evaluation maps into memory can be read back from here.
"""

import json
from array import array
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
from whoosh import fields, formats, index
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from univasso.core.search.content import Content, Notice
from univasso.core.search.documents import IndexUnusable
from univasso.core.search.postings import Postings, sorted_by_word
from univasso.core.search.words import FORM

_BLOCK = 128  # postings of one word written together, as Whoosh's own writer does
_CHUNK = 20_000  # words whose postings are unrolled at a time
_FORM_OF = {letter: language for language, letter in FORM.items()}


class Occurrences(formats.Positions):
    """Positions of one word in one document: how many bytes each takes, then the positions."""

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Where the word stands in the document."""
        return np.frombuffer(valuestring, dtype=f"<u{valuestring[0]}", offset=1).tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        """How often it stands there."""
        return (len(valuestring) - 1) // valuestring[0]


class Words(fields.FieldType):
    """A field whose words were cut and folded before they came here."""

    def __init__(self) -> None:
        super().__init__(Occurrences(), None)


def _schema() -> fields.Schema:
    words = {language: Words() for language in FORM}
    return fields.Schema(
        key=fields.STORED(),
        notice=fields.STORED(),
        spellings=fields.STORED(),
        **words,
    )


class _Writer(SegmentWriter):
    """Whoosh's writer of one segment, fed with a whole segment's sorted postings."""

    content: Content | None = None

    def hold(self, content: Content) -> None:
        """Write the notices now, the words at commit."""
        documents, key, notice = self.perdocwriter, self.schema["key"], self.schema["notice"]
        for number, row in enumerate(content.notices):
            documents.start_doc(number)
            documents.add_field("key", key, row.key, 0)
            documents.add_field("notice", notice, json.dumps(row[1:], ensure_ascii=False), 0)
            if number == 0:
                spelled = json.dumps(content.shown, ensure_ascii=False)
                documents.add_field("spellings", self.schema["spellings"], spelled, 0)
            documents.finish_doc()
        self.docnum += len(content.notices)
        self.content, self._added = content, True

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        writer = self.fieldwriter
        last = ""
        for field, word, ids, weights, values in _terms(self.content):
            if field != last:
                if last:
                    writer.finish_field()
                writer.start_field(field, self.schema[field])
                last = field
            writer.start_term(word)
            _put(writer._postwriter, ids, weights, values)
            writer.finish_term()
        if last:
            writer.finish_field()
        writer.close()


def _put(block, ids: np.ndarray, weights: np.ndarray, values: list[bytes]) -> None:
    """Fill Whoosh's blocks by the slice rather than posting by posting."""
    for start in range(0, len(ids), _BLOCK):
        if start:
            block._write_block()
        end = start + _BLOCK
        block._ids, block._weights = array("I"), array("f")
        block._ids.frombytes(ids[start:end].tobytes())
        block._weights.frombytes(weights[start:end].tobytes())
        block._maxweight = float(weights[start:end].max())
        block._values = values[start:end]


def _terms(content: Content) -> Iterator[tuple[str, bytes, np.ndarray, np.ndarray, list[bytes]]]:
    """Field, word, documents, weights and values of each term, in Whoosh's order."""
    made = content.postings
    bounds = np.searchsorted(made.word, np.arange(len(content.keys) + 1)).tolist()
    places = made.ends()
    ids = made.ids.astype(np.uint32)
    weights = made.tf.astype(np.float32)
    for first in range(0, len(content.keys), _CHUNK):
        last = min(first + _CHUNK, len(content.keys))
        base = bounds[first]
        values = _values(made, places, base, bounds[last])
        for number in range(first, last):
            key, start, end = content.keys[number], bounds[number], bounds[number + 1]
            words = key[1:].encode()
            kept = values[start - base : end - base]
            yield _FORM_OF[key[0]], words, ids[start:end], weights[start:end], kept


def _values(made: Postings, places: np.ndarray, start: int, end: int) -> list[bytes]:
    positions = made.positions[places[start] : places[end]]
    width = 2 if not len(positions) or positions.max() < 1 << 16 else 4
    at = ((places[start : end + 1] - places[start]) * width).tolist()
    flat = positions.astype(f"<u{width}").tobytes()
    head = bytes([width])
    return [head + flat[at[n] : at[n + 1]] for n in range(end - start)]


class Storage:
    """A folder where Whoosh keeps an index."""

    def __init__(self, folder: Path):
        self._storage = FileStorage(str(folder))

    def create(self) -> None:
        """Begin an empty index."""
        self._storage.create()
        index.FileIndex.create(self._storage, _schema())

    def _table(self) -> index.TOC:
        try:
            return index.TOC.read(self._storage, index._DEF_INDEX_NAME)
        except Exception as fault:  # Whoosh, pickle and struct each have their own way to say it
            raise IndexUnusable("the durable index cannot be read") from fault

    def generation(self) -> int:
        """The number of the last commit; 0 for an empty index."""
        return self._table().generation

    def segments(self) -> dict[str, list[int]]:
        """The deleted documents of each segment, by the segment's name, in order."""
        return {s.segid: sorted(s.deleted_docs()) for s in self._table().segments}

    def write(
        self, content: Content | None, deleted: dict[str, list[int]], dropped: set[str]
    ) -> tuple[int, str]:
        """One commit: a new segment, deletions, segments that the new one replaces.

        The commit's number and the new segment's name, which is empty without content.
        """
        writer = _Writer(index.FileIndex(self._storage), timeout=30)
        try:
            for segment in writer.segments:
                for number in deleted.get(segment.segid, ()):
                    segment.delete_document(number)
            if content is not None and content.notices:
                writer.hold(content)
        except BaseException:
            writer.cancel()
            raise
        name = writer.newsegment.segid if writer.content is not None else ""
        writer.commit(mergetype=lambda _, segments: [s for s in segments if s.segid not in dropped])
        return writer.generation, name

    def read(self, name: str, columns: list[str]) -> Content:
        """The whole content of a segment, deleted documents included, posting by posting."""
        table = self._table()
        segment = next(s for s in table.segments if s.segid == name)
        try:
            with closing(SegmentReader(self._storage, table.schema, segment)) as reader:
                return _content(reader, columns)
        except Exception as fault:  # as above
            raise IndexUnusable("the durable index cannot be read") from fault


def _content(reader: SegmentReader, columns: list[str]) -> Content:
    keys, word, ids, tf, counts, places = [], [], [], [], [], []
    terms = reader._terms
    for language, letter in sorted(FORM.items()):
        for form in sorted(reader.field_terms(language)):
            text = form if isinstance(form, str) else form.decode()
            found = terms.matcher(language, text.encode(), reader.schema[language].format)
            while found.is_active():
                value = found.value()
                word.append(len(keys))
                ids.append(found.id())
                tf.append(int(found.weight()))
                counts.append((len(value) - 1) // value[0])
                places.append(np.frombuffer(value, dtype=f"<u{value[0]}", offset=1))
                found.next()
            keys.append(letter + text)
    made = Postings(
        np.array(word, dtype=np.int32),
        np.array(ids, dtype=np.int32),
        np.array(tf, dtype=np.uint8),
        np.array(counts, dtype=np.uint8),
        np.concatenate([np.zeros(0, dtype=np.int32), *places]).astype(np.int32),
    )
    stored = [reader.stored_fields(n) for n in range(reader.doc_count_all())]
    spelled = json.loads(stored[0]["spellings"]) if stored else {}
    return Content(keys, sorted_by_word(made), columns, [_notice(row) for row in stored], spelled)


def _notice(stored: dict) -> Notice:
    return Notice(stored["key"], *json.loads(stored["notice"]))
