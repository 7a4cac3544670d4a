"""Mails: a plain text that fits, an HTML text that a mail program shows, in the reader's language."""

import pytest

from univasso.core.mail import Block, Message
from univasso.web import mailing

LONG = (
    "Une phrase longue qui doit être coupée proprement quand elle dépasse la largeur d’un message. "
    * 3
)


def message(language: str = "fr") -> Message:
    return Message(
        subject="Sujet <b> du message",
        blocks=(
            Block("paragraph", LONG),
            Block("quotation", "Ligne une\nLigne <deux>"),
            Block("list", "À faire", items=("compléter", "déposer")),
            Block("button", "Lire", "http://localhost/" + "a" * 90),
        ),
        reason="Vous recevez ce message parce que c’est un essai.",
        language=language,
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_plain_text_fits_and_keeps_its_links_whole(context, language):
    text, _ = mailing.render(message(language), "camille@exemple.test")
    assert max(len(line) for line in text.split("\n") if "http" not in line) <= 76
    assert "http://localhost/" + "a" * 90 in text
    assert "Ligne <deux>" in text
    assert ("Bonjour" if language == "fr" else "Good day") in text
    assert "camille@exemple.test" in text
    assert "- compléter\n" in text


def test_the_html_text_is_inert_and_says_the_same(context):
    _, html = mailing.render(message(), "camille@exemple.test")
    assert "Ligne &lt;deux&gt;" in html
    assert "Sujet &lt;b&gt;" in html
    assert '<html lang="fr">' in html
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("http://localhost/" + "a" * 90) == 2  # the button, and the address to copy
