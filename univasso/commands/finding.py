"""The index of search: comparing it with the database, building it again."""

from pathlib import Path

import click

from univasso.commands import cli, open_app, progress, say
from univasso.core.search import IndexUnusable
from univasso.finder import following

SHOWN = 20  # differences printed of each kind


@cli.group("search")
def search() -> None:
    """Look after this host's copy of the search index."""


@search.command()
@click.pass_obj
def check(instance: Path) -> None:
    """Compare the index with the database; exit 1 when they differ."""
    app = open_app(instance)
    with app.app_context():
        try:
            lacking, left_over = following.compare()
            count = following.index().count()
        except IndexUnusable as fault:
            raise click.ClickException(f"{fault}. Build it: univasso search rebuild") from fault
    _list("is not in the index", lacking)
    _list("should not be in the index", left_over)
    if lacking or left_over:
        raise click.ClickException(
            f"{len(lacking) + len(left_over)} differences. What changed a moment ago is followed "
            "within seconds; if they stay: univasso search rebuild"
        )
    say(f"{count} documents: the index says what the database says.")


def _list(what: str, keys: set[str]) -> None:
    for key in sorted(keys)[:SHOWN]:
        say(f"  {key} {what}")
    if len(keys) > SHOWN:
        say(f"  … and {len(keys) - SHOWN} more")


@search.command()
@click.pass_obj
def rebuild(instance: Path) -> None:
    """Build the index anew beside the one in use; searches go on meanwhile."""
    app = open_app(instance)
    with app.app_context():
        try:
            expected = following.expected_count()
            count = following.rebuild(lambda n: progress("search index", n, expected + 1))
            progress("search index", count, count)
        except TimeoutError as fault:
            raise click.ClickException(f"{fault}. Try again when it is done.") from fault
    say(f"{count} documents can be searched.")
