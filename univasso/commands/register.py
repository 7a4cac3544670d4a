"""Importing the national register of associations, chunk by chunk."""

from contextlib import suppress
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from univasso.commands import open_app, progress, say
from univasso.commands.exchange import importing
from univasso.core.db import db, transaction
from univasso.directory.register import files, loading
from univasso.models.register import RegisterImport

CHUNK = 5_000  # lines in one transaction
PERCENT = 100


@importing.command("rna")
@click.argument(
    "sources", metavar="FILES...", nargs=-1, required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)  # fmt: skip
@click.pass_obj
def import_register(instance: Path, sources: tuple[Path, ...]) -> None:
    """Bring the register of associations (RNA) up to date from FILES, in either of its layouts.

    The encoding is told from the bytes. Searching goes on meanwhile; an import that was interrupted
    goes on where it stopped; a file whose columns are not known changes nothing.
    """
    app = open_app(instance)
    with app.app_context():
        for source in sources:
            _say_all(load(source))


def load(path: Path) -> RegisterImport:
    """Read one file of the register, one transaction a chunk, or end with a sentence."""
    try:
        return _load(path)
    except files.ChangedLayout as fault:
        raise click.ClickException(_difference(path, fault)) from fault
    except loading.Underway:
        raise click.ClickException(
            "Another import of the register is under way, or stopped half a minute ago."
        ) from None
    except (OperationalError, OSError) as fault:
        reason = getattr(fault, "orig", None) or fault
        raise click.ClickException(
            f"{path.name}: {reason}. What was written stays: give the same command again to go on."
        ) from fault


def _load(path: Path) -> RegisterImport:
    source = files.recognise(path)
    with transaction():
        run = loading.begin(source)
        number, done = run.id, run.rows_read
    if done:
        say(f"{path.name}: going on after the {done} lines that were read before.")
    try:
        _keep_all(source, number, done)
    except BaseException:
        with suppress(OperationalError), transaction():
            loading.interrupt(number)
        raise
    with transaction():
        return loading.finish(number)


def _keep_all(source: files.Source, number: int, done: int) -> None:
    for chunk, read in files.chunks(source, CHUNK, done):
        with transaction():
            loading.keep(number, chunk)
        db.session.expire_all()
        progress(source.path.name, min(PERCENT * read // source.size, PERCENT - 1), PERCENT)
    progress(source.path.name, PERCENT, PERCENT)


def _difference(path: Path, fault: files.ChangedLayout) -> str:
    lines = [f"{path.name}: the columns are not those of {fault.layout}. Nothing was changed."]
    if fault.missing:
        lines.append(f"  missing: {', '.join(fault.missing)}")
    if fault.unexpected:
        lines.append(f"  unexpected: {', '.join(fault.unexpected)[:500]}")
    return "\n".join(lines)


def _say_all(run: RegisterImport) -> None:
    say(
        f"{run.file_name} ({run.layout}, {run.encoding}, {run.source_on}): {run.rows_read} lines: "
        f"{run.rows_new} new, {run.rows_changed} changed, {run.rows_same} unchanged, "
        f"{run.rows_refused} unreadable."
    )
    for line, reason, begins in run.first_refused:
        say(f"  line {line}: {reason}: {begins}")
