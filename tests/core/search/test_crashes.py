"""Writers die and files get lost; readers never notice, and nothing that was promised is gone."""

import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from tests.core.search.conftest import FACETS, document
from tests.core.search.nursery import MOMENTS
from univasso.core.search import Index, IndexUnusable, parse

KILLS = int(os.environ.get("KILLS", "12"))  # 100 for a thorough run


class Nursery:
    """Writers that may be killed, each a process of its own."""

    def __init__(self):
        command = [sys.executable, "-W", "ignore", "-m", "tests.core.search.nursery"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, task, folder, argument):
        self._process.stdin.write(f"{task} {folder} {argument}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def ended(self):
        return int(self._process.stdout.readline())

    def close(self):
        self._process.communicate(timeout=30)


@pytest.fixture(scope="module")
def nursery():
    made = Nursery()
    yield made
    made.close()


def acknowledged(index):
    """The last number that the writer was told to be safe."""
    path = index.folder.parent / "acknowledged"
    lines = path.read_text().split("\n")[:-1] if path.exists() else []
    return int(lines[-1]) if lines else 0


def orphans(index):
    """Files of the index that the live state does not account for."""
    state = index._viewer.view().state
    names = {name for name, _ in state.segments}
    known = {f"{name}.arrays" for name in names} | {gone for _, gone in state.segments}
    home = index.folder / state.home
    strange = [p for p in home.iterdir() if p.name not in known and p.name != "whoosh"]
    strange += [p for p in index.folder.glob("home-*") if p != home]
    strange += index.folder.glob("live.json.*")
    for path in (home / "whoosh").iterdir():
        if path.name not in (f"_MAIN_{state.generation}.toc", "MAIN_WRITELOCK") and (
            path.name.split(".")[0].removeprefix("MAIN_") not in names
        ):
            strange.append(path)
    return strange


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_writer_that_dies_leaves_all_or_nothing(index, nursery, moment):
    index.index(document(str(n), "sport", f"numéro {n}", need=["1"]) for n in range(4))
    for n in range(4, 8):
        index.index([document(str(n), "sport", f"numéro {n}", need=["1"])])
    nursery.start("dying", index.folder, moment.replace(" ", "_"))
    assert nursery.ended() == -signal.SIGKILL
    fresh = Index(index.folder, FACETS)
    seen = set(fresh.find(parse("sport", "fr"), limit=99).keys)
    assert seen - {"new"} == {str(n) for n in range(8)}
    has_new = fresh.find(parse("remplacé", "fr")).keys == ["1"]
    assert has_new == ("new" in seen)
    assert fresh.find(parse('"numéro 1"', "fr")).keys == ([] if has_new else ["1"])

    started = time.process_time()
    fresh.index([document("next", "sport", "suite")])
    assert time.process_time() - started < 5
    assert "next" in fresh.find(parse("sport", "fr"), limit=99).keys
    assert fresh.find(parse("numéro", "fr"), facets=("need",)).total in (7, 8)
    assert orphans(fresh) == []


def test_random_kills_lose_nothing_that_was_acknowledged(index, nursery):
    chance = random.Random(1)
    index.index([document("0", "sport", "vversion0")])
    safe = 0
    for _ in range(KILLS):
        writer = nursery.start("writing", index.folder, safe)
        time.sleep(chance.uniform(0.01, 0.2))
        os.kill(writer, signal.SIGKILL)
        assert nursery.ended() == -signal.SIGKILL
        safe = max(safe, acknowledged(index))
        keys = index.find(parse("sport", "fr"), limit=5000).keys
        assert set(map(str, range(safe + 1))) <= set(keys)
        # The one that was being written is there whole, or not at all.
        assert len(keys) == len(set(keys)) <= safe + 2
        safe = max(map(int, keys))
    started = time.process_time()
    index.index([document("end", "sport")])
    assert time.process_time() - started < 5
    assert orphans(index) == []
    # What a dead writer had committed without naming it is brought back by the next one.
    assert index.keys() - {str(safe + 1)} == {*map(str, range(safe + 1)), "end"}


def test_a_reader_beside_a_writer_never_sees_a_document_twice_or_out_of_date(index, nursery):
    index.index(document(f"k{n}", "stable", "v0") for n in range(20))
    index.index([document("0", "sport", "vversion0")])
    writer = nursery.start("writing", index.folder, 0)
    try:
        until = time.monotonic() + 3
        last, reads = 0, 0
        while time.monotonic() < until:
            safe = acknowledged(index)
            assert index.find(parse("stable", "fr")).total == 20
            found = index.find(parse("sport", "fr"), limit=5000).keys
            assert len(found) == len(set(found)) >= last
            assert set(map(str, range(safe + 1))) <= set(found)
            assert index.find(parse("vversion*", "fr"), limit=50).keys == ["0"]
            if safe:
                assert index.find(parse(f"vversion{safe - 1}", "fr")).keys == []
            last, reads = len(found), reads + 1
        assert reads > 50
        assert last > 3
    finally:
        os.kill(writer, signal.SIGKILL)
        nursery.ended()


def test_searches_and_edits_go_on_while_another_process_rebuilds(index):
    index.index([document("old", "sport")])
    seen = []

    def documents():
        for n in range(30):
            seen.append(index.find(parse("sport", "fr")).keys)
            if n == 10:
                index.index([document("meanwhile", "sport")])
            yield document(f"new{n}", "sport")

    other = Index(index.folder, FACETS)
    other.rebuild(documents(), mark="before")
    assert seen[0] == ["old"]
    assert sorted(seen[-1]) == ["meanwhile", "old"]
    assert index.keys() == {f"new{n}" for n in range(30)}
    assert index.mark == "before"
    assert orphans(index) == []


def test_a_rebuild_that_dies_leaves_the_old_index(index):
    index.index([document("old", "sport")])

    def documents():
        yield document("new", "sport")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        index.rebuild(documents())
    assert index.keys() == {"old"}
    index.rebuild([document("new", "sport")])
    assert index.keys() == {"new"}
    assert orphans(index) == []


def test_the_state_tells_whether_there_is_something_to_search(tmp_path):
    index = Index(tmp_path / "search", FACETS)
    seen = []

    def documents():
        seen.append(index.status())
        yield document("1", "un")

    index.rebuild(documents())
    assert [*seen, index.status()] == ["building", "ready"]


def spoil_the_arrays(folder):
    path = next(folder.glob("home-*/*.arrays"))
    os.truncate(path, path.stat().st_size - 10)


def spoil_the_state(folder):
    (folder / "live.json").write_text('{"home": ')


def lose_the_home(folder):
    next(folder.glob("home-*")).rename(folder / "elsewhere")


def age_the_version(folder):
    path = folder / "live.json"
    path.write_text(path.read_text().replace('"version": ', '"version": 9'))


@pytest.mark.parametrize(
    "spoil", [spoil_the_arrays, spoil_the_state, lose_the_home, age_the_version]
)
def test_a_spoilt_index_says_so_and_is_built_again(index, spoil):
    index.index([document("1", "sport")])
    spoil(index.folder)
    fresh = Index(index.folder, FACETS)
    with pytest.raises(IndexUnusable):
        fresh.find(parse("sport", "fr"))
    with pytest.raises(IndexUnusable):
        fresh.index([document("2", "sport")])
    assert fresh.status() == "missing"
    fresh.rebuild([document("1", "sport")])
    assert fresh.find(parse("sport", "fr")).keys == ["1"]


def test_other_facets_are_another_version(index):
    with pytest.raises(IndexUnusable):
        Index(index.folder, ("need",)).keys()


def test_threads_search_while_another_one_writes(index):
    index.index(document(f"k{n}", "stable") for n in range(30))
    seen, faults = [], []

    def search():
        try:
            while len(seen) < 400:
                seen.append(index.find(parse("stable", "fr"), facets=FACETS).total)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(15):
        index.index([document(f"k{n}", "stable", f"édition {n}")])
    for thread in threads:
        thread.join()
    assert faults == []
    assert set(seen) == {30}
