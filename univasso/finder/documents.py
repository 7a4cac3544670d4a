"""What of a row can be found, by everybody: nothing that is hidden ever enters the index."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from univasso.core.db import db
from univasso.core.search import Document, Text
from univasso.finder.directory_documents import (
    of_association,
    of_group,
    of_researcher,
    of_unit,
)
from univasso.finder.places import above
from univasso.finder.questions import of_question
from univasso.models.associations import Association
from univasso.models.groups import ResearchGroup
from univasso.models.output_files import FilePage, OutputFile
from univasso.models.outputs import Output
from univasso.models.questions import Question
from univasso.models.research_units import ResearchUnit
from univasso.models.researchers import Researcher
from univasso.models.vocabularies import KnowledgeNeed
from univasso.policy import is_listed

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


OF = {
    "output": (Output, of_output),
    "need": (KnowledgeNeed, of_need),
    "association": (Association, of_association),
    "researcher": (Researcher, of_researcher),
    "unit": (ResearchUnit, of_unit),
    "group": (ResearchGroup, of_group),
    "question": (Question, of_question),
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
