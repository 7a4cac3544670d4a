"""The index follows the database, whatever happens to either, and search always answers."""

import json
import shutil
import subprocess
import sys
from datetime import timedelta

import pytest

from tests import make
from tests.everywhere import everywhere
from univasso.accounts import erasure
from univasso.core import changes, clock, retention
from univasso.core.db import db, transaction
from univasso.core.french import sort_key
from univasso.core.search import Index, IndexUnusable, parse
from univasso.finder import documents, following
from univasso.finder.facets import INDEXED
from univasso.models import Output, OutputState, Researcher
from univasso.outputs.services import notices, review
from univasso.worker import Worker

WORD = "zygomorphe"


@pytest.fixture
def small(app, context):
    """A small programme whose index was built."""
    for number in range(4):
        title = f"Les bénévoles du numéro {number}"
        make.output(title_fr=title, sort_key=sort_key(title), licence="cc-by-4.0")
    following.follow()
    return app


def look(app) -> None:
    """One look of the worker, and nothing else."""
    Worker(app).look()


def found(read, words: str) -> list[str]:
    """The addresses of what the search page shows."""
    links = read(f"/recherche?q={words}").links()
    return sorted({a.split("?")[0] for a in links if a.startswith("/productions/") and "?q=" in a})


def test_what_is_published_is_found_after_one_look(small, read):
    team, output = make.coordinator(), make.output(OutputState.SUBMITTED, title_fr=f"Étude {WORD}")
    look(small)
    assert found(read, WORD) == []
    with transaction():
        review.publish(output, team)
    look(small)
    assert found(read, WORD) == [f"/productions/{output.id}"]


def test_what_is_withdrawn_is_gone_at_once_and_comes_back_when_restored(small, read):
    team, output = make.coordinator(), make.output(title_fr=f"Étude {WORD}")
    look(small)
    with transaction():
        review.withdraw(output, team, "Une erreur de calcul.", "error")
    page = read(f"/recherche?q={WORD}")  # before any look
    assert f"/productions/{output.id}" not in page.html
    assert "Aucune production" in page.words
    for form in ("csv", "ris", "bib", "json", "atom"):
        text = read.client.get(f"/recherche.{form}?q={WORD}").get_data(as_text=True)
        assert f"/productions/{output.id}" not in text
    look(small)
    assert following.index().find(parse(WORD, "fr")).total == 0
    assert WORD not in read.client.get(f"/recherche/suggestions?q={WORD[:4]}").json
    assert WORD not in read("/recherche?q=zygomorpe").words
    with transaction():
        review.restore(output, team)
    look(small)
    assert found(read, WORD) == [f"/productions/{output.id}"]


def test_a_text_under_embargo_is_no_longer_searched_and_is_again_to_the_minute(small, read, later):
    team, output = make.coordinator(), make.output(title_fr="Une étude", licence="cc-by-4.0")
    make.page_of_text(output, "Rien ici.", f"La page parle de {WORD}.")
    look(small)
    assert "#page=2" in read(f"/recherche?q={WORD}").html
    with transaction():
        notices.set_embargo(output, clock.now() + timedelta(hours=2), False, team)
    page = read(f"/recherche?q={WORD}")
    assert f"parle de <mark>{WORD}" not in page.html
    look(small)
    assert found(read, WORD) == []
    later(minutes=119)
    look(small)
    assert found(read, WORD) == []
    later(minutes=121)
    look(small)
    assert "#page=2" in read(f"/recherche?q={WORD}").html


def test_a_hidden_title_is_gone_at_once_and_back_to_the_minute(small, read, later):
    team, output = make.coordinator(), make.output(title_fr=f"Étude {WORD}")
    look(small)
    with transaction():
        notices.set_embargo(output, clock.now() + timedelta(minutes=30), True, team)
    assert f"/productions/{output.id}" not in read(f"/recherche?q={WORD}").html
    look(small)
    assert following.index().find(parse(WORD, "fr")).total == 0
    later(minutes=29)
    look(small)
    assert found(read, WORD) == []
    later(minutes=31)
    look(small)
    assert found(read, WORD) == [f"/productions/{output.id}"]


def begin_and_stop(output):
    output.title_fr = f"Étude {WORD}"
    db.session.flush()
    raise RuntimeError("stop")


def test_a_rolled_back_change_leaves_no_trace(small, read):
    output = make.output(title_fr="Étude sans mot rare")
    look(small)
    with pytest.raises(RuntimeError, match="stop"), transaction():
        begin_and_stop(output)
    look(small)
    assert found(read, WORD) == []


# What may befall the folder of an index


def live(folder):
    return json.loads((folder / "live.json").read_text())


def removed(folder):
    shutil.rmtree(folder)


def emptied(folder):
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def cut_short(folder):
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def arrays_cut_short(folder):
    for path in folder.rglob("*.arrays"):
        path.write_bytes(path.read_bytes()[:100])


def arrays_gone(folder):
    for path in folder.rglob("*.arrays"):
        path.unlink()


def older_schema(folder):
    (folder / "live.json").write_text(json.dumps({**live(folder), "version": 0}))


def other_facets(folder):
    (folder / "live.json").write_text(json.dumps({**live(folder), "facets": ["kind"]}))


def rubbish(folder):
    (folder / "live.json").write_bytes(b"\x00\xff not an index {")


def rubbish_everywhere(folder):
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00rubbish" * 40)


def home_gone(folder):
    shutil.rmtree(folder / live(folder)["home"])


