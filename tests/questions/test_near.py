"""What is already here and looks like a question: both sentences, to who may read them."""

import re
from datetime import timedelta

import pytest

from tests import make
from tests.questions.steps import path_of, post
from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.models import Question, QuestionState
from univasso.models.outputs import OutputState
from univasso.models.question_outcomes import NearVerdict
from univasso.questions import near
from univasso.questions.services import near as nearby

OTHER = "Pourquoi les bénévoles du théâtre quittent-ils le conseil d’administration ?"
WISH = "Nos bénévoles quittent le conseil d’administration du théâtre : pourquoi ?"
ASKED = {"wish": WISH, "visibility": "unnamed", "taking_part": "unsure",
         "contact_email": "zoe@exemple.test"}  # fmt: skip


def nearest(own: str, *others: str):
    texts = [near.read(n, [other], "fr") for n, other in enumerate(others)]
    return near.nearest(near.read("own", [own], "fr"), texts)


def marked(pieces) -> list[str]:
    return [words for words, is_marked in pieces if is_marked]


def around(user=None, **about):
    db.session.rollback()
    return [shown.row.id for shown in nearby.around([WISH], "fr", user, **about)]


def published(**about) -> Question:
    return make.question(QuestionState.QUALIFIED, wish=OTHER, **about)


def test_both_sentences_are_given_whole_with_the_words_that_they_share():
    [found] = nearest(WISH, f"Autre chose d’abord. {OTHER} Et la suite.")
    assert "".join(words for words, _ in found.own) == WISH
    assert "".join(words for words, _ in found.theirs) == OTHER
    assert marked(found.theirs) == ["bénévoles", "théâtre", "quittent-ils", "conseil",
                                    "d’administration"]  # fmt: skip


@pytest.mark.parametrize(("own", "other"), [
    ("", OTHER), (WISH, ""), ("   \n", OTHER), ("de la et du", OTHER), ("?!…", OTHER),
    (WISH, "Comment louer une salle à Arras ?"),
    ("Les associations et leurs projets", "Un projet pour des associations"),
    ("Notre conseil municipal vend des timbres", OTHER),
])  # fmt: skip
def test_nothing_is_near_to_an_empty_text_nor_by_words_that_everybody_uses(own, other):
    assert nearest(own, other) == []


def test_three_at_most_the_nearest_first():
    found = nearest(WISH, *[OTHER.replace(" ?", f" à Arras en {n} ?") for n in range(8)], WISH)
    assert [found[0].key, len(found)] == [8, 3]


def test_a_long_text_without_a_full_stop_is_read_to_its_end():
    [found] = nearest(f"{'blabla ' * 90} {WISH}", OTHER)
    assert len(found.own[0][0]) < near.LONGEST_SENTENCE
    assert "bénévoles" in marked(found.own)
    assert nearest("x" * 3000, OTHER) == []


def test_inflections_accents_and_inclusive_writing_meet():
    [found] = nearest("Une benevole elue de son theatre",
                      "Des bénévoles élu·es, de leurs théâtres")  # fmt: skip
    assert len(marked(found.theirs)) == 3


def test_only_what_the_reader_may_open_is_near(context):
    member, coralie = make.user(name="Nadia Fictive"), make.coordinator()
    seen = published()
    secret = published(visibility="programme")
    for state in ("draft", "unconfirmed", "hidden", "withdrawn"):
        make.question(state, wish=OTHER, published_at=make.clock.now())
    waiting = make.question(wish=OTHER)
    assert around() == [seen.id]
    assert secret.id not in around(member)
    assert set(around(coralie, for_team=True)) == {seen.id, secret.id, waiting.id}
    assert set(around(coralie)) == {seen.id, secret.id}


def test_a_hidden_title_and_a_draft_are_near_to_nothing(context, work):
    later = make.clock.now() + timedelta(days=9)
    coralie = make.coordinator()
    make.output(OutputState.DRAFT, title_fr=OTHER)
    make.output(title_fr=OTHER, hidden_until=later)
    make.output(title_fr=OTHER, embargo_until=later, is_title_hidden=True)
    work()
    assert around(coralie, for_team=True) == []
    shown = make.output(title_fr=OTHER)
    work()
    assert around() == [shown.id]


