"""Writing the pages of ``docs/`` that say what the code says."""

from pathlib import Path

import click

from univasso.commands import cli, open_app, say
from univasso.documentation import PAGES


@cli.command("docs")
@click.option("--into", type=click.Path(path_type=Path), default=Path("docs"), show_default=True)
@click.pass_obj
def write_docs(instance: Path, into: Path) -> None:
    """Write settings, commands, addresses, permissions and workflows again."""
    app = open_app(instance)
    for name, page in PAGES.items():
        (into / name).write_text(page(app), "utf-8")
        say(f"{into / name}")
