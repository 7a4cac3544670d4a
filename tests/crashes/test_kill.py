"""kill -9 in the middle of deposits and publications, fifty times (ROUNDS): nothing acknowledged is lost,
nothing is doubled, and the index agrees with the database within thirty seconds.
"""

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from tests import make
from tests.house.source import ROOT
from univasso.core.db import db
from univasso.finder import following
from univasso.models import Output, OutputState, Role

ROUNDS = int(os.environ.get("ROUNDS", "50"))
WAITING = 40 * ROUNDS  # outputs that wait to be published: more than one can publish
AGREES_WITHIN = 30  # seconds


class Person:
    """Somebody who presses buttons, and notes what the server acknowledged."""

    def __init__(self, port: int, number: int):
        self.port, self.cookie, self.token = port, "", ""
        self.token = self.read_token()
        self.post(f"/connexion/demonstration/{number}")
        self.token = self.read_token()

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode("utf-8", "replace")
            if answer.getheader("Set-Cookie"):
                self.cookie = answer.getheader("Set-Cookie").split(";")[0]
            return answer.status, answer.getheader("Location") or "", page
        finally:
            connection.close()

    def read_token(self) -> str:
        page = self.ask("GET", "/affichage")[2]
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]

    def post(self, path: str, **fields) -> tuple[int, str, str]:
        return self.ask("POST", path, urlencode({"csrf_token": self.token, **fields}))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(folder, port: int, settings: dict) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crashes.serving", str(folder), str(port)],
        cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return process
    raise AssertionError("the server does not start again")


@pytest.mark.slow
def test_nothing_acknowledged_is_lost(app, instance):
    folder, url = instance
    with app.app_context():
        make.bind(app)
        member = make.user(Role.MEMBER, is_fictional=True).id
        team = make.coordinator(is_fictional=True).id
        with make.transaction():
            waiting = [make.output(OutputState.SUBMITTED).id for _ in range(WAITING)]
        db.session.remove()
    settings = {"UNIVASSO_SECRET_KEY": app.config["SECRET_KEY"], "UNIVASSO_DATABASE_URL": url,
                "UNIVASSO_DEMONSTRATION": "true"}  # fmt: skip
    deposited, published, port, chance = [], [], free_port(), random.Random(20261124)
    process = start(folder, port, settings)
    people = [Person(port, member), Person(port, team)]
    for number in range(ROUNDS):
        stop = threading.Event()
        hands = [
            threading.Thread(target=deposit, args=(people[0], deposited, stop, number)),
            threading.Thread(target=publish, args=(people[1], published, waiting, stop)),
        ]
        for hand in hands:
            hand.start()
        time.sleep(chance.uniform(0.1, 0.9))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        stop.set()
        for hand in hands:
            hand.join()
        process = start(folder, port, settings)
    try:
        compare(app, deposited, published)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def deposit(person: Person, ledger: list[str], stop: threading.Event, number: int) -> None:
    """Deposit until the server dies; a title is noted once its answer has arrived."""
    count = 0
    while not stop.is_set():
        title = f"Dépôt {number}-{count}"
        try:
            status, location, _ = person.post(
                "/productions/deposer", kind_code="note", title=title, once=title
            )
        except (OSError, http.client.HTTPException):
            return
        if status == 303 and location:
            ledger.append(title)
        count += 1


def publish(person: Person, ledger: list[int], waiting: list[int], stop: threading.Event) -> None:
    while waiting and not stop.is_set():
        number = waiting.pop()
        try:
            status, _, _ = person.post(
                f"/productions/{number}/etapes/publish", once=f"publish-{number}"
            )
        except (OSError, http.client.HTTPException):
            return
        if status == 303:
            ledger.append(number)


def compare(app, deposited: list[str], published: list[int]) -> None:
    """The ledger, the database and the index say the same."""
    with app.app_context():
        titles = Counter(db.session.scalars(db.select(Output.title_fr)))
        states = dict(db.session.execute(db.select(Output.id, Output.state)).all())
        if db.engine.dialect.name == "sqlite":
            assert db.session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert len(deposited) > ROUNDS
        assert len(published) > ROUNDS
        assert [t for t in deposited if titles[t] != 1] == []
        assert [n for n in published if states[n] != OutputState.PUBLISHED] == []
        assert [t for t, count in titles.items() if t.startswith("Dépôt") and count > 1] == []
        db.session.rollback()
        end = time.monotonic() + AGREES_WITHIN
        while (difference := following.compare()) != (set(), set()) and time.monotonic() < end:
            time.sleep(0.5)
        assert difference == (set(), set())
        print(
            f"{ROUNDS} rounds, {len(deposited)} deposits and {len(published)} publications acknowledged"
        )
        db.session.remove()
