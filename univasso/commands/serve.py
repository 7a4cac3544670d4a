"""Serving: the one command that a newcomer types."""

import socket
import threading
import webbrowser
from pathlib import Path

import click
import waitress

from univasso.commands import cli, open_app, progress, say
from univasso.commands.install import prepare, write_config
from univasso.demonstration import filling, orcid
from univasso.worker import Worker


@cli.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--open", "browse", is_flag=True, help="Open the browser too.")
@click.pass_obj
def run(instance: Path, port: int, host: str, browse: bool) -> None:
    """Serve the application; a new instance is first filled with the demonstration."""
    is_new = not (instance / "config.toml").exists()
    if is_new:
        say(f"New instance in {instance}: a demonstration, with fictional accounts marked as such.")
    write_config(instance, demonstration=True)
    _require_free(host, port)
    given = {"PUBLIC_URL": f"http://{host}:{port}"} if is_demo(instance) else {}
    app = open_app(instance, **given)
    prepare(app)
    if app.config["DEMONSTRATION"]:
        filling.fill(app, progress)
        orcid.attach(app)
    say(f"  {filling.build_index(app, progress)} documents can be searched.")
    worker = Worker(app, does_jobs=app.config["WORK_IN_SERVER"])
    worker.start()
    _welcome(app, host, port)
    if browse:
        threading.Timer(1, webbrowser.open, [f"http://{host}:{port}/"]).start()
    try:
        waitress.serve(app, host=host, port=port, **options(app))
    finally:
        worker.stop()


def options(app) -> dict:
    """How waitress serves. What proxies say of a request is left in it: waitress would take it away,
    and every visitor behind a proxy would pass for somebody sitting at this very machine."""
    return {
        "threads": 8,
        "ident": None,
        "channel_timeout": 30,
        "max_request_body_size": app.config["MAX_CONTENT_LENGTH"] + 65536,
        "clear_untrusted_proxy_headers": False,
    }


def is_demo(instance: Path) -> bool:
    return "DEMONSTRATION = true" in (instance / "config.toml").read_text("utf-8")


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise click.ClickException(
                f"Port {port} is taken. Choose another: make run PORT={port + 1}"
            ) from None


def _welcome(app, host: str, port: int) -> None:
    say("")
    say(f"Univ'Asso is served on http://{host}:{port}/   (Ctrl+C stops it)")
    if app.config["DEMONSTRATION"]:
        say("  · search: try  bénévol·es  or  l'engagement")
        say(f"  · sign in with one click: http://{host}:{port}/connexion")
        say(f"  · mails are kept in {app.instance_path}/mails and in the administration")
