"""Bringing the register up to date from its public files (A1.2)."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from tests.directory.conftest import EXTRACTS, REAL
from univasso.commands import cli, register
from univasso.commands.all import main as _main  # noqa: F401 — registers every command
from univasso.core.db import db
from univasso.directory.register.files import ChangedLayout, recognise
from univasso.directory.register.lookup import by_name
from univasso.models import RegisterEntry, RegisterImport, RegisterStatus, RegisterWord


def entry(number: str) -> RegisterEntry:
    return db.session.scalars(select(RegisterEntry).filter_by(number=number)).one()


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def counts(run: RegisterImport) -> tuple:
    return run.rows_read, run.rows_new, run.rows_changed, run.rows_same, run.rows_refused


def test_the_real_files_are_read_and_a_second_run_changes_nothing(context):
    for extract, lines in zip(EXTRACTS, (461, 238), strict=True):
        assert counts(register.load(extract)) == (lines, lines, 0, 0, 0)
        words = count(RegisterWord)
        assert counts(register.load(extract)) == (lines, 0, 0, lines, 0)
        assert count(RegisterWord) == words
    kept = entry("W627000238")
    assert (kept.title, kept.commune, kept.department) == ("ABCD'ANGRES", "Angres", "62")
    assert kept.former_number == "0627005601"
    assert kept.created_on.isoformat() == "2001-07-06"
    assert kept.dissolved_on is None
    old = entry("022P0022008700")
    assert (old.status, old.successor) == (RegisterStatus.MOVED, "W022002271")
    assert old.created_on is None  # the year 1 is the register's own “unknown”


def test_a_changed_row_replaces_ours_and_is_found_by_its_new_name_only(context, written):
    row = {"id": "W595000001", "titre": "Les Amis du Beffroi", "maj_time": "2024-01-01 10:00:00"}
    register.load(written(row))
    changed = {**row, "titre": "Les Amis du Moulin", "maj_time": "2024-02-01 10:00:00"}
    assert counts(register.load(written(changed))) == (1, 0, 1, 0, 0)
    words = set(db.session.scalars(select(RegisterWord.word)))
    assert {"moulin"} <= words
    assert "beffroi" not in words
    assert entry("W595000001").title == "Les Amis du Moulin"


def test_an_older_row_and_one_whose_letters_were_lost_replace_nothing(context, written):
    row = {"id": "W595000001", "titre": "Café solidaire", "maj_time": "2024-02-01 10:00:00"}
    register.load(written(row))
    register.load(written({**row, "titre": "Ancien nom", "maj_time": "2020-01-01 10:00:00"}))
    register.load(written({**row, "titre": "Caf\ufffd solidaire"}))
    assert entry("W595000001").title == "Café solidaire"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("latin-1", "cp1252")],
)
def test_the_encoding_is_told_from_the_bytes(context, written, encoding, expected):
    file = written({"id": "W595000001", "titre": "Fédération à l'été"}, encoding=encoding)
    assert recognise(file).encoding == expected
    register.load(file)
    assert entry("W595000001").title == "Fédération à l'été"


def test_bytes_that_windows_does_not_know_are_older_latin(written):
    file = written({"id": "W595000001", "titre": "Noël \x81"}, encoding="latin-1")
    assert recognise(file).encoding == "latin-1"


def test_a_name_that_was_encoded_twice_is_read_as_it_was_meant(context, written):
    register.load(written({"id": "W595000001", "titre": "Théâtre".encode().decode("cp1252")}))
    assert entry("W595000001").title == "Théâtre"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_told_from_the_first_line(context, written, delimiter):
    register.load(written({"id": "W595000001", "titre": "Un, deux ; trois"}, delimiter=delimiter))
    assert entry("W595000001").title == "Un, deux ; trois"


def test_a_changed_layout_is_refused_with_the_difference_and_changes_nothing(context, written):
    row = {"id": "W595000001", "titre": "Les Amis"}
    register.load(written(row))
    changed = written({**row, "titre": "Autre"}, extra=["reseau"], without=["position", "objet"])
    with pytest.raises(click.ClickException) as refused:
        register.load(changed)
    assert "missing: objet, position" in refused.value.message
    assert "unexpected: reseau" in refused.value.message
    assert entry("W595000001").title == "Les Amis"
    assert count(RegisterImport) == 1


def test_older_columns_with_telephone_and_mail_are_still_read():
    assert recognise(REAL / "rna_sample_waldec.csv").layout == "rna_waldec"
    assert recognise(REAL / "rna_sample_import.csv").layout == "rna_import"


def test_a_file_of_something_else_is_no_register(tmp_path):
    for text in ("", "nom;prenom\n", "\x00\x01\x02"):
        (tmp_path / "autre.csv").write_text(text)
        with pytest.raises(ChangedLayout):
            recognise(tmp_path / "autre.csv")


def test_unreadable_lines_are_counted_and_the_first_ones_shown(context, written):
    file = written({"id": "W595000001", "titre": "Première"}, {"id": "", "titre": "Sans numéro"},
                   {"id": "W595000002", "titre": ""})  # fmt: skip
    with file.open("a") as out:
        out.write("W595000003;trop court\n")
        out.write(f"W595000004;{'x' * 200_000}\n")
        out.write(";".join(["W595000005", *[""] * 10, "Der\x00nière", *[""] * 27]) + "\n")
    run = register.load(file)
    assert counts(run) == (6, 2, 0, 0, 4)
    assert [line for line, _, _ in run.first_refused] == [3, 4, 5, 6]
    assert run.first_refused[2][1] == "2 columns instead of 39"
    assert entry("W595000005").title == "Dernière"


def test_an_import_that_was_interrupted_goes_on_where_it_stopped(context, written, monkeypatch):
    rows = [{"id": f"W59500{n:04d}", "titre": f"Amicale numéro {n}"} for n in range(30)]
    file = written(*rows)
    monkeypatch.setattr(register, "CHUNK", 10)
    keep, seen = register.loading.keep, []

    def fails_at_third(run_id: int, chunk: list) -> None:
        seen.append(len(chunk))
        if len(seen) == 3:
            raise KeyboardInterrupt
        keep(run_id, chunk)

    monkeypatch.setattr(register.loading, "keep", fails_at_third)
    with pytest.raises(KeyboardInterrupt):
        register.load(file)
    assert count(RegisterEntry) == 20  # what was written stays, and can be searched
    monkeypatch.setattr(register.loading, "keep", lambda *given: (seen.append(0), keep(*given)))
    assert counts(register.load(file)) == (30, 30, 0, 0, 0)
    assert seen == [10, 10, 10, 0]
    assert count(RegisterImport) == 1


def test_two_imports_do_not_run_at_once(context, written, later):
    file = written({"id": "W595000001", "titre": "Première"})
    with register.transaction():
        register.loading.begin(recognise(file))
    with pytest.raises(click.ClickException, match="under way"):
        register.load(file)
    later(minutes=1)
    assert register.load(file).rows_new == 1


def test_the_day_of_a_file_is_the_one_in_its_name(context, written, tmp_path):
    file = written({"id": "W595000001", "titre": "Première"}, name="rna_waldec_20240501_dpt_59.csv")
    register.load(file)
    assert entry("W595000001").source_on.isoformat() == "2024-05-01"
    other = shutil.copy(file, tmp_path / "20249999.csv")
    assert recognise(tmp_path / other).published_on.year >= 2025


def test_the_command_says_what_it_did(app):
    done = CliRunner().invoke(
        cli, ["--instance", app.instance_path, "import", "rna", str(REAL / "rna_sample_waldec.csv")],
        env={"UNIVASSO_SECRET_KEY": app.config["SECRET_KEY"],
             "UNIVASSO_DATABASE_URL": app.config["DATABASE_URL"]},
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "3 lines: 3 new, 0 changed, 0 unchanged, 0 unreadable." in done.output


def test_a_disk_that_is_full_is_said_and_the_same_command_goes_on(context, written, monkeypatch):
    file = written({"id": "W595000001", "titre": "Première"})
    keep = register.loading.keep

    def full(*_given) -> None:
        raise OperationalError("insert", {}, Exception("database or disk is full"))

    monkeypatch.setattr(register.loading, "keep", full)
    with pytest.raises(click.ClickException, match=r"disk is full\. What was written stays"):
        register.load(file)
    monkeypatch.setattr(register.loading, "keep", keep)
    assert register.load(file).rows_new == 1


def test_searching_goes_on_while_a_chunk_is_being_written(context, written):
    register.load(written({"id": "W595000001", "titre": "Les Amis du Beffroi"}))
    source = recognise(written({"id": "W595000002", "titre": "Les Amis du Moulin"}))
    with register.transaction():
        run = register.loading.begin(source)
        chunk, _ = next(register.files.chunks(source, 10))
        register.loading.keep(run.id, chunk)
        db.session.flush()
        with ThreadPoolExecutor(1) as other:
            found = other.submit(names_found, context, "amis").result(timeout=5)
    assert found == ["Les Amis du Beffroi"]
    assert names_found(context, "amis") == ["Les Amis du Beffroi", "Les Amis du Moulin"]


def names_found(app, text: str) -> list[str]:
    with app.app_context():
        found = [entry.title for entry in by_name(text)]
        db.session.remove()
    return found
