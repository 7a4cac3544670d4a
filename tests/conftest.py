"""What every test may ask for: a real application on a real database, a picky reader, a movable clock."""

import shutil
from datetime import timedelta

import pytest

from tests import databases, make, once
from tests.reader import Reader
from univasso import create_app
from univasso.core import clock, jobs
from univasso.core.db import db
from univasso.worker import Worker

KEY = "a-key-for-tests-only-0123456789-abcdefghij"


LONG = ("security", "crashes", "house")  # the folders whose files take longest


def pytest_collection_modifyitems(items):
    """Browser tests are marked. Long files come first: nobody waits for the last of them."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
    items.sort(key=lambda item: item.path.parent.name not in LONG)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The database server of this run: files for SQLite, a private cluster for PostgreSQL."""
    chosen = databases.choose(tmp_path_factory)
    with chosen.started():
        yield chosen


@pytest.fixture
def instance(tmp_path, server):
    """A folder of state whose database is a fresh copy of a migrated one."""
    with server.fresh(tmp_path) as url:
        yield tmp_path, url
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def app(instance):
    """The application on that instance."""
    folder, url = instance
    app = create_app(folder, SECRET_KEY=KEY, DATABASE_URL=url, PUBLIC_URL="http://localhost")
    app.testing = True
    app.jinja_env.bytecode_cache = once.TEMPLATES
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    clock.shift(timedelta(0))


@pytest.fixture
def context(app):
    """An application context, for tests of services and queries."""
    with app.app_context():
        make.bind(app)
        yield app


@pytest.fixture
def read(app):
    """``read("/besoins/3", as_=somebody)``: a page, read as a critic would."""
    return Reader(app)


@pytest.fixture
def work(app):
    """Do everything that is pending, as the worker does."""

    def all_of_it() -> None:
        with app.app_context():
            jobs.run_due(1000)
            Worker(app).look()
            db.session.remove()

    return all_of_it


@pytest.fixture
def later():
    """``later(days=9)`` moves the clock."""

    def move(**duration) -> None:
        clock.shift(timedelta(**duration))

    yield move
    clock.shift(timedelta(0))
