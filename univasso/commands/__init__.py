"""The ``univasso`` command: one word for each thing an operator does."""

import logging
import os
import sys
from pathlib import Path

import click

from univasso import create_app
from univasso.config import ConfigurationError
from univasso.core.db import db

BAR = 30  # characters


def say(sentence: str = "") -> None:
    click.echo(sentence)


def progress(label: str, done: int, total: int) -> None:
    """A bar that takes the place of the former one on a terminal; elsewhere, only its end."""
    filled = BAR * done // max(total, 1)
    line = f"  {label:<28} [{'#' * filled}{'.' * (BAR - filled)}] {done}/{total}"
    if sys.stdout.isatty():
        click.echo(f"\r\033[K{line}", nl=done >= total)
    elif done >= total:
        click.echo(line)


def open_app(instance: Path | None = None, **given):
    """The application of an instance, or a sentence and the end of the command.

    Its connections end with the command.
    """
    try:
        app = create_app(instance or os.environ.get("UNIVASSO_INSTANCE", "instance"), **given)
    except ConfigurationError as fault:
        raise click.ClickException(str(fault)) from fault
    click.get_current_context().call_on_close(lambda: close(app))
    return app


def close(app) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--instance",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the whole state (default: $UNIVASSO_INSTANCE, else ./instance).",
)
@click.pass_context
def cli(context: click.Context, instance: Path | None) -> None:
    """Univ'Asso: search, questions, pairings, projects and meetings of a research programme."""
    context.obj = instance or Path(os.environ.get("UNIVASSO_INSTANCE", "instance"))
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )


def main() -> None:
    """The entry point; a broken pipe is a quiet end."""
    try:
        cli.main(prog_name="univasso")
    except BrokenPipeError:
        sys.exit(0)
