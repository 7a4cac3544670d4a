"""Making an installation: init, migrate, invite, and what they refuse."""

import re
import socket
import stat

import pytest
from click.testing import CliRunner

from tests.reader import Reader
from univasso import create_app
from univasso.commands import cli, close
from univasso.commands.all import main as _main  # noqa: F401 — registers every command
from univasso.core.db import db
from univasso.models import KnowledgeNeed, Output, Role, User


@pytest.fixture
def run(tmp_path, monkeypatch):
    """``run("init", "a@b.test")`` in a place of its own; gives back what was printed."""
    monkeypatch.delenv("UNIVASSO_SECRET_KEY", raising=False)

    def command(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(cli, ["--instance", str(tmp_path / "place"), *words])
        assert done.exit_code == code, done.output + str(done.exception)
        return done.output

    command.folder = tmp_path / "place"
    return command


@pytest.fixture
def opened():
    """``opened(folder)``: the application of an installation, closed at the end of the test."""
    apps = []

    def open_one(folder):
        apps.append(create_app(folder))
        apps[-1].testing = True
        return apps[-1]

    yield open_one
    for app in apps:
        close(app)


def test_init_makes_a_real_installation_whose_first_administrator_has_a_link(run, opened):
    said = run("init", "ada@exemple.test")
    path = re.search(r"http://127\.0\.0\.1:8000(/invitations/\S+)", said)[1]
    config = run.folder / "config.toml"
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    assert "DEMONSTRATION" not in config.read_text()
    app = opened(run.folder)
    with app.app_context():
        assert (db.session.query(Output).count(), db.session.query(User).count()) == (0, 0)
        assert db.session.query(KnowledgeNeed).count() == 12
        db.session.remove()
    reader = Reader(app)
    reader.send(path, name="Ada Fictive", password="une phrase assez longue")
    page = reader("/administration/personnes", status=303)  # a second factor comes first
    assert page.response.location.startswith("/compte/renforcer")
    Reader(app)(path, status=410)  # the link served once
    with app.app_context():
        assert db.session.query(User).one().has(Role.ADMINISTRATOR)
        db.session.remove()


def test_init_refuses_a_weak_key(run, monkeypatch):
    monkeypatch.setenv("UNIVASSO_SECRET_KEY", "secret")
    assert "SECRET_KEY is weak" in run("init", "ada@exemple.test", code=1)


def test_nothing_is_done_without_a_key(run):
    assert "SECRET_KEY is missing" in run("migrate", code=1)


def test_a_setting_that_does_not_exist_is_named(run):
    run("init", "ada@exemple.test")
    config = run.folder / "config.toml"
    config.write_text(config.read_text() + 'COLOUR = "blue"\n')
    assert "COLOUR" in run("migrate", code=1)


def test_somebody_is_invited_once(run, opened):
    run("init", "ada@exemple.test")
    said = run("invite", "coralie@exemple.test", "--role", "coordinator")
    app = opened(run.folder)
    path = re.search(r"(/invitations/\S+)", said)[1]
    Reader(app).send(path, name="Coralie Fictive", password="une phrase assez longue")
    assert "already has an account" in run("invite", "coralie@exemple.test", code=1)


def test_pending_work_is_done_on_demand(run):
    run("init", "ada@exemple.test")
    assert "1 job(s) done" in run("jobs")
    assert len(list((run.folder / "mails").glob("*.eml"))) == 1
    assert "0 job(s) done" in run("jobs")


def test_a_taken_port_is_said_with_another_to_try(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"PORT={port + 1}" in run("run", "--port", str(port), code=1)
