"""A publication, from the first line of its draft to its tombstone, through the pages."""

import errno
import gc
import io
import re
from pathlib import Path

import pytest

from tests import make
from tests.reader import Reader
from univasso.core.db import db
from univasso.models import Output, OutputState, Role
from univasso.outputs.services import contributions

PDF = Path(__file__).parent.parent.parent / "univasso/demonstration/data/documents/droit-fr.pdf"


@pytest.fixture
def large():
    """Let the temporary files that the test client leaves of large requests be collected here."""
    yield
    gc.collect()


collected = [
    pytest.mark.usefixtures("large"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def of_large_requests(test):
    for mark in collected:
        test = mark(test)
    return test


@pytest.fixture
def people(context):
    return make.user(Role.MEMBER, name="Meriem Fictive"), make.coordinator(), make.coordinator()


def test_from_deposit_to_search_to_tombstone(read, people, work, app):
    member, first, second = people
    team, visitor = Reader(app), Reader(app)

    # Deposit: a draft with its file, almost empty.
    answer = read.send(
        "/productions/deposer", as_=member, kind_code="guide", title="Guide fictif des références",
        file=(io.BytesIO(PDF.read_bytes()), "références à citer.pdf"),
    )  # fmt: skip
    number = int(re.search(r"/productions/(\d+)/modifier", answer.response.location)[1])
    here = f"/productions/{number}"
    visitor(here, status=404)
    work()  # the words of the file are read

    # It cannot be sent yet, and says what it lacks.
    page = read.send(f"{here}/etapes/submit", as_=member, status=422)
    assert "Au moins un auteur" in page.words

    # The notice is completed.
    form = read(f"{here}/modifier", as_=member).form("")
    form |= {
        "authors-0-kind": "organisation", "authors-0-family": "Association fictive des Exemples",
        "authors-1-family": "Exemple-Fictif", "authors-1-given": "Dominique",
        "asked_fr": "Comment citer ?", "found_fr": "En douze pages.", "changes_fr": "Rien d’inventé.",
        "licence": "cc-by-4.0", "needs": ["1"], "territories": "Amiens ; Somme", "issued": "14/03/2019",
        "doi": "https://doi.org/10.5555/FICTIF.1", "keywords": "références, citation",
    }  # fmt: skip
    read.send(f"{here}/modifier", as_=member, form=form)
    read.send(f"{here}/etapes/submit", as_=member)

    # A coordinator asks a question; it is answered and sent again.
    assert "Guide fictif des références" in team("/productions/moderation", as_=first).words
    team.send(
        f"{here}/etapes/ask_changes",
        as_=first,
        note="Page 3, d’où vient ce chiffre ?",
        reason="unclear",
    )
    assert "d’où vient ce chiffre" in read(here, as_=member).words
    read.send(f"{here}/echanges", as_=member, form={"text": "De l’enquête de 2018.", "field": ""})
    read.send(f"{here}/etapes/submit", as_=member)

    # Published; everybody finds it by its words, its identifier, a page of its file.
    team.send(f"{here}/etapes/publish", as_=first)
    work()
    page = visitor("/recherche?q=bibliographie+droit+biblatex")
    assert f"{here}?" in page.html
    extract = re.search(rf'href="({here}/fichiers/\d+/[^"]+)#page=(\d+)"', page.html)
    data = visitor.client.get(extract[1])
    assert data.mimetype == "application/pdf"
    assert data.data == PDF.read_bytes()
    assert f"{here}?" in visitor("/recherche?q=https://doi.org/10.5555/fictif.1").html
    page = visitor(here)
    assert "Association fictive des Exemples" in page.words
    assert "En douze pages" in page.words
    assert 'name="citation_pdf_url"' in page.html

    # Withdrawn: a tombstone, gone from search, the reason said.
    team.send(f"{here}/etapes/withdraw", as_=second, note="Une erreur de calcul.", reason="error")
    work()
    page = visitor(here, status=410)
    assert "Une erreur de calcul" in page.words
    assert f"{here}?" not in visitor("/recherche?q=bibliographie+droit+biblatex").html
    assert visitor.client.get(extract[1]).status_code == 403
    db.session.rollback()
    assert any("Retirée" in mail.subject for mail in make.mails())


@of_large_requests
def test_a_hostile_file_is_not_kept_and_says_why(read, people):
    member = people[0]
    for name, content in (
        ("programme.exe", b"MZ\x90\x00" + b"\0" * 200), ("renomme.pdf", b"MZ\x90\x00" + b"\0" * 200),
        ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), ("vide.pdf", b""),
        ("gros.pdf", b"%PDF-1.4" + b"0" * (20 * 1024 * 1024)),
    ):  # fmt: skip
        page = read.send(
            "/productions/deposer", as_=member, kind_code="note", title="Une note", status=422,
            file=(io.BytesIO(content), name),
        )  # fmt: skip
        assert "Une note" in page.html, name  # what was typed is kept
    assert db.session.query(Output).count() == 0


def test_a_file_is_kept_when_something_else_is_to_be_corrected(read, people):
    about = {
        "kind_code": "",
        "title": "Une note",
        "file": (io.BytesIO(PDF.read_bytes()), "une note.pdf"),
    }
    page = read.send("/productions/deposer", as_=people[0], status=422, form=about)
    assert "une note.pdf" in page.words
    read.send("/productions/deposer", form={**page.form(""), "kind_code": "note"})
    db.session.rollback()
    assert [file.name for file in db.session.query(Output).one().files] == ["une note.pdf"]


def test_the_signature_of_a_summary_lapses_when_the_summary_changes(read, people):
    output = make.output(asked_fr="Ce qui était demandé.")
    with make.transaction():
        asked = contributions.ask_proofreading(output, "Association fictive", "elle@exemple.test")
        contributions.sign(asked)
    assert "Relu et signé par Association fictive" in read(f"/productions/{output.id}").words
    form = read(f"/productions/{output.id}/modifier", as_=people[1]).form("")
    read.send(f"/productions/{output.id}/modifier", form={**form, "asked_fr": "Autre chose."})
    assert "Relu et signé par" not in read(f"/productions/{output.id}").words


def test_a_full_disk_is_said_and_nothing_is_kept(read, people, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("univasso.core.files.os.write", full)
    about = {
        "kind_code": "note",
        "title": "Une note",
        "file": (io.BytesIO(b"Un texte."), "note.txt"),
    }
    read.send("/productions/deposer", as_=people[0], status=503, form=about)
    monkeypatch.undo()
    db.session.rollback()
    assert db.session.query(Output).count() == 0
    read.send("/productions/deposer", as_=people[0], kind_code="note", title="Une note")


@of_large_requests
def test_a_file_far_too_large_is_answered_with_a_sentence(read, people):
    far = io.BytesIO(b"%PDF-1.4" + b"0" * (30 * 1024 * 1024))  # more than a request may hold
    page = read.send(
        "/productions/deposer", as_=people[0], kind_code="note", status=413, file=(far, "gros.pdf")
    )
    assert "trop lourd" in page.words


def test_bad_answers_keep_everything_that_was_typed(read, people):
    output = make.output(OutputState.DRAFT, depositor=people[0])
    path = f"/productions/{output.id}/modifier"
    form = read(path, as_=people[0]).form("")
    form |= {"title_fr": "Un titre <b>à garder</b>", "issued": "30/02/2019", "doi": "pas un doi",
             "territories": "Atlantide", "url": "javascript:alert(1)"}  # fmt: skip
    page = read.send(path, as_=people[0], status=422, form=form)
    assert "<title>Erreur" in page.html
    assert "Un titre &lt;b&gt;à garder&lt;/b&gt;" in page.html
    for sentence in ("Ce jour n’existe pas", "DOI", "Atlantide", "https://"):
        assert sentence in page.words


def test_a_draft_is_shared_by_a_link_that_ends(read, people, app, later):
    output = make.output(OutputState.DRAFT, title_fr="Brouillon fictif", depositor=people[0])
    page = read.send(f"/productions/{output.id}/liens", as_=people[0], status=200, days="7")
    path = re.search(r"http://localhost(/productions/partage/[\w-]+)", page.html)[1]
    visitor = Reader(app)
    assert "Brouillon fictif" in visitor(path).words
    later(days=8)
    visitor(path, status=410)


def test_a_reader_asks_without_an_account_and_follows_the_answer(read, people, app, work):
    output = make.output()
    visitor = Reader(app)
    written = {"kind": "question", "text": "D’où vient ce chiffre ?", "who": "", "website": "",
               "email": "lectrice@exemple.test"}  # fmt: skip
    for _ in range(3):
        answer = visitor.send(f"/productions/{output.id}/ecrire", form=written)
    page = visitor.send(
        f"/productions/{output.id}/ecrire", status=429, kind="question", text="Encore ?"
    )
    assert page.response.headers["Retry-After"]
    thread = answer.response.location
    listed = read("/productions/messages", as_=people[1])
    path = next(link for link in listed.links() if re.search(r"/messages/\d+", link))
    read.send(path, as_=people[1], text="De l’enquête de 2018.")
    assert "De l’enquête de 2018" in visitor(thread).words
    db.session.rollback()
    said = [mail.subject for mail in make.mails() if mail.to_email == "lectrice@exemple.test"]
    assert "Une réponse" in said[-1]


def test_a_program_that_fills_the_trap_is_thanked_and_not_kept(read, context):
    output = make.output()
    read.send(
        f"/productions/{output.id}/ecrire",
        status=200,
        kind="question",
        text="Achetez",
        website="http://x.test",
    )
    assert make.mails() == []


def test_the_embargo_is_lifted_to_the_minute(read, people, app, work, later):
    output = make.output(title_fr="Sous embargo")
    file = make.page_of_text(output, "Une phrase sous embargo retentissante.")
    read.send(
        f"/productions/{output.id}/embargo", as_=people[1], embargo_until=make.paris(minutes=90)
    )
    visitor = Reader(app)
    work()
    visitor(f"/productions/{output.id}/fichiers/{file.id}/texte", status=303)
    assert f"/productions/{output.id}?" not in visitor("/recherche?q=retentissante").html
    later(minutes=91)
    work()
    visitor(f"/productions/{output.id}/fichiers/{file.id}/texte")
    assert f"/productions/{output.id}?" in visitor("/recherche?q=retentissante").html


def test_pressing_twice_makes_one_draft(read, people):
    once = {"once": "the-same-form", "kind_code": "note", "title": "Une seule fois"}
    one = read.send("/productions/deposer", as_=people[0], form=once)
    two = read.send("/productions/deposer", as_=people[0], form=once)
    assert one.response.location == two.response.location
    db.session.rollback()
    assert db.session.query(Output).count() == 1


def test_merged_notices_lead_to_the_one_that_remains(read, people):
    one, two = make.output(), make.output()
    read.send(
        f"/productions/{one.id}/etapes/merge", as_=people[1], note="La même.", successor=str(two.id)
    )
    page = read(f"/productions/{one.id}", status=308)
    assert page.response.location.endswith(f"/productions/{two.id}")


def test_two_notices_that_may_be_one_are_compared_then_merged(read, people):
    one = make.output(title_fr="Une note fictive", doi="10.5555/fictif", publisher="Éditions d’ici")
    two = make.output(title_fr="Une note fictive", doi="10.5555/fictif", publisher="Éditions de là")
    page = read(f"/productions/{one.id}", as_=people[1])
    path = f"/productions/{one.id}/comparer/{two.id}"
    assert path in page.links()
    page = read(path)
    assert "<del>d’ici</del>" in page.html
    assert "<ins>de là</ins>" in page.html
    page = read(next(link for link in page.links() if "/etapes/merge" in link))
    assert f'value="{two.id}"' in page.html


def test_many_are_changed_after_a_recap_and_undone(read, people):
    outputs = [make.output(), make.output()]
    form = {
        "ticked": [o.id for o in outputs],
        "what": "licence",
        "licence": "cc0-1.0",
        "need": "1",
    }
    page = read.send("/productions/moderation/ensemble", as_=people[1], status=200, form=form)
    assert "2 productions vont changer" in page.words
    answer = read.send(
        "/productions/moderation/ensemble", as_=people[1], form={**form, "confirmed": "1"}
    )
    read.send(answer.response.location + "/annuler", as_=people[1])
    db.session.expire_all()
    assert {db.session.get(Output, o.id).licence for o in outputs} == {""}


def test_nobody_publishes_what_they_deposited(read, people):
    output = make.output(OutputState.SUBMITTED, depositor=people[1])
    read.send(f"/productions/{output.id}/etapes/publish", as_=people[1], status=403)
    read.send(f"/productions/{output.id}/etapes/publish", as_=people[2])
