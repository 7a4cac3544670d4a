"""Questions as everybody may read them, and what the other pages say of them."""

from datetime import timedelta

from tests import make
from tests.questions.steps import post
from univasso.questions.services import triage


def filed(number: int, **about):
    question = make.question("qualified", **about)
    with make.transaction():
        triage.map_to(question, [make.need(number)], "", make.coordinator())
    return question


def test_the_page_of_a_need_shows_its_questions_and_counts_those_of_all(context, read):
    filed(3, wish="Une question ouverte à tous")
    filed(3, wish="Une question du programme", visibility="programme")
    page = read(need_path(read, 3))
    assert "Une question ouverte à tous" in page.words
    assert "Une question du programme" not in page.words
    assert "questions?besoin=3" in page.html
    assert ">1</a></td>" in read("/besoins").html


def need_path(read, number: int) -> str:
    return read(f"/besoins/{number}", status=301).response.location


def test_the_list_is_filtered_by_need_place_state_and_words(context, read):
    filed(3, wish="Une question sur les bénévoles")
    filed(5, wish="Une question sur les mairies")
    assert "bénévoles" not in read("/questions?besoin=5").words
    assert "mairies" in read("/questions?q=mairie").words
    assert "Pas encore de question ici" in read("/questions?etat=avec-issue").words
    assert "Pas encore de question ici" in read("/questions?lieu=Amiens").words


def test_the_home_page_says_how_soon_one_is_answered(context, read):
    assert "Pas encore assez de cas" in read("/").words
    now = make.clock.now()
    for days in (1, 2, 3, 4, 5):
        make.question(
            received_at=now - timedelta(days=9), first_answer_at=now - timedelta(days=9 - days)
        )
    page = read("/")
    assert "jours, pour la moitié des questions" in page.words
    assert "<dd>4,6</dd>" in page.html


def test_a_search_in_vain_leads_to_a_question_already_begun(context, read, work):
    work()
    page = read("/recherche?q=zorglub+quantique")
    assert "/questions/nouvelle?q=zorglub%20quantique" in page.html


def test_a_question_kept_for_the_programme_is_missing_for_everybody_else(context, read):
    question = filed(3, visibility="programme")
    read(f"/questions/{question.id}", status=404)
    assert question.wish in read(f"/questions/{question.id}", as_=make.coordinator()).words


def test_nobody_sends_for_another_by_guessing_a_number(context, read):
    question = make.question("exchange", asker=make.user(), published_at=None)
    post(read, f"/questions/suivi/{question.id}/repondre", {"text": "Moi."}, status=404)
    read(f"/questions/suivi/{question.id}", as_=make.user(), status=404)
    known = make.question("exchange", asker=make.user())
    post(
        read, f"/questions/suivi/{known.id}/repondre", {"text": "Moi."}, as_=make.user(), status=403
    )
