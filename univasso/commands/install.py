"""Making an installation and keeping it: init, migrate, invite."""

from pathlib import Path

import click
import flask_migrate

from univasso.accounts import services as accounts
from univasso.accounts.services import consents
from univasso.commands import cli, open_app, say
from univasso.config import ConfigurationError, new_key, require_strong_key
from univasso.core.db import transaction
from univasso.finder import bridges
from univasso.models.accounts import Role
from univasso.needs import vocabularies
from univasso.web.mailing import address


def write_config(instance: Path, *, demonstration: bool) -> None:
    """The first ``config.toml``, readable by its owner only; one that exists is left as it is."""
    file = instance / "config.toml"
    if file.exists():
        return
    instance.mkdir(parents=True, exist_ok=True)
    lines = [f'SECRET_KEY = "{new_key()}"']
    if demonstration:
        lines += ["DEMONSTRATION = true", 'TEAM_MAIL = "equipe@demonstration.example"']
    file.touch(mode=0o600)
    file.write_text("\n".join(lines) + "\n", "utf-8")


def prepare(app) -> None:
    """Bring the schema to this version and load the vocabularies; harmless when it is done."""
    with app.app_context():
        flask_migrate.upgrade(revision="head")
        with transaction():
            consents.load()
            vocabularies.load()
            bridges.load_first()


@cli.command()
@click.argument("email")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Of the mail.")
@click.pass_obj
def init(instance: Path, email: str, language: str) -> None:
    """Make a real installation; EMAIL is its first administrator, who gets a one-time link."""
    write_config(instance, demonstration=False)
    app = open_app(instance)
    try:
        require_strong_key(app.config["SECRET_KEY"])
    except ConfigurationError as fault:
        raise click.ClickException(str(fault)) from fault
    prepare(app)
    _invite(app, email, Role.ADMINISTRATOR, language)


@cli.command()
@click.pass_obj
def migrate(instance: Path) -> None:
    """Bring the database to this version of the application, and its vocabularies with it."""
    prepare(open_app(instance))
    say("The database is up to date.")


@cli.command()
@click.argument("email")
@click.option("--role", type=click.Choice([r.value for r in Role]), default=Role.COORDINATOR.value)
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Of the mail.")
@click.pass_obj
def invite(instance: Path, email: str, role: str, language: str) -> None:
    """Invite somebody by mail; the link is printed too."""
    _invite(open_app(instance), email, Role(role), language)


def _invite(app, email: str, role: Role, language: str) -> None:
    with app.app_context():
        try:
            with transaction():
                _, token = accounts.invite(email, role, None, language)
        except accounts.AlreadyMember:
            raise click.ClickException(f"{email} already has an account.") from None
        say(f"Invitation of {email} as {role}, good for 14 days, once:")
        say(f"  {address('accounts.invitation', token=token)}")