def test_the_index_finds_a_publication_by_its_abstract(context, work):
    output = make.output(title_fr="Départs", abstract_fr=OTHER)
    work()
    assert around() == [output.id]


def test_without_an_index_the_titles_are_looked_at(context, monkeypatch):
    monkeypatch.setattr(nearby._Searching, "search", lambda words, language: None)
    output = make.output(title_fr=OTHER, sort_key=sort_key(OTHER))
    make.output(title_fr="Départs", abstract_fr=OTHER, sort_key="departs")
    assert around() == [output.id]


def test_a_question_is_not_near_to_itself_nor_to_what_is_different(context):
    question, other = published(), published()
    assert around(question=question) == [other.id]
    with make.transaction():
        nearby.remember(question, {("question", other.id): "different"}, None)
    assert around(question=question) == []


def test_it_is_shown_once_before_sending_and_never_blocks(context, read):
    make.coordinator()
    other = published(association_name="Théâtre secret")
    page = post(read, "/questions/nouvelle", ASKED, status=200)
    assert "Est-ce déjà là" in page.words
    assert OTHER[:40] in page.words
    assert "Théâtre secret" not in page.words
    assert "%" not in page.words
    assert WISH[:30] in page.response.text
    assert 'value="zoe@exemple.test"' in page.response.text
    assert "<mark>bénévoles</mark>" in page.response.text
    assert db.session.query(NearVerdict).count() == 0
    said = {**ASKED, "near_seen": "1", f"near-question-{other.id}": "different"}
    assert path_of(post(read, "/questions/nouvelle", said)) == "/questions/envoyee"
    [verdict] = db.session.query(NearVerdict)
    assert (verdict.other_id, verdict.verdict) == (other.id, "different")


def test_the_name_is_said_when_its_association_says_so(context, read):
    published(association_name="Théâtre ouvert", visibility="public")
    assert "Théâtre ouvert" in post(read, "/questions/nouvelle", ASKED, status=200).words


def test_what_is_to_be_corrected_keeps_the_choices(context, read):
    other = published()
    fields = {**ASKED, "near_seen": "1", f"near-question-{other.id}": "same", "contact_email": "x"}
    page = post(read, "/questions/nouvelle", fields, status=422)
    assert f'name="near-question-{other.id}" value="same" checked' in page.response.text


def test_the_same_thing_leads_to_us_too_with_the_words_kept(context, read):
    other = published()
    fields = {**ASKED, "act": f"same-{other.id}", "situation": "Trois départs cet hiver."}
    page = post(read, "/questions/nouvelle", fields)
    assert path_of(page) == f"/questions/{other.id}/nous-aussi"
    assert "Trois départs cet hiver." in page.response.text
    draft = db.session.query(Question).filter_by(state="draft").one()
    assert draft.wish == WISH
    assert db.session.query(NearVerdict).one().verdict == "same"


def test_what_one_may_not_open_is_not_judged(context, read):
    secret = published(visibility="programme")
    fields = {**ASKED, "near_seen": "1", f"near-question-{secret.id}": "same",
              "near-question-999": "same", "near-other-1": "same", "near-output-x": "same"}  # fmt: skip
    assert path_of(post(read, "/questions/nouvelle", fields)) == "/questions/envoyee"
    assert db.session.query(NearVerdict).count() == 0


def test_the_file_shows_it_until_it_is_said_to_be_different(context, read, work):
    coralie, question = make.coordinator(), make.question(wish=WISH)
    output = make.output(title_fr=OTHER)
    work()
    file = f"/questions/{question.id}/dossier"
    page = read(file, as_=coralie)
    assert "Déjà dans la base" in page.words
    assert page.response.text.count("<mark>") >= 8
    post(read, f"/questions/{question.id}/proches", {}, as_=coralie, status=400)
    page = post(read, f"/questions/{question.id}/proches",
                {f"near-output-{output.id}": "different"}, as_=coralie)  # fmt: skip
    assert "Déjà dans la base" not in page.words
    assert re.search(f"Coralie Fictive Dite différente .*{OTHER[:30]}", page.words)  # who said it