def mark_lost(folder):
    (folder / "live.json").write_text(json.dumps({**live(folder), "mark": "yesterday"}))


HARM = [removed, emptied, cut_short, arrays_cut_short, arrays_gone, older_schema, other_facets,
        rubbish, rubbish_everywhere, home_gone, mark_lost]  # fmt: skip


@pytest.mark.parametrize("harm", HARM, ids=lambda f: f.__name__)
def test_search_answers_from_titles_when_the_index_is_harmed_and_heals_by_itself(
    small, read, harm, caplog
):
    folder = following.index().folder
    before = found(read, "bénévoles")
    assert len(before) == 4
    harm(folder)
    following.open_in(folder)  # as another process, or the next one, sees it
    page = read("/recherche?q=bénévoles")
    if harm is not mark_lost:
        assert "seuls les titres sont cherchés" in page.words
    assert len({a.split("?")[0] for a in page.links() if a.startswith("/productions/")}) >= 4
    assert read.client.get("/recherche/suggestions?q=bene").status_code == 200
    look(small)
    assert found(read, "bénévoles") == before
    assert "seuls les titres" not in read("/recherche?q=bénévoles").words


DIE_WRITING = """
import os, sys
from univasso.core.search.state import locked
from pathlib import Path
with locked(Path(sys.argv[1]) / sys.argv[2], 5) as is_mine:
    assert is_mine
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("lock", ["lock", "rebuild.lock"])
def test_a_lock_left_by_a_dead_process_stops_nobody(small, read, lock):
    folder = str(following.index().folder)
    dead = subprocess.run([sys.executable, "-c", DIE_WRITING, folder, lock], check=False)
    assert dead.returncode == -9
    output = make.output(title_fr=f"Étude {WORD}")
    look(small)
    assert found(read, WORD) == [f"/productions/{output.id}"]
    following.rebuild()
    assert found(read, WORD) == [f"/productions/{output.id}"]


def answers(index: Index, words: str):
    """What is found and counted. The mean length still counts what was deleted and not yet merged
    away, so that near ties may stand in another order after a rebuilding."""
    result = index.find(parse(words, "fr"), limit=50, facets=INDEXED)
    return set(result.keys), result.total, result.facets


def test_rebuilding_gives_the_same_answers_as_following_step_by_step(small):
    team = make.coordinator()
    for number in range(20):
        output = make.output(
            title_fr=f"Bénévoles et associations {number}", issued_key=20200000 + number,
            abstract_fr="Un texte sur la vie associative. " * (number + 1),
            issued=str(2000 + number % 3),
        )  # fmt: skip
        if number % 3 == 0:
            make.page_of_text(output, "Une page sur les bénévoles.", "Une autre page.")
        look(small)
        if number % 5 == 0:
            with transaction():
                review.withdraw(output, team, "Retrait fictif.", "error")
            look(small)
    words = ("bénévoles", "associations", "vie associative", "page", "", '"autre page"')
    followed = [answers(following.index(), w) for w in words]
    following.rebuild()
    assert [answers(following.index(), w) for w in words] == followed
    assert following.compare() == (set(), set())


class Host:
    """Another host's copy of the index, in its own folder, on the same database."""

    def __init__(self, folder):
        self.copy = following.Copy(Index(folder, INDEXED))

    def follow(self, monkeypatch) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(following, "copy", self.copy)
            following.follow()


def test_two_hosts_follow_the_same_log(small, tmp_path, monkeypatch):
    one, two = Host(tmp_path / "one"), Host(tmp_path / "two")
    one.follow(monkeypatch)
    output_id = make.output(title_fr=f"Étude {WORD}").id
    one.follow(monkeypatch)
    assert one.copy.index.find(parse(WORD, "fr")).total == 1
    two.follow(monkeypatch)  # it comes later, and builds itself
    with transaction():  # building puts rows out of the session: it is read again
        db.session.get(Output, output_id).title_fr = "Étude renommée"
    for host in (two, one):
        host.follow(monkeypatch)
        assert host.copy.index.find(parse(WORD, "fr")).total == 0
        assert host.copy.index.find(parse("renommée", "fr")).keys == [f"output:{output_id}"]
    assert one.copy.index.keys() == two.copy.index.keys()


def test_a_copy_away_for_longer_than_the_log_is_built_again(small, read, later):
    output = make.output(title_fr=f"Étude {WORD}")
    later(days=changes.KEPT.days + 2)
    with transaction():
        retention.run()
    look(small)
    assert found(read, WORD) == [f"/productions/{output.id}"]


def test_reading_a_missing_index_makes_none(small, tmp_path):
    index = Index(tmp_path / "nowhere", INDEXED)
    with pytest.raises(IndexUnusable):
        index.find(parse("mot", "fr"))
    assert not (tmp_path / "nowhere").exists()


def test_a_row_that_is_gone_has_no_document(small):
    assert documents.read("output:999999") is None


def test_words_of_somebody_erased_leave_the_very_files_of_the_index(app, context, work):
    who = make.user()
    work()
    make.output()  # in the same small segment, which nothing has to merge
    person = make.researcher(who, family=WORD)
    work()
    assert WORD in everywhere(app)
    with transaction():
        erasure.erase(db.session.get(make.User, who.id), None)
    assert not db.session.query(Researcher).filter_by(id=person.id).count()
    work()
    assert WORD not in everywhere(app)
    home = following.index().folder
    before = sorted(path.name for path in home.iterdir())
    work()  # once is enough, though the log is read with an overlap
    assert sorted(path.name for path in home.iterdir()) == before
