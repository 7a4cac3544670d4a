"""The public API never stands in anybody's way (A1.3)."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from univasso import create_app
from univasso.config import ConfigurationError
from univasso.directory.register import online
from univasso.directory.register.comparison import differences
from univasso.directory.register.numbers import Said
from univasso.models import RegisterEntry, RegisterStatus

KEY = "a-key-for-tests-only-0123456789-abcdefghij"
# In the layout that the API documents (open-api.yml), for a real association.
ASSOCIATION = {
    "siren": "338365059", "nom_complet": "CENTRE SOCIAL 'CAP DE TOUT'", "sigle": None,
    "nature_juridique": "9230", "etat_administratif": "A", "date_creation": "1986-06-13",
    "siege": {"siret": "33836505900017", "adresse": "RUE JULES FERRY 64110 MAZERES-LEZONS",
              "code_postal": "64110", "commune": "64373", "libelle_commune": "MAZERES-LEZONS",
              "departement": "64"},
    "complements": {"est_association": True, "identifiant_association": "W643000001"},
}  # fmt: skip


@pytest.fixture
def api():
    """``api(function)``: a server on this machine whose answers ``function(handler)`` writes."""
    servers = []

    def serve(answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                Handler.asked = self.path
                answer(self)

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        serve.handler = Handler
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def says(body: object, status: int = 200, **headers: str):
    def answer(handler) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def test_an_association_is_read_in_the_documented_layout(api):
    answer = online.ask(api(says({"results": [ASSOCIATION]})), "338365059")
    assert api.handler.asked == "/search?q=338365059&page=1&per_page=1"
    entry = answer.entries[0]
    assert (answer.said, entry.number, entry.commune_code) == (Said.FOUND, "W643000001", "64373")
    assert entry.created_on.isoformat() == "1986-06-13"


def test_a_company_a_closed_body_and_a_hidden_one_are_told_apart(api):
    company = {**ASSOCIATION, "nature_juridique": "5710", "complements": {"est_association": False}}
    assert online.ask(api(says({"results": [company]})), "338365059").said == Said.BODY
    closed = {**ASSOCIATION, "etat_administratif": "C", "date_fermeture": "2019-01-01"}
    answer = online.ask(api(says({"results": [closed]})), "338365059")
    assert (answer.said, answer.values["year"]) == (Said.DISSOLVED, "2019")
    hidden = {**ASSOCIATION, "siege": {"adresse": "[NON-DIFFUSIBLE]", "code_postal": None}}
    assert online.ask(api(says({"results": [hidden]})), "338365059").entries[0].address == ""
    assert online.ask(api(says({"results": []})), "338365059").said == Said.UNKNOWN


@pytest.mark.parametrize(
    "answer",
    [
        says(b"{not json"), says(b""), says(b"[" * 100_000), says({"error": "x"}), says([1, 2]),
        says({"results": [{"siren": "338365059", "complements": 3, "siege": 4}]}),
        says({"results": [ASSOCIATION]}, status=500),
        says({"results": [ASSOCIATION]}, status=429),
        says(b"", status=302, Location="http://127.0.0.1:1/"),
        says(b'{"results": [], "x": "' + b"x" * (online.LARGEST + 10) + b'"}'),
        lambda handler: handler.connection.close(),
    ],
)  # fmt: skip
def test_whatever_goes_wrong_people_go_on_by_hand(api, answer):
    assert online.ask(api(answer), "338365059").said == Said.UNAVAILABLE


def test_a_slow_answer_is_not_waited_for(api, monkeypatch):
    monkeypatch.setattr(online, "SECONDS", 0.4)

    def drip(handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(30):
            handler.wfile.write(b" ")
            time.sleep(0.1)

    base = api(drip)
    started = time.monotonic()
    assert online.ask(base, "338365059").said == Said.UNAVAILABLE
    assert time.monotonic() - started < 2.5  # the answer takes three seconds


def test_a_redirect_is_not_followed(api):
    met = []
    elsewhere = api(
        lambda handler: met.append(handler.path) or says({"results": [ASSOCIATION]})(handler)
    )
    online.ask(api(says(b"", status=302, Location=f"{elsewhere}/search")), "338365059")
    assert met == []


def test_nothing_is_asked_without_the_setting_or_a_number(api):
    base = api(says({"results": [ASSOCIATION]}))
    assert online.ask("", "338365059").said == Said.UNAVAILABLE
    for number in ("", "W595000001", "338365059&q=x", "../338365059"):
        assert online.ask(base, number).said == Said.UNAVAILABLE
    assert not hasattr(api.handler, "asked")


@pytest.mark.parametrize(
    ("address", "is_known"),
    [
        ("", True), ("https://recherche-entreprises.api.gouv.fr", True),
        ("http://127.0.0.1:9999", True), ("http://recherche-entreprises.api.gouv.fr", False),
        ("https://recherche-entreprises.api.gouv.fr.exemple.test", False),
        ("https://x@recherche-entreprises.api.gouv.fr", False),
        ("http://x@127.0.0.1", False), ("https://169.254.169.254", False), ("file:///etc", False),
    ],
)  # fmt: skip
def test_only_the_public_api_may_be_named_by_the_setting(tmp_path, address, is_known):
    if is_known:
        create_app(tmp_path, SECRET_KEY=KEY, REGISTER_API=address)
    else:
        with pytest.raises(ConfigurationError, match="REGISTER_API"):
            create_app(tmp_path, SECRET_KEY=KEY, REGISTER_API=address)


def test_what_differs_is_listed_for_a_person_to_choose():
    entry = RegisterEntry(
        title="AMICALE LAIQUE DE ST-OMER", short_title="", address="1 RUE VERTE", postcode="62500",
        commune="Saint-Omer", siren="", status=RegisterStatus.ACTIVE, number="W622000004",
    )  # fmt: skip
    ours = {"title": "Amicale laïque de Saint Omer", "short_title": "ALSO", "postcode": "62000",
            "commune": "SAINT OMER", "address": "", "telephone": "0300000000"}  # fmt: skip
    found = differences(entry, ours)
    assert [(d.name, d.ours, d.register) for d in found] == [
        ("address", "", "1 RUE VERTE"), ("postcode", "62000", "62500"),
    ]  # fmt: skip
