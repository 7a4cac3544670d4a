"""Importing references: BibTeX, RIS, CSL-JSON, HAL, Crossref."""

from collections import Counter
from pathlib import Path

import click

from univasso.commands import cli, open_app, say
from univasso.core.db import transaction
from univasso.exchange import formats, matching, services
from univasso.exchange.matching import REASONS, State

WIDTH = 60


class Importing(click.Group):
    """``univasso import FILES`` means ``univasso import references FILES``."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        own = (*self.commands, *context.help_option_names)
        known = not args or args[0] in own
        return super().parse_args(context, args if known else ["references", *args])


@cli.group("import", cls=Importing)
def importing() -> None:
    """Bring in references, which need no further word, or the register of associations (rna)."""


@importing.command("references")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--write", is_flag=True, help="Write the new ones, as drafts; without it, only show.")
@click.option("--publish", is_flag=True, help="With --write: publish them at once.")
@click.option("--brief", is_flag=True, help="Show the counts, not each entry.")
@click.pass_obj
def import_references(
    instance: Path, files: tuple[Path, ...], write: bool, publish: bool, brief: bool
) -> None:
    """Show what FILES hold, against what is already here; write it with --write.

    BibTeX, RIS, CSL-JSON, and answers of HAL or Crossref; the format is told from the content.
    """
    app = open_app(instance)
    counts: Counter[str] = Counter()
    with app.app_context():
        here = matching.shelf()
        for file in files:
            counts += _import_file(file, here, write, publish, brief)
    total = ", ".join(f"{counts[name]} {name}" for name in (*State, "unreadable"))
    say(f"Total: {total}." + (f" {counts['written']} written." if write else ""))
    if not write and counts[State.NEW]:
        say("Nothing was written: add --write to keep the new ones as drafts.")


def _import_file(
    file: Path, here: matching.Shelf, write: bool, publish: bool, brief: bool
) -> Counter[str]:
    try:
        reading = formats.read(file.read_bytes())
    except OSError as fault:
        say(f"{file}: {fault.strerror}")
        return Counter(unreadable=1)
    say(f"{file}: {reading.format or 'not read'}")
    rows = services.compare(reading.records, here)
    for record, match in rows if not brief else ():
        reason = REASONS[match.reason] + (f" (no. {match.output_id})" if match.output_id else "")
        first = record.authors[0].family if record.authors else "—"
        say(f"  {match.state:<10} {record.issued[:4]:<4} {first[:20]:<20} {_short(record.title)}"
            f"{'  — ' + reason if reason else ''}")  # fmt: skip
    for one in reading.unreadable:
        say(f"  {'unreadable':<10} {one.where[:40]}{' — ' if one.where else ''}{one.reason}")
    written = 0
    if write:
        written = _write(file, [r for r, match in rows if match.state == State.NEW], publish)
    return Counter(match.state.value for _, match in rows) + Counter(
        unreadable=len(reading.unreadable), written=written
    )


def _short(title: str) -> str:
    return title if len(title) <= WIDTH else f"{title[: WIDTH - 1]}…"


def _write(file: Path, records: list, publish: bool) -> int:
    """One transaction a file: all of its new records, or none."""
    with transaction():
        for record in records:
            output = services.write(record, None, file.name)
            if publish:
                services.publish(output, None, file.name)
    return len(records)
