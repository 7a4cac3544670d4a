"""Looking after what is kept: the chain of the history, the rules of retention."""

from pathlib import Path

import click

from univasso.commands import cli, open_app, say
from univasso.core import retention, seals
from univasso.core.db import transaction


@cli.group()
def audit() -> None:
    """Look after the history."""


@audit.command()
@click.option("--expect", default="", help="A seal written down earlier, that the chain must hold.")
@click.pass_obj
def verify(instance: Path, expect: str) -> None:
    """Walk the chain of seals from its first line; exit 1 where it breaks."""
    app = open_app(instance)
    with app.app_context():
        with transaction():
            seals.seal_new()
        verdict = seals.verify()
        is_held = not expect or seals.holds(expect)
    if verdict.broken is not None:
        raise click.ClickException(
            f"line {verdict.broken} does not hold ({verdict.why}); the {verdict.count} before it do"
        )
    if not is_held:
        raise click.ClickException("no line has this seal: the end of the history was taken away")
    say(f"The chain is intact up to line {verdict.last} ({verdict.count} lines).")
    say(f"Its last seal: {verdict.seal}")


@cli.group()
def privacy() -> None:
    """Look after the data about people."""


@privacy.command()
@click.option("--dry-run", is_flag=True, help="Only count.")
@click.pass_obj
def retain(instance: Path, dry_run: bool) -> None:
    """Apply the rules of retention now, as the worker does every six hours."""
    app = open_app(instance)
    with app.app_context():
        if dry_run:
            found = retention.foresee()
        else:
            with transaction():
                found = retention.run()
    for name, count in found.items():
        rule = retention.RULES[name]
        say(f"{count:>8}  {rule.label} ({rule.after.days} days)")
    say("Nothing was written." if dry_run else "Done.")
