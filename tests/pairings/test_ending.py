"""After the end: facts that the coordination reads, and everybody only if both sides say so."""

from tests.pairings.conftest import to
from tests.questions.steps import leave, post


def test_both_say_facts_and_each_reads_the_others_only_when_both_agree(two, read):
    two.ask()
    lea, nadia = two.link(two.lea), two.link(two.nadia)
    two.answer(two.lea, word="yes")
    post(read, f"{lea}/bilan", {"useful": "yes"}, status=409)  # it has not begun
    two.answer(two.nadia, word="yes")
    post(read, f"{lea}/terminer", {"text": ""}, status=422)
    post(read, f"{lea}/terminer", {"text": "L’enquête est rendue."})
    assert two.now().state == "ended"
    assert "L’enquête est rendue." in to(two.nadia.email)[-1].text
    said = {"kept_times": "yes", "returned": "yes", "useful": "no", "words": "Trop long."}
    assert "Trop long." in post(read, f"{nadia}/bilan", said | {"is_public": "y"}).words
    assert "Trop long." not in read(lea).words
    page = read(f"/mises-en-relation/{two.pairing.id}", as_=two.coralie)
    assert "Trop long." in page.words
    leave(read)
    post(
        read,
        f"{lea}/bilan",
        {"kept_times": "yes", "returned": "", "useful": "yes", "is_public": "y"},
    )
    assert "Trop long." in read(lea).words
