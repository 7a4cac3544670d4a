"""The databases tests run on: SQLite files, or a private PostgreSQL cluster (TEST_DATABASE=postgresql)."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

from univasso import create_app
from univasso.commands.install import prepare
from univasso.core.db import db

KEY = "a-key-for-tests-only-0123456789-abcdefghij"


def choose(tmp_path_factory):
    if os.environ.get("TEST_DATABASE") == "postgresql":
        return PostgreSQL()
    return SQLite(tmp_path_factory.mktemp("template"))


def _migrated(folder: Path, url: str) -> None:
    app = create_app(folder, SECRET_KEY=KEY, DATABASE_URL=url)
    prepare(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


class SQLite:
    """One migrated file, copied for each test: half a millisecond."""

    name = "sqlite"

    def __init__(self, folder: Path):
        self.folder = folder

    @contextmanager
    def started(self):
        file = self.folder / "univasso.db"
        _migrated(self.folder, f"sqlite:///{file}")
        # The copy must hold everything: fold the log into the file.
        subprocess.run(
            ["python3", "-c", f"import sqlite3; c = sqlite3.connect({str(file)!r}); "
             "c.execute('PRAGMA wal_checkpoint(TRUNCATE)'); c.close()"],
            check=True,
        )  # fmt: skip
        yield

    @contextmanager
    def fresh(self, folder: Path):
        shutil.copy(self.folder / "univasso.db", folder / "univasso.db")
        yield f"sqlite:///{folder / 'univasso.db'}"


class PostgreSQL:
    """A cluster of its own in a temporary folder, reached by a socket, thrown away at the end."""

    name = "postgresql"

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="univasso-pg-"))
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
        if self.bin is None:
            raise RuntimeError("PostgreSQL is not installed: tests/install_system_packages.sh")
        # The server refuses to be root; Debian's package made a user for it.
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name

    def _run(self, *command: str) -> None:
        prefix = ["runuser", "-u", self.user, "--"] if os.geteuid() == 0 else []
        subprocess.run([*prefix, *command], check=True, capture_output=True, cwd=self.folder)

    def _url(self, database: str) -> str:
        return f"postgresql://{self.user}@/{database}?host={self.folder}"

    @contextmanager
    def started(self):
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)
        data = str(self.folder / "data")
        self._run(
            str(self.bin / "initdb"), "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
        )
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=200"
        self._run(
            str(self.bin / "pg_ctl"), "-D", data, "-o", options, "-l", f"{data}.log", "-w", "start"
        )
        try:
            self._sql("CREATE DATABASE template_univasso")
            with tempfile.TemporaryDirectory() as folder:
                _migrated(Path(folder), self._url("template_univasso"))
            yield
        finally:
            self._run(str(self.bin / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
            shutil.rmtree(self.folder, ignore_errors=True)

    def _sql(self, sentence: str) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(sentence)

    @contextmanager
    def fresh(self, _folder: Path):
        name = f"test_{uuid4().hex[:12]}"
        self._sql(f"CREATE DATABASE {name} TEMPLATE template_univasso STRATEGY FILE_COPY")
        try:
            yield self._url(name)
        finally:
            self._sql(f"DROP DATABASE {name} WITH (FORCE)")
