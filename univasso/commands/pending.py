"""Doing the pending work: jobs."""

from pathlib import Path

import click

from univasso.commands import cli, open_app, say
from univasso.core import jobs
from univasso.worker import Worker


@cli.command("jobs")
@click.option("--watch", is_flag=True, help="Go on until interrupted.")
@click.pass_obj
def do_jobs(instance: Path, watch: bool) -> None:
    """Do the pending work: mails, words of files, this host's copy of the index."""
    app = open_app(instance)
    if watch:
        worker = Worker(app)
        try:
            worker.run()
        except KeyboardInterrupt:
            say("Stopped.")
        return
    with app.app_context():
        done = jobs.run_due(limit=10_000)
        Worker(app).look()
    say(f"{done} job(s) done.")
