"""What every page carries: its theme, its languages, its forms and their errors."""

import pytest

from tests import make


def dark_link(page) -> dict | None:
    return next((a for a in page.parsed.all("link") if "dark.css" in a.get("href", "")), None)


def test_the_theme_follows_the_device_unless_chosen(read):
    assert dark_link(read("/"))["media"] == "screen and (prefers-color-scheme: dark)"
    read.send("/affichage", language="fr", theme="dark", next="/besoins")
    assert dark_link(read("/"))["media"] == "screen"
    read.send("/affichage", language="fr", theme="light")
    assert dark_link(read("/")) is None


def test_the_other_language_keeps_the_choices_of_the_address(read):
    page = read("/style?page=3")
    assert "/style?page=3&lang=en" in page.links()
    assert read("/style?page=3&lang=en", language="en").parsed.all("html")[0]["lang"] == "en"


def test_the_first_link_leads_to_the_content(read):
    page = read("/")
    assert page.links()[0] == "#contenu"
    assert any(a.get("id") == "contenu" for a in page.parsed.all("main"))


def test_no_page_asks_another_site_for_anything(read):
    for path in ("/", "/style", "/besoins"):
        page = read(path)
        asked = [a.get("src") or "" for tag in ("img", "script") for a in page.parsed.all(tag)]
        asked += [a["href"] for a in page.parsed.all("link")]
        assert [a for a in asked if not a.startswith("/")] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_error_is_said_in_the_title_above_the_form_and_at_the_field(read, language):
    page = read.send(
        "/style", status=422, language="fr", title="", abstract="x" * 601, audience="associations"
    )
    assert "<title>Erreur\u00a0:" in page.html
    assert 'role="alert"' in page.html
    assert "2 réponses sont à corriger" in page.words
    assert {"#title", "#abstract"} <= set(page.links())
    title = next(a for a in page.parsed.all("input") if a.get("id") == "title")
    assert title["aria-invalid"] == "true"
    assert title["aria-describedby"] == "title-hint title-error"
    assert "1 caractère de trop" in page.words


def test_what_was_typed_is_kept(read):
    page = read.send(
        "/style", status=422, title="", abstract="Œuvre <b> « à »", audience="students"
    )
    assert "Œuvre &lt;b&gt; « à »" in page.html
    chosen = [
        a["value"]
        for a in page.parsed.all("input")
        if a.get("name") == "audience" and "checked" in a
    ]
    assert chosen != ["associations"] or "students" not in page.html


def test_a_list_announces_its_limit_of_characters(read):
    assert "600 caractères au plus" in read("/style").words
    assert "600 characters at most" in read("/style", language="en").words


def test_pages_of_a_list_never_fail(read):
    for asked in ("0", "-1", "9999", "abc"):
        page = read(f"/style?page={asked}")
        assert "La page demandée n’existe pas" in page.words


def test_words_of_data_are_inert(read, context):
    make.output(title_fr="<script>alert(1)</script> {{ 7 * 7 }}", authors=('"><img src=x>',))
    page = read("/")
    assert "<script>alert" not in page.html
    assert "{{ 7 * 7 }}" in page.html
    assert not any("onerror" in a or a.get("src") == "x" for a in page.parsed.all("img"))


def test_the_pages_of_work_know_who_works(read, context):
    page = read("/compte", as_=make.user())
    assert 'class="wk"' in page.html
    assert "Camille Fictif" in page.words
