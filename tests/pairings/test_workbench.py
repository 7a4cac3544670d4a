"""The workbench of a question: passages face to face, hard rules, whom to keep and why past a rule."""

import pytest

from tests import make
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models import HistoryEntry, MissingWord, Pairing, PairingSeat
from univasso.pairings import evidence, library, workbench
from univasso.questions import near

WISH = "Que change un financement pluriannuel pour les bénévoles du centre social ?"
FACING = "Mes terrains : le financement pluriannuel des centres sociaux et leurs bénévoles."


@pytest.fixture
def scene(context):
    """A question that waits; Hélène speaks of the same thing, Yanis of another."""
    nadia = make.user(name="Nadia Fictive")
    question = make.question("qualified", asker=nadia, wish=WISH, association_name="Centre fictif")
    helene = make.researcher(make.user(name="Hélène Fictive"), "Hélène", expertise_fr=FACING,
                             interests_confirmed_at=clock.now(), capacity=2)  # fmt: skip
    yanis = make.researcher(make.user(name="Yanis Fictif"), "Yanis", "Fictif",
                            expertise_fr="Les archives des fédérations sportives.")  # fmt: skip
    return question, helene, yanis


def bench(question) -> str:
    return f"/mises-en-relation/questions/{question.id}"


def test_both_sides_are_quoted_and_nobody_is_given_a_figure(scene, read):
    question, _helene, _yanis = scene
    coralie = make.coordinator()
    page = read(bench(question), as_=coralie)
    assert "Classé par : conditions remplies, puis passages en commun" in plain(page.words)
    assert "Hélène Fictive" in page.words
    assert "Mes terrains" in page.words
    assert "<mark>pluriannuel</mark>" in page.html
    assert "Yanis Fictif" not in page.words
    assert "1 autre profil n’a rien en commun" in page.words
    assert "%" not in page.words.partition("Classé par")[2]


def send(read, path: str, *, as_, status: int = 303, **fields):
    page = read.send(path, as_=as_, status=status, form=fields)
    db.session.rollback()  # what the test holds is read again
    return page


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_a_rule_stops_somebody_until_a_reason_is_written(scene, read):
    question, helene, _yanis = scene
    with transaction():
        helene.capacity = 0
    coralie = make.coordinator()
    page = read(bench(question), as_=coralie)
    assert "Écarté·es par une condition (1)" in page.words
    page = read(f"{bench(question)}?pourquoi-pas=helene", as_=coralie)
    assert "1 condition arrête Hélène Fictive." in page.words
    assert "un travail commun se termine" in page.words
    assert "sa place serait la 1e" in page.words
    key = f"researcher:{helene.id}"
    page = send(read, f"{bench(question)}/garder", as_=coralie, status=422, candidate=key)
    assert "Dites pourquoi : le motif est gardé avec votre nom." in plain(page.words)
    assert db.session.query(Pairing).count() == 0
    reason = {"reason-load": "Elle finit en mars, accord par téléphone."}
    send(read, f"{bench(question)}/garder", as_=coralie, candidate=key, **reason)
    [pairing] = db.session.query(Pairing).all()
    assert [(o.rule, o.by_id) for o in pairing.overrides] == [("load", coralie.id)]
    line = db.session.query(HistoryEntry).filter_by(verb="go_past").one()
    assert (line.reason, line.note, line.by_id) == ("load", reason["reason-load"], coralie.id)
    page = read(bench(question), as_=coralie)
    assert "Elle finit en mars" in page.words


