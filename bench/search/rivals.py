"""Other engines: tantivy (the reference), SQLite FTS5 and Whoosh used as its manual says."""

import sqlite3
from itertools import chain
from pathlib import Path

import tantivy
from whoosh import fields, index, qparser, query

from bench.search.corpus import FACETS, Asked, Notice
from univasso.core.french import TOKEN, stem
from univasso.core.search import parse, snippet
from univasso.core.search.words import places

FIELDS = ("title", "authors", "keywords", "abstract")
WEIGHTS = {"title": 3.0, "authors": 2.0, "keywords": 2.0, "abstract": 1.0}
FEW = 10


def stems(text: str) -> list[str]:
    """The product's own analysis, for engines that take words already cut."""
    found = (places(token, "fr") for token in TOKEN.findall(text))
    return [stem(form) for place in chain.from_iterable(found) for form in place[:1]]


class Tantivy:
    """tantivy, in Rust: its own tokenizer, French stop words and stemmer, facets by aggregation."""

    name = "tantivy"

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        for name in FIELDS:
            builder.add_text_field(name, stored=name == "abstract", tokenizer_name="french")
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        for name in FACETS:
            builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema, path=str(folder))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        for kind in (
            tantivy.Filter.lowercase(),
            tantivy.Filter.ascii_fold(),
            tantivy.Filter.stopword("french"),
            tantivy.Filter.stemmer("french"),
        ):
            analyzer = analyzer.filter(kind)
        self.index.register_tokenizer("french", analyzer.build())
        self.writer = None

    def build(self, notices: list[Notice]) -> None:
        writer = self.index.writer(256_000_000)
        for notice in notices:
            writer.add_document(self._document(notice))
        writer.commit()
        writer.wait_merging_threads()

    def _document(self, notice: Notice) -> tantivy.Document:
        values = {name: [getattr(notice, name)] for name in FIELDS}
        values |= {name: [value] for name, value in notice.facets.items()}
        return tantivy.Document(key=[notice.key], **values)

    def open(self, notices: list[Notice]) -> None:
        self.index.reload()

    def _parsed(self, asked: Asked, *, is_wide: bool):
        text = asked.typed.replace("'", " ").replace("’", " ")
        if asked.kind == "prefix":
            begun = stems(asked.words[0])
            begun = begun[0] if begun else "zzz"
            found = [
                tantivy.Query.regex_query(self.schema, name, begun[:5] + ".*") for name in FIELDS
            ]
            made = tantivy.Query.boolean_query([(tantivy.Occur.Should, q) for q in found])
        else:
            made = self.index.parse_query(
                text, list(FIELDS), field_boosts=WEIGHTS, conjunction_by_default=not is_wide
            )
        if asked.filters:
            terms = [
                (tantivy.Occur.Must, tantivy.Query.term_query(self.schema, name, value))
                for name, value in asked.filters.items()
            ]
            made = tantivy.Query.boolean_query([(tantivy.Occur.Must, made), *terms])
        return made

    def page(self, asked: Asked, *, facets: bool = True, snippets: bool = True):
        searcher = self.index.searcher()
        made = self._parsed(asked, is_wide=False)
        found = searcher.search(made, FEW)
        if found.count < FEW and len(asked.words) > 1 and asked.kind != "phrase":
            made = self._parsed(asked, is_wide=True)
            found = searcher.search(made, FEW)
        documents = [searcher.doc(address) for _, address in found.hits]
        counts, shown = {}, []
        if facets:
            wanted = {n: {"terms": {"field": n, "size": 300}} for n in FACETS}
            counts = {
                name: {b["key"]: b["doc_count"] for b in made_of["buckets"]}
                for name, made_of in searcher.aggregate(made, wanted).items()
            }
        if snippets:
            maker = tantivy.SnippetGenerator.create(searcher, made, self.schema, "abstract")
            maker.set_max_num_chars(240)
            shown = [maker.snippet_from_doc(document).to_html() for document in documents]
        return [d.get_first("key") for d in documents], found.count, counts, shown

    def edit(self, notice: Notice) -> None:
        if self.writer is None:
            self.writer = self.index.writer(30_000_000, 1)
        self.writer.delete_documents("key", notice.key)
        self.writer.add_document(self._document(notice))
        self.writer.commit()
        self.index.reload()

    def close(self) -> None:
        self.writer = None


