"""What of a row can be found, by everybody: nothing that is hidden ever enters the index."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from univasso.core.db import db
from univasso.core.search import Document, Text
from univasso.models.associations import Association
from univasso.models.output_files import FilePage, OutputFile
from univasso.models.outputs import Output
from univasso.models.profiles import Level, Profile
from univasso.models.vocabularies import KnowledgeNeed, Territory
from univasso.policy import is_listed, is_named

BATCH = 200
IDENTIFIERS = ("doi", "hal", "isbn", "issn")


def of_output(output: Output) -> Document | None:
    """The document of a listed output; None for one that nobody may find."""
    if not is_listed(output):
        return None
    language = output.language if output.language in ("fr", "en") else "fr"
    pages = page_texts(output) if output.is_readable() else []
    return Document(
        key=f"output:{output.id}",
        kind="output",
        texts=tuple(text for text in (*_notice(output, language), *pages) if text.words),
        facets=_facets(output, bool(pages)),
        identifiers=tuple(
            f"{name}:{value}" for name in IDENTIFIERS if (value := getattr(output, name))
        ),
        order=output.issued_key,
    )


def _notice(output: Output, language: str) -> Iterator[Text]:
    yield Text(output.title_fr, "fr", 3, "title")
    yield Text(output.title_en, "en", 3, "title")
    yield Text(", ".join(author.name for author in output.authors), language, 2, "author")
    yield Text(", ".join(output.keywords or []), language, 2, "keyword")
    for name in ("abstract", "asked", "found", "changes"):
        yield Text(getattr(output, f"{name}_fr"), "fr")
        yield Text(getattr(output, f"{name}_en"), "en")
    yield Text(" ".join((output.container, output.publisher)).strip(), language)


def page_texts(output: Output) -> list[Text]:
    """The words of its files, page after page."""
    rows = db.session.execute(
        select(FilePage.text, OutputFile.language)
        .join(OutputFile, OutputFile.id == FilePage.file_id)
        .where(OutputFile.output_id == output.id)
        .order_by(OutputFile.position, FilePage.number)
    )
    return [Text(text, "en" if language == "en" else "fr") for text, language in rows if text]


def _facets(output: Output, has_text: bool) -> dict[str, tuple[str, ...]]:
    return {
        "kind": (output.kind_code,),
        "need": tuple(str(need.number) for need in output.needs),
        "axis": tuple(str(axis.number) for axis in output.axes),
        "territory": tuple(sorted({code for t in output.territories for code in above(t)})),
        "audience": tuple(output.audiences or []),
        "language": (output.language,),
        "text": ("yes" if has_text else "no",),
        "licence": (output.licence,) if output.licence else (),
        "year": (str(output.year),) if output.year else (),
    }


def above(place: Territory) -> Iterator[str]:
    """A place and those it lies in: who filters on the Somme finds what was done in Amiens."""
    while place is not None:
        yield place.code
        place = place.parent


def of_need(need: KnowledgeNeed) -> Document:
    return Document(
        key=f"need:{need.id}",
        kind="need",
        texts=(
            Text(need.title_fr, "fr", 3, "title"),
            Text(need.title_en, "en", 3, "title"),
            Text(need.summary_fr, "fr"),
            Text(need.summary_en, "en"),
            Text(" ".join(need.sub_questions or []), "fr"),
        ),
        order=need.number,
    )


def of_association(row: Association) -> Document | None:
    """What everybody may read of a listed association: a field kept for some never enters here."""
    if not is_named(row):
        return None
    said = [
        getattr(row, name) for name in ("mission", "publics", "field_offer")
        if row.shows(name, Level.PUBLIC)
    ]  # fmt: skip
    numbers = ("rna", "siren", "siret") if row.shows("numbers", Level.PUBLIC) else ()
    return Document(
        key=f"association:{row.id}",
        kind="association",
        texts=tuple(
            text
            for text in (
                Text(row.name, "fr", 3, "title"),
                Text(row.short_name, "fr", 3, "title"),
                *(Text(words, "fr") for words in said),
            )
            if text.words
        ),
        facets=_profile_facets(row),
        identifiers=tuple(f"{name}:{value}" for name in numbers if (value := getattr(row, name))),
    )


def _profile_facets(row: Profile) -> dict[str, tuple[str, ...]]:
    """Where a profile is, and the needs that concern it, as far as everybody may know."""
    needs = row.needs if row.shows("needs", Level.PUBLIC) else []
    places = row.territories if row.shows("territories", Level.PUBLIC) else []
    return {
        "need": tuple(str(need.number) for need in needs),
        "territory": tuple(sorted({code for place in places for code in above(place)})),
    }


OF = {
    "output": (Output, of_output),
    "need": (KnowledgeNeed, of_need),
    "association": (Association, of_association),
}


def read(key: str) -> Document | None:
    """The document of a key as the row now is; None when it is gone or hidden."""
    kind, _, number = key.partition(":")
    model, make = OF[kind]
    row = db.session.get(model, int(number))
    return make(row) if row is not None else None


def everything() -> Iterator[Document]:
    """All that can be found, in batches that do not keep the whole database in memory."""
    for model, make in OF.values():
        last = 0
        while True:
            rows = db.session.scalars(
                select(model).where(model.id > last).order_by(model.id).limit(BATCH)
                .options(*_loaded(model))
            ).all()  # fmt: skip
            if not rows:
                break
            for row in rows:
                if (document := make(row)) is not None:
                    yield document
            last = rows[-1].id
            db.session.expunge_all()


def _loaded(model: type) -> list:
    if model is not Output:
        return []
    return [selectinload(Output.authors), selectinload(Output.needs), selectinload(Output.axes)]
