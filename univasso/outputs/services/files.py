"""The files of an output: kept under the hash of their content, their words read in the background."""

from pathlib import Path

from sqlalchemy import select

from univasso.core import clock, files, history, jobs
from univasso.core.db import db, transaction
from univasso.core.extraction import extract
from univasso.models import attached
from univasso.models.accounts import User
from univasso.models.output_files import FilePage, OutputFile, TextState
from univasso.models.outputs import Output


class AlreadyThere(Exception):  # noqa: N818
    """The same content is already among the files of this output."""


def add(output: Output, kept: files.Kept, by: User | None, *, label: str = "",
        is_transcript: bool = False, is_accessible: bool = False) -> OutputFile:  # fmt: skip
    """Attach a file that the store has just kept. Raises ``AlreadyThere``."""
    db.session.flush()
    if any(file.sha256 == kept.digest for file in output.files):
        raise AlreadyThere
    file = OutputFile(
        output=output,
        position=len(output.files),
        name=kept.filename,
        label=label,
        sha256=kept.digest,
        size=kept.size,
        media_type=kept.media_type,
        language=output.language,
        is_transcript=is_transcript,
        is_accessible=is_accessible,
        added_at=clock.now(),
    )
    db.session.add(file)
    db.session.flush()
    history.record(output, "add_file", by, note=kept.filename)
    jobs.queue("read_words", key=f"words:{file.id}", file_id=file.id)
    return file


def remove(file: OutputFile, by: User) -> None:
    """Detach a file; its bytes are swept when no output holds them any more."""
    output = file.output
    jobs.cancel(f"words:{file.id}")
    output.files.remove(file)
    history.record(output, "remove_file", by, note=file.name)


def read_again(file: OutputFile) -> None:
    """Ask for the words once more, for example after a program was repaired."""
    file.text_state = TextState.WAITING
    jobs.queue("read_words", key=f"words:{file.id}", file_id=file.id)


def path_of(file: OutputFile) -> Path:
    """Where its bytes lie."""
    return files.store.path(file.sha256)


@jobs.handler("read_words")
def read_words(file_id: int) -> None:
    """Fill the pages of a file. One unreadable file stops nobody and says so."""
    file = db.session.get(OutputFile, file_id)
    if file is None:
        return
    path, media_type = path_of(file), file.media_type
    db.session.rollback()  # reading may take a minute: no transaction waits for it
    found = extract(path, media_type)
    with transaction():
        file = db.session.get(OutputFile, file_id)
        if file is None:
            return
        file.page_texts = [
            FilePage(file_id=file.id, number=number, text=text)
            for number, text in enumerate(found.pages, 1)
        ]
        file.text_state, file.page_count = TextState(found.state), found.page_count
        file.is_tagged = found.is_tagged


def sweep() -> int:
    """Remove from the store what no row holds; give back how many files went."""
    held = set(db.session.scalars(select(OutputFile.sha256)))
    return files.store.sweep(held | attached.digests())
