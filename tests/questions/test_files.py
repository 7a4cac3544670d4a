"""Files that whoever asks a question and the coordination add to it."""

import io
import json
import zipfile

import pytest

from tests import make
from tests.questions.steps import leave, post
from univasso.accounts import erasure, export
from univasso.core.db import db, transaction
from univasso.core.files import store
from univasso.models import Question, QuestionFile, QuestionState
from univasso.outputs.services import files as outputs
from univasso.questions import links

WORDS = "Un compte rendu fictif de nos bénévoles. " * 5


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def nadia(context):
    return make.user(name="Nadia Fictive", email="nadia@exemple.test")


def a_file(name: str, words: str = WORDS):
    return io.BytesIO(words.encode()), name


def add(read, path: str, name="compte rendu d’étape.txt", status=303, text="", **about):
    return post(read, f"{path}/fichiers", {"file": a_file(name, WORDS + name), "text": text},
                status=status, **about)  # fmt: skip


def archive(app, who) -> zipfile.ZipFile:
    with app.test_request_context():
        return zipfile.ZipFile(io.BytesIO(export.archive(who)))


def kept() -> list[QuestionFile]:
    db.session.rollback()
    return db.session.query(QuestionFile).order_by(QuestionFile.id).all()


def test_a_file_is_added_from_the_mailed_link_and_read_by_the_coordination(read, coralie):
    question = make.question(
        QuestionState.EXCHANGE, contact_email="lea@exemple.test", assignee=coralie,
        published_at=None,
    )  # fmt: skip
    path = f"/questions/suivi/{links.key_of(question)}"
    page = add(read, path, text="Notre dernière réunion.")
    for told in ("compte rendu d’étape.txt", "texte, 1\xa0ko", "Notre dernière réunion.", "vous"):
        assert told in page.words
    db.session.rollback()
    assert db.session.get(Question, question.id).state == QuestionState.RECEIVED  # it is an answer
    mail = make.mails()[-1]
    assert (mail.to_email, "Un fichier est arrivé" in mail.subject) == (coralie.email, True)
    assert "Notre dernière réunion." in mail.text
    address = next(a for a in page.links() if "/fichiers/" in a)
    got = read.client.get(address)
    assert got.data.startswith(WORDS.encode())
    assert "attachment" in got.headers["Content-Disposition"]
    assert got.headers["Cache-Control"] == "no-store"
    page = read(f"/questions/{question.id}/dossier", as_=coralie)
    assert "Notre dernière réunion." in page.words
    own = next(a for a in page.links() if "/fichiers/" in a)
    assert read.client.get(own).status_code == 200
    page = add(read, f"/questions/{question.id}", "grille d’entretien.txt", as_=coralie)
    assert "grille d’entretien.txt" in page.words
    leave(read)
    assert "grille d’entretien.txt" in read(path).words
    theirs = kept()[1]
    post(read, f"{path}/fichiers/{theirs.id}/retirer", {}, status=404)  # not one’s own
    read.sign_in(make.user())
    for number in (1, 2):
        strange = f"/questions/suivi/{question.id}/fichiers/{number}"
        assert read.client.get(strange).status_code == 404
    other = links.key_of(make.question())
    assert read.client.get(f"/questions/suivi/{other}/fichiers/1").status_code == 404
    add(read, f"/questions/suivi/{question.id}", status=404)


def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(read, coralie):
    question = make.question(contact_email="lea@exemple.test", assignee=coralie)
    path = f"/questions/suivi/{links.key_of(question)}"
    wrong = {"file": (io.BytesIO(b"MZ\x90\x00" * 50), "a.exe"), "text": "Un programme."}
    page = post(read, f"{path}/fichiers", wrong, status=422)
    assert "Un programme." in page.html
    assert "Seuls" in page.complaints()
    page = post(read, f"{path}/fichiers", {"text": "Oublié."}, status=422)
    assert "Oublié." in page.html
    assert kept() == []
    for number in range(5):
        page = add(read, path, f"note {number}.txt")
    assert "Cinq fichiers au plus" in page.words
    page = add(read, path, "note de trop.txt", status=422)
    assert "Cinq fichiers au plus" in page.complaints()
    assert "note de trop.txt" not in [file.file_name for file in kept()]
    first = kept()[0]
    page = post(read, f"{path}/fichiers/{first.id}/retirer", {})
    assert "note 0.txt" not in page.words
    add(read, f"/questions/{question.id}", as_=coralie)  # each side has its own five
    page = post(read, f"/questions/{question.id}/fichiers/{kept()[0].id}/retirer", {}, as_=coralie)
    assert "note 1.txt" not in page.words
    with transaction():
        db.session.get(Question, question.id).state = QuestionState.HIDDEN
    leave(read)
    assert "ne peut plus rien ajouter" in add(read, path).words


def test_a_sending_pressed_twice_adds_one_file(read, nadia):
    question = make.question(asker=nadia)
    path = f"/questions/suivi/{question.id}"
    once = read(path, as_=nadia).form(f"{path}/fichiers")["once"][0]
    for _ in range(2):
        post(read, f"{path}/fichiers", {"file": a_file("a.txt"), "once": once}, as_=nadia)
    assert len(kept()) == 1


def test_files_are_in_ones_data_stay_in_the_store_and_go_with_the_person(
    app, read, coralie, nadia, later
):
    association = make.association()
    question = make.question(asker=nadia, association=association, assignee=coralie)
    add(read, f"/questions/suivi/{question.id}", as_=nadia)
    leave(read)
    add(read, f"/questions/{question.id}", "grille.txt", as_=coralie)
    bytes_of = [store.path(file.file_sha256) for file in kept()]
    later(days=2)
    assert outputs.sweep() == 0
    with archive(app, nadia) as packed:
        name = next(n for n in packed.namelist() if n.endswith("compte rendu d’étape.txt"))
        assert packed.read(name).startswith(WORDS.encode())
        assert "fichiers/" in name
    with archive(app, coralie) as packed:
        assert not [n for n in packed.namelist() if n.startswith("fichiers/")]
        told = json.loads(packed.read("donnees.json"))["tables"]["question_file"]
        assert [set(row) for row in told] == [{"id", "by_id", "at"}]
    with transaction():
        erasure.erase(nadia, None)
    assert kept() == []
    later(days=4)
    assert outputs.sweep() == 2
    assert not any(path.exists() for path in bytes_of)
