"""A publication comes out: those who asked are asked, once, whether it answers (A2.12, C5★4)."""

from datetime import timedelta

import pytest

from tests import make
from tests.questions.steps import leave, post
from univasso.core import clock
from univasso.core.db import db
from univasso.models import Answer, OutputState, Question, QuestionState
from univasso.models.question_exchanges import Support

ABOUT = "Pourquoi les trésorières bénévoles quittent-elles le conseil d’administration ?"


@pytest.fixture
def coralie(context):
    return make.coordinator(name="Coralie Fictive")


@pytest.fixture
def question(coralie):
    nadia = make.user(name="Nadia Fictive", email="nadia@exemple.test")
    made = make.question(QuestionState.QUALIFIED, asker=nadia, assignee=coralie, wish=ABOUT)
    with make.transaction():
        db.session.add(Support(question_id=made.id, email="awa@exemple.test", language="fr",
                               email_key="awa@exemple.test", confirmed_at=clock.now()))  # fmt: skip
    return made


@pytest.fixture
def output(coralie):
    title = "Les trésorières bénévoles et leur départ du conseil d’administration"
    return make.output(OutputState.SUBMITTED, title_fr=title)


def asked() -> list[tuple[str, str]]:
    db.session.rollback()
    sent = [m for m in make.mails() if m.subject.startswith("Est-ce que cela répond")]
    return [(m.to_email, make.link(m, "/questions")) for m in sent]


def choose(read, output, coralie, *questions, status=303, **fields):
    chosen = {"others": ", ".join(str(q.id) for q in questions), **fields}
    return post(read, f"/productions/{output.id}/questions", chosen, as_=coralie, status=status)


def publish(read, output, coralie):
    post(read, f"/productions/{output.id}/etapes/publish", {}, as_=coralie)
    leave(read)


def test_whoever_asked_and_who_share_it_are_asked_once_when_it_is_published(
    read, question, output, coralie, work
):
    page = read(f"/productions/{output.id}/questions", as_=coralie)
    assert "Des questions qui lui ressemblent" in page.words
    assert page.html.count("<mark>") >= 4
    choose(read, output, coralie, others="zorglub", status=422)
    assert "Laissés de côté" in choose(read, output, coralie, others=f"{question.id} 998").words
    work()
    assert asked() == []  # nobody is asked about what they could not open
    publish(read, output, coralie)
    work()
    work()
    assert [to for to, _ in asked()] == ["nadia@exemple.test", "awa@exemple.test"]
    assert question.wish[:-2] in read(f"/productions/{output.id}").words
    assert output.title in read(f"/questions/{question.id}").words
    paths = [path for _, path in asked()]
    assert "Cette publication répond-elle" in read(paths[0]).words
    page = post(read, paths[1], {"verdict": "partly", "words": "Il manque les petites."})
    assert "Vous avez dit" in page.words
    assert make.mails()[-1].to_email == coralie.email  # the question is open still: she decides
    assert "Déjà interrogées" in read(f"/productions/{output.id}/questions", as_=coralie).words
    choose(read, output, coralie)  # unticked, what was asked stays
    leave(read)
    for verb in ("withdraw", "restore"):
        fields = {"note": "Un essai.", "reason": "other"}
        post(read, f"/productions/{output.id}/etapes/{verb}", fields, as_=coralie)
    work()
    assert len(asked()) == 2


def test_no_opens_it_again(read, question, coralie, work):
    output = make.output()
    with make.transaction():
        row = db.session.get(Question, question.id)
        row.state, row.outcome, row.settled_at = "settled", "elsewhere", clock.now()
    choose(read, output, coralie, question)
    work()
    path = asked()[0][1]
    leave(read)
    post(read, f"{path.split('?')[0]}/reponse", {"verdict": "no", "words": "Pas du tout."})
    db.session.rollback()
    row = db.session.get(Question, question.id, populate_existing=True)
    assert (row.state, row.outcome) == ("received", "")
    assert "Pas du tout." in read(f"/questions/{question.id}/dossier", as_=coralie).words


def test_under_an_embargo_they_are_asked_when_it_ends(read, question, output, coralie, later, work):
    with make.transaction():
        db.session.merge(output).embargo_until = clock.now() + timedelta(days=3)
    choose(read, output, coralie, question)
    publish(read, output, coralie)
    work()
    assert asked() == []
    assert (
        "Attend que tout le monde" in read(f"/questions/{question.id}/dossier", as_=coralie).words
    )
    later(days=4)
    work()
    assert len(asked()) == 2


def test_two_publications_are_answered_about_one_after_the_other(read, question, coralie, work):
    first, second = make.output(title_fr="La première"), make.output(title_fr="La deuxième")
    choose(read, first, coralie, question)
    choose(read, second, coralie, question)
    work()
    leave(read)
    path = asked()[0][1].split("?")[0]
    page = read(path)
    assert "La première" in page.words
    sent = {**page.form(f"{path}/reponse"), "verdict": "yes"}
    page = post(read, f"{path}/reponse", sent)
    assert "La deuxième" in page.words
    post(read, f"{path}/reponse", sent)  # an old window: not taken for the other one
    said = {a.output.title_fr: a.verdict for a in db.session.query(Answer) if not a.support_id}
    assert said == {"La première": "yes", "La deuxième": ""}


def test_nothing_is_linked_by_who_does_not_coordinate(read, question, output):
    path = f"/productions/{output.id}/questions"
    read(path, as_=make.user(), status=404)
    read.send(path, as_=make.user(), status=404, form={"questions": question.id})
