"""Two people who edit one meeting at once (G10)."""

from tests import make
from tests.questions.steps import post
from univasso.core.db import transaction
from univasso.seminars.services import editing


def test_what_another_saved_meanwhile_is_shown_beside(cafe, read):
    team = make.coordinator()
    address = f"/rencontres/{cafe.id}/modifier"
    form = read(address, as_=team).form()
    with transaction():
        editing.save(cafe, {**values(cafe), "town": "Arras"}, [], team, cafe.version)
    page = post(read, address, {**form, "town": "Lens"}, status=409)
    for known in ("Arras", "Lens"):
        assert known in page.html
    assert "Début" not in page.words
    assert "Format" not in page.words


def values(seminar) -> dict:
    names = (*editing.COPIED, *editing.PLACE, "starts_at", "ends_at", "closes_at")
    return {name: getattr(seminar, name) for name in names}
