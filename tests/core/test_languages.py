"""French or English."""

import pytest

from univasso.core.languages import guess


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("L’engagement des bénévoles dans les associations", "fr"),
        ("The commitment of volunteers in nonprofits", "en"),
        (
            "Lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam nonumy eirmod tempor et "
            * 5,
            "",
        ),
        ("Références", ""),
        ("", ""),
    ],
)
def test_the_small_words_tell_the_language(text, language):
    assert guess(text) == language
