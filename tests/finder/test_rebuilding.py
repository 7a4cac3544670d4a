"""The commands of search, and ten thousand records rebuilt while people search."""

import json
import random
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import insert

from tests import make
from tests.conftest import KEY
from univasso.commands import all as every
from univasso.commands import cli
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.core.search import Document, Text, parse
from univasso.finder import following
from univasso.finder.facets import INDEXED
from univasso.models import Output, OutputState

MANY = 10_000
SENTENCES = Path(__file__).parents[2] / "bench/corpus/sentences.txt"


@pytest.fixture
def command(app, instance):
    """``command("search", "check")``: what it printed, and its exit code."""
    folder, url = instance
    (folder / "config.toml").write_text(
        f'SECRET_KEY = "{KEY}"\nDATABASE_URL = {json.dumps(url)}\n', "utf-8"
    )

    assert "finding" in every.__all__

    def run(*words: str):
        done = CliRunner().invoke(cli, ["--instance", str(folder), *words])
        following.open_in(folder / "search")
        return done

    return run


def test_check_says_what_differs_and_rebuild_mends_it(app, context, command):
    missing = command("search", "check")
    assert missing.exit_code == 1
    assert "univasso search rebuild" in missing.output
    output = make.output()
    built = command("search", "rebuild")
    assert (built.exit_code, built.output.splitlines()[-1]) == (0, "13 documents can be searched.")
    assert command("search", "check").exit_code == 0

    stranger = Document("output:999", "output", (Text("Un texte de nulle part"),))
    following.index().change([stranger], [f"output:{output.id}"])
    checked = command("search", "check")
    assert checked.exit_code == 1
    assert f"output:{output.id} is not in the index" in checked.output
    assert "output:999 should not be in the index" in checked.output
    assert command("search", "rebuild").exit_code == 0
    assert command("search", "check").exit_code == 0


def bulk(count: int) -> None:
    """Published notices in French words, written at once."""
    words = SENTENCES.read_text("utf-8").split()
    chance = random.Random(7)
    now = clock.now()
    rows = [
        {
            "state": OutputState.PUBLISHED, "kind_code": "note", "language": "fr",
            "title_fr": " ".join(chance.choices(words, k=8))[:300],
            "abstract_fr": " ".join(chance.choices(words, k=30)),
            "issued": str(2000 + n % 25), "issued_key": (2000 + n % 25) * 10000,
            "published_at": now, "submitted_at": now,
        }
        for n in range(count)
    ]  # fmt: skip
    with transaction():
        db.session.execute(insert(Output), rows)


def test_ten_thousand_records_are_rebuilt_while_people_search(app, context):
    following.follow()
    bulk(MANY)
    typed = ["association", "vie locale", '"de la"', "cultur*", "sport santé famille", ""]
    failed, answered = [], []
    is_over = threading.Event()

    def search(seed: int) -> None:
        chance = random.Random(seed)
        while not is_over.is_set():
            try:
                query = parse(chance.choice(typed), "fr")
                found = following.index().find(query, facets=INDEXED)
                answered.append(found.total)
                if query.is_empty and found.total not in (12, MANY + 12):
                    failed.append(found.total)
            except Exception as fault:
                failed.append(fault)
            time.sleep(0.01)

    threads = [threading.Thread(target=search, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    seen = []
    try:
        assert following.rebuild(seen.append) == MANY + 12
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
    assert failed == []
    assert len(answered) > 20
    assert seen[-1] == MANY + 12
    assert following.index().find(parse("", "fr")).total == MANY + 12