def test_somebody_is_kept_once_with_a_note_and_a_lock(scene, read):
    question, helene, _yanis = scene
    coralie, key = make.coordinator(), f"researcher:{helene.id}"
    for _twice in range(2):
        send(read, f"{bench(question)}/garder", as_=coralie, candidate=key)
    [pairing] = db.session.query(Pairing).all()
    assert make.mails() == []
    send(
        read,
        f"/mises-en-relation/{pairing.id}/ranger",
        as_=coralie,
        note="Voir en mars.",
        locked="1",
    )
    db.session.rollback()
    assert (pairing.note, pairing.is_locked) == ("Voir en mars.", True)
    assert "Voir en mars." in read(bench(question), as_=coralie).html
    send(read, f"/mises-en-relation/{pairing.id}/retirer", as_=coralie)
    db.session.rollback()
    assert pairing.state == "withdrawn"
    send(read, f"{bench(question)}/garder", as_=coralie, candidate=key)
    assert db.session.query(Pairing).count() == 2


def test_unknown_is_asked_once_in_fourteen_days(scene, read, later):
    question, helene, _yanis = scene
    coralie = make.coordinator()
    assert "inconnu" in read(bench(question), as_=coralie).words
    asked = {"rule": "territory", "researcher": helene.id}
    for _twice in range(2):
        send(read, f"{bench(question)}/demander", as_=coralie, **asked)
    assert db.session.query(MissingWord).count() == 1
    [mail] = make.mails()
    assert "Où pouvez-vous aller" in mail.text
    assert "déjà demandé, le" in read(bench(question), as_=coralie).words
    later(days=15)
    coralie = make.coordinator()
    send(read, f"{bench(question)}/demander", as_=coralie, **asked)
    assert db.session.query(MissingWord).count() == 2


def test_a_place_is_open_until_somebody_without_a_tie_takes_it(scene, read):
    question, helene, yanis = scene
    coralie = make.coordinator()
    pairing = make.pairing(question, helene)
    send(
        read, f"/mises-en-relation/{pairing.id}/places", as_=coralie, kind="student", about="Master"
    )
    [seat] = db.session.query(PairingSeat).all()
    assert "Master" in read("/mises-en-relation/places", as_=coralie).words
    fill = f"/mises-en-relation/places/{seat.id}"
    page = send(read, fill, as_=coralie, who="Hélène Fictive", status=422)
    assert "déjà dans cette mise en relation" in page.words
    make.researcher(question.asker, "Nadia", "Fictive")
    page = send(read, fill, as_=coralie, who="Nadia Fictive", status=422)
    assert "Un lien l’empêche" in page.words
    send(read, fill, as_=coralie, who="Yanis Fictif")
    db.session.rollback()
    assert seat.researcher == yanis
    assert "Aucune place n’est ouverte" in read("/mises-en-relation/places", as_=coralie).words


def test_questions_are_seen_from_a_person_too(scene, read):
    question, helene, yanis = scene
    coralie = make.coordinator()
    page = read(f"/mises-en-relation/personnes/{helene.id}", as_=coralie)
    assert bench(question) in page.links()
    assert "Rien en commun" in read(f"/mises-en-relation/personnes/{yanis.id}", as_=coralie).words


def test_a_page_of_a_file_is_quoted_where_it_says_more(context, read):
    question = make.question("qualified", wish=WISH)
    lea = make.researcher(make.user(name="Léa Fictive"))
    output = make.output(authors=(), abstract_fr="Le financement pluriannuel et les bénévoles.")
    with transaction():
        output.authors = [make.Author(position=1, given="Léa", family="Fictive")]
    make.page_of_text(output, "Rien ici.", f"Au début. {FACING} À la fin.")
    [line] = workbench.bench(question).possible
    assert line.row == lea
    page = read(bench(question), as_=make.coordinator())
    assert "Mes terrains" in page.words
    assert "p. 2" in plain(page.words)


def test_the_library_follows_what_changes(context):
    lea = make.researcher(make.user(name="Léa Fictive"), expertise_fr=FACING)
    own = near.read("own", [WISH], "fr")
    source = evidence.Source("profile", lea.id)
    assert source in library.library().about(own)
    with transaction():
        lea.expertise_fr, lea.version = "Les archives.", lea.version + 1
    assert source not in library.library().about(own)
