"""Files of the face: an address that says what they hold, weights within the budget."""

import gzip
import re

import pytest

from univasso.web import statics

CSS, JS, SPRITE, FONTS = 49_152, 30_720, 20_480, 122_880  # bytes, uncompressed


@pytest.fixture
def address(app):
    def of(name: str) -> str:
        with app.test_request_context():
            return statics.asset(name)

    return of


def test_a_file_is_kept_a_year_under_its_print(app, address):
    response = app.test_client().get(address("screen.css"))
    assert response.mimetype == "text/css"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in response.headers


def test_a_print_of_another_version_is_not_kept(app, address):
    old = address("screen.css").replace(statics.fingerprint(), "0000000000")
    response = app.test_client().get(old)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"


def test_fonts_named_by_the_style_sheet_are_there(app, address):
    client = app.test_client()
    sheet = address("screen.css")
    fonts = re.findall(r'url\("([^"]+)"\)', client.get(sheet).get_data(as_text=True))
    assert len(fonts) == 5
    for font in fonts:
        response = client.get(sheet.rpartition("/")[0] + "/" + font)
        assert (response.status_code, response.mimetype) == (200, "font/woff2")


def test_text_is_sent_compressed_to_who_can_read_it(app, address):
    client = app.test_client()
    plain = client.get(address("icons.svg"))
    small = client.get(address("icons.svg"), headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2


@pytest.mark.parametrize("path", ["../config.py", "%2e%2e/config.py", "nothing.css", "base.css"])
def test_nothing_else_is_served(app, path):
    assert app.test_client().get(f"/static/{statics.fingerprint()}/{path}").status_code == 404


def test_a_typing_error_in_a_template_is_found(app):
    with app.test_request_context(), pytest.raises(KeyError):
        statics.asset("scren.css")


def test_squeezing_leaves_quoted_strings_alone():
    assert statics.squeezed('a { content: " : " ; } /* why */ b  >  c { top: 0; }') == (
        'a{content:" : "}b>c{top:0}'
    )


def test_weights_stay_within_the_budget():
    weights = {name: len(asset.body) for name, asset in statics.assets().items()}

    def total(end: str) -> int:
        return sum(weight for name, weight in weights.items() if name.endswith(end))

    assert total(".css") <= CSS
    assert total(".js") <= JS
    assert weights["icons.svg"] <= SPRITE
    assert total(".woff2") <= FONTS


def test_every_icon_that_a_template_names_is_in_the_sprite(app):
    sprite = statics.assets()["icons.svg"].body.decode()
    there = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = set()
    for name in app.jinja_env.list_templates():
        source, _, _ = app.jinja_env.loader.get_source(app.jinja_env, name)
        named |= set(re.findall(r"icon\('([a-z0-9-]+)'\)", source))
    assert named - there == set()


def test_every_module_is_small_and_named_by_the_page_module():
    scripts = {n: a.body.decode() for n, a in statics.assets().items() if n.endswith(".js")}
    assert {name for name, text in scripts.items() if text.count("\n") > 60} == set()
    named = set(re.findall(r'"\./(\w+\.js)"', scripts["js/page.js"]))
    assert named == {name.removeprefix("js/") for name in scripts} - {"page.js"}


def test_every_class_of_a_template_has_its_style(app):
    sheets = "".join(a.body.decode() for n, a in statics.assets().items() if n.endswith(".css"))
    styled = set(re.findall(r"\.([a-z][\w-]*)", sheets))
    bare = {}
    for name in app.jinja_env.list_templates(extensions=["html"]):
        source, _, _ = app.jinja_env.loader.get_source(app.jinja_env, name)
        for classes in re.findall(r'class="([^"]*)"', source):
            plain = re.sub(r"{[{%].*?[%}]}", " ", classes)
            whole = {one for one in plain.split() if not one.endswith("-")}
            if whole - styled:
                bare.setdefault(name, set()).update(whole - styled)
    assert bare == {}
