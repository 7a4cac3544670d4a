"""The demonstration, filled once for all tests of search: real notices and real documents."""

from types import SimpleNamespace

import pytest

from tests import make
from tests.conftest import KEY
from tests.reader import Reader
from univasso import create_app
from univasso.core import files
from univasso.core.db import db
from univasso.demonstration import filling
from univasso.finder import following


@pytest.fixture(scope="session")
def filled(tmp_path_factory, server):
    """The application of a demonstration. Tests read it; those that write have their own."""
    folder = tmp_path_factory.mktemp("demonstration")
    with server.fresh(folder) as url:
        app = create_app(folder, SECRET_KEY=KEY, DATABASE_URL=url, PUBLIC_URL="http://localhost")
        app.testing = True
        filling.fill(app, lambda *_a, **_k: None)
        filling.build_index(app, lambda *_a, **_k: None)
        yield SimpleNamespace(app=app, folder=folder)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def demonstration(filled):
    """That application, its index and its files open again: another test may have opened others."""
    following.open_in(filled.folder / "search")
    files.store.folder = filled.folder / "files"
    make.bind(filled.app)
    return filled.app


@pytest.fixture
def visit(demonstration):
    """``visit("/recherche?q=…")``: a page of the demonstration, read as a critic would."""
    return Reader(demonstration)