class Fts5:
    """SQLite FTS5 fed with the product's stems; facets are counted by SQL over the matches."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.base = sqlite3.connect(folder / "base.db")
        columns = ", ".join(FACETS)
        self.base.executescript(
            f"""
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS notice (id INTEGER PRIMARY KEY, key UNIQUE, {columns});
            CREATE VIRTUAL TABLE IF NOT EXISTS text USING fts5({", ".join(FIELDS)}, detail=full);
            """
        )
        self.texts: dict[str, str] = {}

    def _add(self, notice: Notice) -> None:
        names = ", ".join(("key", *FACETS))
        marks = ", ".join("?" * (1 + len(FACETS)))
        row = self.base.execute(
            f"INSERT INTO notice ({names}) VALUES ({marks})",
            (notice.key, *(notice.facets[name] for name in FACETS)),
        )
        values = [" ".join(stems(getattr(notice, name))) for name in FIELDS]
        self.base.execute(
            f"INSERT INTO text (rowid, {', '.join(FIELDS)}) VALUES (?, ?, ?, ?, ?)",
            (row.lastrowid, *values),
        )

    def build(self, notices: list[Notice]) -> None:
        with self.base:
            for notice in notices:
                self._add(notice)

    def open(self, notices: list[Notice]) -> None:
        self.texts = {notice.key: notice.abstract for notice in notices}

    def page(self, asked: Asked, *, facets: bool = True, snippets: bool = True):
        words = stems(" ".join(asked.words)) or ["zzz"]
        match = " ".join(words)
        if asked.kind == "phrase":
            match = f'"{match}"'
        elif asked.kind == "prefix":
            match = words[0][:5] + "*"
        keys, total, counts = self._asked(match, asked, facets)
        if total < FEW and len(words) > 1 and asked.kind != "phrase":
            keys, total, counts = self._asked(" OR ".join(words), asked, facets)
        parsed = parse(asked.typed, "fr")
        return keys, total, counts, [snippet(self.texts[k], parsed) for k in keys if snippets]

    def _asked(self, match: str, asked: Asked, facets: bool):
        where = "".join(f" AND notice.{name} = ?" for name in asked.filters)
        given = (match, *asked.filters.values())
        source = f"text JOIN notice ON notice.id = text.rowid WHERE text MATCH ?{where}"
        weights = ", ".join(str(WEIGHTS[name]) for name in FIELDS)
        best = self.base.execute(
            f"SELECT notice.key FROM {source} ORDER BY bm25(text, {weights}) LIMIT 10", given
        )
        keys = [key for (key,) in best]
        rows = self.base.execute(f"SELECT {', '.join(FACETS)} FROM {source}", given).fetchall()
        counts: dict = {}
        for number, name in enumerate(FACETS if facets else ()):
            counts[name] = {}
            for row in rows:
                counts[name][row[number]] = counts[name].get(row[number], 0) + 1
        return keys, len(rows), counts

    def edit(self, notice: Notice) -> None:
        with self.base:
            (number,) = self.base.execute(
                "SELECT id FROM notice WHERE key = ?", (notice.key,)
            ).fetchone()
            self.base.execute("DELETE FROM text WHERE rowid = ?", (number,))
            self.base.execute("DELETE FROM notice WHERE id = ?", (number,))
            self._add(notice)

    def close(self) -> None:
        self.base.close()


class PlainWhoosh:
    """Whoosh 2.7.4 as its manual says: one field a text, a searcher a query, ``groupedby``."""

    name = "Whoosh, as documented"

    def __init__(self, folder: Path):
        folder.mkdir(parents=True, exist_ok=True)
        if index.exists_in(folder):
            self.index = index.open_dir(folder)
        else:
            text = {
                n: fields.TEXT(lang="fr", stored=n == "abstract", field_boost=WEIGHTS[n])
                for n in FIELDS
            }
            facets = {name: fields.ID(stored=True, sortable=True) for name in FACETS}
            schema = fields.Schema(key=fields.ID(stored=True, unique=True), **text, **facets)
            self.index = index.create_in(folder, schema)

    def _row(self, notice: Notice) -> dict:
        return {
            "key": notice.key,
            **{name: getattr(notice, name) for name in FIELDS},
            **notice.facets,
        }

    def build(self, notices: list[Notice]) -> None:
        writer = self.index.writer(limitmb=512)
        for notice in notices:
            writer.add_document(**self._row(notice))
        writer.commit()

    def open(self, notices: list[Notice]) -> None:
        pass

    def page(self, asked: Asked, *, facets: bool = True, snippets: bool = True):
        group = qparser.AndGroup
        parser = qparser.MultifieldParser(list(FIELDS), self.index.schema, group=group)
        made = parser.parse(asked.typed.replace("'", " ").replace("’", " "))
        terms = [query.Term(name, value) for name, value in asked.filters.items()]
        with self.index.searcher() as searcher:
            found = searcher.search(
                made,
                limit=10,
                filter=query.And(terms) if terms else None,
                groupedby=list(FACETS) if facets else None,
            )
            counts = {
                name: {value: len(some) for value, some in found.groups(name).items()}
                for name in (FACETS if facets else ())
            }
            shown = [hit.highlights("abstract") for hit in found if snippets]
            return [hit["key"] for hit in found], len(found), counts, shown

    def edit(self, notice: Notice) -> None:
        writer = self.index.writer()
        writer.update_document(**self._row(notice))
        writer.commit()

    def close(self) -> None:
        self.index.close()
