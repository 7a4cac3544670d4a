"""Every address of the house, asked and sent with whatever anybody may write: it always answers."""

import re
from urllib.parse import quote, urlencode
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.security.conftest import VISITORS

EACH = 3  # examples for each address and visitor; raise it to look further
NASTY = (
    "", " ", "0", "1", "2", "-1", "9" * 25, "²", "٣", "1e9", "abc", "\x00", "a\x00b", "\ud83d", "é" * 300,
    "x" * 10_000, "'", '"', "' OR 1=1 --", "<script>alert(1)</script>", "{{7*7}}", "%s%n", "../" * 8,
    "=1+1", "\u202eabc", "👩🏽‍🚀", "2020-02-30", "0022-01-01", "2026-12-03T24:30", "fr", "on", "[]", "()",
    "publish", "licence", "need", "article", "question", "//evil.example", "\r\nSet-Cookie: a=b",
)  # fmt: skip
ARGUMENTS = (
    "q", "page", "lang", "type", "besoin", "axe", "territoire", "public", "langue", "texte", "licence",
    "de", "a", "tri", "onglet", "strict", "etat", "pour", "jours", "objet", "tous", "next", "qui",
    "departement", "registre", "nom", "numero", "preuve", "comme", "toutes",
)  # fmt: skip
FIELDS = (
    "once", "version", "user", "outputs", "what", "need", "licence", "confirmed", "answer", "next",
    "kept", "email", "password", "name", "role", "roles", "language", "theme", "text", "kind", "who",
    "title", "kind_code", "title_fr", "issued", "abstract_fr", "needs", "axes", "territories",
    "keywords", "audiences", "authors-0-kind", "authors-0-family", "authors-0-position",
    "authors-999-family", "authors-x-family", "links-0-url", "url", "doi", "isbn", "note", "reason",
    "successor", "days", "association", "embargo_until", "erratum", "newer", "expressions", "pending",
    "field", "website", "number", "code", "entry", "mission", "charter", "message", "note", "verb",
    "short_name", "sectors", "publics", "budget_band", "refusals", "unwanted", "channel",
    "working_hours", "contact_email", "contact_phone", "address", "council_on", "field_note",
    "is_listed", "is_public", "proof", "about", "person",
)  # fmt: skip
nasty = st.one_of(st.sampled_from(NASTY), st.text(max_size=20))


def encoded(pairs) -> bytes:
    """As a browser that knows nothing of Unicode would send it: lone surrogates become wrong bytes."""
    return urlencode(
        [(k, v.encode("utf-8", "surrogatepass")) for k, v in pairs], quote_via=quote
    ).encode()


@st.composite
def addresses(draw, rule, numbers):
    """An address of this rule, its parts real or nasty."""
    path = rule
    for whole, converter in re.findall(r"(<(?:([^:<>]+):)?[^<>]+>)", rule):
        if converter == "int":
            part = str(draw(st.sampled_from([*numbers, 0, 2**31, 2**63, 10**25])))
        elif converter.startswith("any"):
            part = draw(st.sampled_from(re.findall(r"[\w.]+", converter[3:])))
        else:
            part = quote(draw(nasty).encode("utf-8", "surrogatepass"), safe="") or "x"
        path = path.replace(whole, part, 1)
    pairs = draw(st.lists(st.tuples(st.sampled_from(ARGUMENTS), nasty), max_size=4))
    return f"{path}?{encoded(pairs).decode()}" if pairs else path


def rules(app, method: str) -> list[str]:
    return sorted(rule.rule for rule in app.url_map.iter_rules() if method in rule.methods)


def hammer(app, method: str, numbers, ask) -> None:
    """Ask each address a few times; a fault comes out with its own trace."""
    for rule in rules(app, method):
        _try(rule, numbers, ask)


def _try(rule: str, numbers, ask) -> None:
    @seed(crc32(rule.encode()))
    @settings(
        max_examples=EACH, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.data())
    def try_it(data):
        ask(data, data.draw(addresses(rule, numbers)))

    try_it()


def numbers_of(house) -> list[int]:
    return sorted({n for n in vars(house).values() if isinstance(n, int)})


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_address_breaks_when_it_is_asked(app, read, indexed, visitor):
    if visitor != "stranger":
        read.sign_in(getattr(indexed, visitor))

    def ask(_data, address):
        answer = read.client.get(address)
        # /readyz says 503 of itself when the index is not built, as it is not in tests
        assert answer.status_code < 500 or address.startswith("/readyz"), (
            address,
            answer.status_code,
        )

    hammer(app, "GET", numbers_of(indexed), ask)


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_address_breaks_when_it_is_sent_anything(app, read, indexed, visitor):
    def ask(data, address):
        if visitor != "stranger":
            read.signed_in_as = None  # whatever the last one did to the session
            read.sign_in(getattr(indexed, visitor))
        pairs = data.draw(st.lists(st.tuples(st.sampled_from(FIELDS), nasty), max_size=12))
        answer = read.client.post(
            address, data=encoded([*pairs, ("csrf_token", read.token())]),
            content_type="application/x-www-form-urlencoded",
        )  # fmt: skip
        assert answer.status_code < 500, (address, pairs, answer.status_code)

    hammer(app, "POST", numbers_of(indexed), ask)


@pytest.mark.parametrize("typed", ["\x00", "a\x00b", "x" * 10_000, "\ud83d"])
def test_what_no_column_holds_is_answered_all_the_same(read, indexed, typed):
    """On PostgreSQL a NUL and a text too long are faults of the statement, not of the page."""
    read.sign_in(indexed.administrator)
    written = quote(typed.encode("utf-8", "surrogatepass"))
    for path in ("/administration/personnes", "/administration/courriels", "/recherche"):
        answer = read.client.get(f"{path}?q={written}&territoire={written}")
        assert answer.status_code < 500, path
    form = encoded(
        [("kind_code", "note"), ("title", "x"), ("once", typed), ("csrf_token", read.token())]
    )
    answer = read.client.post(
        "/productions/deposer", data=form, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code < 500
