"""``python -m bench.last_seat``: a crowd registers at once for one seat, on two server processes.

Each visitor opens the page and waits; then all send their forms at the same moment. Of each run
exactly one is confirmed, the others wait in order, and no answer is an error. Prints the median and
the slowest answer. ``--database`` names a PostgreSQL database that may be filled; a file of SQLite
is used otherwise.
"""

import argparse
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from datetime import timedelta
from pathlib import Path

from univasso import create_app
from univasso.commands.install import prepare
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models.registrations import Registration
from univasso.models.seminars import Seminar, SeminarState

KEY = "a-key-for-measures-only-0123456789-abcdef"
PROCESSES = 2
SERVE = (
    "import logging, waitress, wsgi; logging.getLogger('waitress.queue').disabled = True; "
    "waitress.serve(wsgi.app, port={port}, threads=8, connection_limit=500)"
)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def started(folder: Path, url: str) -> list[tuple[subprocess.Popen, int]]:
    about = {"UNIVASSO_INSTANCE": str(folder), "UNIVASSO_SECRET_KEY": KEY, "UNIVASSO_DATABASE_URL": url,
             "UNIVASSO_WORK_IN_SERVER": "false"}  # fmt: skip
    servers = []
    for _ in range(PROCESSES):
        port = free_port()
        code = [sys.executable, "-c", SERVE.format(port=port)]
        servers.append((subprocess.Popen(code, env=os.environ | about), port))
    for _server, port in servers:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.2)
    return servers


class Visitor(threading.Thread):
    """Somebody with an address of their own, who opens the page and sends the form when told."""

    def __init__(self, number: int, port: int, seminar: int, start: threading.Barrier):
        super().__init__()
        self.number, self.port, self.seminar, self.start_all = number, port, seminar, start
        self.status, self.seconds = 0, 0.0

    def run(self) -> None:
        home = (f"127.0.{self.number // 200 + 1}.{self.number % 200 + 1}", 0)
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120, source_address=home)
        line.request("GET", f"/rencontres/{self.seminar}-cafe")
        page = line.getresponse()
        cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
        text = page.read().decode()
        token, once = (re.search(rf'name="{n}" value="([^"]+)"', text)[1]
                       for n in ("csrf_token", "once"))  # fmt: skip
        form = urllib.parse.urlencode({
            "csrf_token": token, "once": once, "name": f"Personne {self.number}",
            "email": f"p{self.number}@exemple.test", "way": "room", "part": "active",
        })  # fmt: skip
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.start_all.wait()
        began = time.perf_counter()
        line.request("POST", f"/rencontres/{self.seminar}/inscription", form, headers)
        answer = line.getresponse()
        answer.read()
        self.status, self.seconds = answer.status, time.perf_counter() - began


def one_run(ports: list[int], crowd: int) -> list[float]:
    starts_at = clock.now() + timedelta(days=20)
    with transaction():
        seminar = Seminar(
            state=SeminarState.ANNOUNCED, kind="cafe", title_fr="Café", room_seats=1,
            starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
        )  # fmt: skip
        db.session.add(seminar)
        db.session.flush()
        number = seminar.id
    start = threading.Barrier(crowd)
    visitors = [Visitor(n, ports[n % len(ports)], number, start) for n in range(crowd)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    db.session.rollback()
    rows = db.session.query(Registration).filter_by(seminar_id=number).order_by(Registration.place)
    states = [row.state for row in rows]
    assert [v.status for v in visitors] == [303] * crowd, sorted({v.status for v in visitors})
    assert states == ["confirmed"] + ["waiting"] * (crowd - 1)
    assert [row.place for row in rows] == list(range(1, crowd + 1))
    return [visitor.seconds for visitor in visitors]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crowd", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="last-seat-"))
    url = asked.database or f"sqlite:///{folder / 'univasso.db'}"
    app = create_app(folder, SECRET_KEY=KEY, DATABASE_URL=url)
    prepare(app)
    servers = started(folder, url)
    try:
        with app.app_context():
            for run in range(1, asked.runs + 1):
                took = one_run([port for _server, port in servers], asked.crowd)
                middle, slowest = statistics.median(took), max(took)
                said = f"run {run}: 1 confirmed, {asked.crowd - 1} waiting in order"
                print(f"{said}; median {middle:.2f} s, slowest {slowest:.2f} s", flush=True)
    finally:
        for server, _port in servers:
            server.terminate()


if __name__ == "__main__":
    main()
