"""Importing: shown first, written once, never twice."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from tests import make
from univasso.commands import cli
from univasso.commands.all import main as _main  # noqa: F401 — registers every command
from univasso.core.db import db, transaction
from univasso.core.history import HistoryEntry
from univasso.exchange import matching, services
from univasso.exchange.records import Name, Record
from univasso.models import Author, Output, OutputState
from univasso.outputs.services.notices import derive


def record(**about) -> Record:
    given = {"kind": "article", "title": "L’engagement des bénévoles en Hauts-de-France",
             "issued": "2019", "authors": [Name("Dupont-Fictif", "Claire")]}  # fmt: skip
    return Record(**{**given, **about})


def here(**about) -> Output:
    with transaction():
        output = make.output(
            authors=(), title_fr="L’engagement des bénévoles en Hauts-de-France", **about
        )
        output.authors = [Author(position=1, family="Dupont-Fictif", given="Claire")]
        output.issued = "2019"
        derive(output)
    return output


def matched(*records: Record) -> list[tuple[str, str]]:
    rows = services.compare(records, matching.shelf())
    return [(match.state.value, match.reason) for _, match in rows]


@pytest.mark.parametrize(
    ("mine", "theirs", "state", "reason"),
    [
        ({"doi": "10.5555/a"}, {"doi": "10.5555/a", "title": "Engagement bénévole, Hauts-de-France"},
         "known", "doi"),
        ({"hal": "hal-01234567"}, {"hal": "hal-01234567"}, "known", "hal"),
        ({"isbn": "9782070368228", "kind_code": "book"}, {"isbn": "9782070368228", "kind": "book"},
         "known", "isbn"),
        ({}, {"title": "L'ENGAGEMENT des benevoles en Hauts de France"}, "known", "title"),
        ({}, {"authors": []}, "known", "title"),
        ({"doi": "10.5555/a"}, {"doi": "10.5555/a", "title": "Tout autre chose"}, "conflict",
         "titles_differ"),
        ({}, {"issued": "2020"}, "new", ""),
        ({}, {"authors": [Name("Martin-Fictif", "Jean")]}, "new", ""),
        ({"isbn": "9782070368228", "kind_code": "chapter"},
         {"isbn": "9782070368228", "kind": "chapter", "title": "Un autre chapitre"}, "new", ""),
        ({"doi": "10.5555/a", "state": OutputState.DECLINED}, {"doi": "10.5555/a"}, "new", ""),
    ],
)  # fmt: skip
def test_what_is_already_here_is_known_by_identifier_or_by_title(
    context, mine, theirs, state, reason
):
    here(**mine)
    assert matched(record(**theirs)) == [(state, reason)]


def test_identifiers_of_two_notices_are_a_conflict(context):
    here(doi="10.5555/a")
    here(hal="hal-01234567")
    assert matched(record(doi="10.5555/a", hal="hal-01234567")) == [("conflict", "two_notices")]


def test_what_comes_twice_is_new_once(context):
    assert matched(record(doi="10.5555/a"), record(), record(doi="10.5555/a", title="Autre chose")) == [
        ("new", ""), ("known", "file"), ("conflict", "titles_differ")]  # fmt: skip


def test_a_record_becomes_a_draft_that_says_where_it_comes_from(context):
    with transaction():
        output = services.write(
            record(authors=[Name("Réseau fictif", is_body=True), Name("Dupont-Fictif", "Claire",
                   orcid="0000-0002-1825-0097")], editors=[Name("Durand-Fictif", "Anne")],
                   volume="9" * 90, doi="10.5555/a", abstract="Un résumé.", keywords=["santé"]),
            None, "refs.bib")  # fmt: skip
    output = db.session.get(Output, output.id)
    assert (output.state, output.source, output.language) == (OutputState.DRAFT, "refs.bib", "fr")
    assert [(a.kind, a.family, a.role, a.identifier) for a in output.authors] == [
        ("organisation", "Réseau fictif", "author", ""),
        ("person", "Dupont-Fictif", "author", "orcid:0000-0002-1825-0097"),
        ("person", "Durand-Fictif", "editor", ""),
    ]
    assert (output.abstract_fr, output.year, len(output.volume)) == ("Un résumé.", 2019, 40)
    assert matched(record(doi="10.5555/a")) == [("known", "doi")]


def test_what_is_published_at_once_leaves_its_steps_in_the_history(context):
    with transaction():
        output = services.write(record(), None, "refs.bib")
        services.publish(output, None, "refs.bib")
    assert output.state == OutputState.PUBLISHED
    verbs = db.session.scalars(select(HistoryEntry.verb).order_by(HistoryEntry.id)).all()
    assert [verb for verb in verbs if verb != "edit"] == ["create", "submit", "publish"]


BIB = """@article{a, title = {Une enquête fictive}, author = {Dupont, Claire}, year = 2019}
@article{b, title = {Une autre}, author = {Martin, Jean}, year = 2020}
@article{c, year = 2021}"""


@pytest.fixture
def run(app, instance, monkeypatch):
    """``run("import", …)``: the command as an operator types it."""
    folder, url = instance
    monkeypatch.setenv("UNIVASSO_SECRET_KEY", "a-key-for-tests-only-0123456789-abcdefghij")
    monkeypatch.setenv("DATABASE_URL", url)

    def command(*words: str) -> str:
        result = CliRunner().invoke(cli, ["--instance", str(folder), *words])
        assert result.exit_code == 0, result.output
        return result.output

    return command


def test_the_command_shows_first_writes_on_demand_and_never_twice(app, run, tmp_path):
    file = tmp_path / "refs.bib"
    file.write_text(BIB, "utf-8")
    shown = run("import", str(file))
    assert "new        2019 Dupont               Une enquête fictive" in shown
    assert "unreadable c — This entry has no title." in shown
    assert "Total: 2 new, 0 known, 0 conflict, 1 unreadable." in shown
    assert "add --write" in shown
    assert "2 written" in run("import", str(file), "--write")
    assert "Total: 0 new, 2 known" in run("import", str(file), "--write")
    with app.app_context():
        assert db.session.scalar(select(func.count(Output.id))) == 2


def test_a_file_of_any_content_gets_a_sentence(run, tmp_path):
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    assert "Neither BibTeX nor RIS" in run("import", str(tmp_path / "photo.png"))
