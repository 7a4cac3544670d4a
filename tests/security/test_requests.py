"""Requests that no browser of a visitor sends: methods, hosts, headers, bodies, ways out."""

import http.client
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
import waitress
from waitress import wasyncore

from tests import make
from tests.conftest import KEY
from univasso import create_app
from univasso.accounts import services as accounts
from univasso.accounts.passwords import hash_password
from univasso.commands.serve import options
from univasso.core.db import db, transaction
from univasso.core.files import store
from univasso.models import OutgoingMail, Role, SignIn
from univasso.web.redirects import safe_next

DOCUMENT = Path(__file__).parents[1] / "data" / "documents" / "pypdf_multicolumn.pdf"
PASSWORD = "une phrase assez longue"
AWAY = (
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example",
    "\\/evil.example", "/\t/evil.example", "\t//evil.example", "/\n/evil.example", "\n//evil.example",
    "/\r/evil.example", " //evil.example", "\x00//evil.example", "\x0b//evil.example",
    "http://evil.example", "https://evil.example", "HTTPS://evil.example", "https:evil.example",
    "https:/evil.example", "https:///evil.example", "http:\\\\evil.example", "ht\ntps://evil.example",
    "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
    "vbscript:x", "mailto:a@b.example", "ftp://evil.example", "evil.example", "evil.example/x", "?x=//a",
    "#//evil.example", "@evil.example", ":80", "..//evil.example", "./evil.example", "%2f%2fevil.example",
    "/x\\..\\evil", "//[::1]", "//0x7f000001", "//user@evil.example", "https://localhost@evil.example",
    "blob:https://evil.example/x", "\u2028//evil.example", "",
)  # fmt: skip


@pytest.mark.parametrize("address", AWAY)
def test_no_spelling_leads_away_from_the_site(address):
    assert safe_next(address, "/ici") == "/ici"


def test_signing_in_leads_to_our_pages_only(context, read):
    make.user(email="camille@exemple.test", password_hash=hash_password(PASSWORD))
    form = {"email": "camille@exemple.test", "password": PASSWORD, "next": "//evil.example/x"}
    assert read.send("/connexion", form=form).response.location == "/"


@pytest.mark.parametrize(
    "method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD", "PROPFIND"]
)
def test_other_methods_are_answered_and_change_nothing(app, read, indexed, method):
    read.sign_in(indexed.administrator)
    for rule in app.url_map.iter_rules():
        if "<" not in rule.rule:
            answer = read.client.open(rule.rule, method=method)
            assert answer.status_code < 500 or rule.rule == "/readyz", (method, rule.rule)
            assert "POST" in rule.methods or answer.status_code != 303 or method == "HEAD"


def test_a_form_without_its_token_or_with_a_foreign_one_does_nothing(app, read, house):
    read.sign_in(house.coordinator)
    for token in ("", "x", "a" * 500):
        page = read.client.post(
            f"/productions/{house.submitted}/etapes/publish", data={"csrf_token": token}
        )
        assert page.status_code == 400
    elsewhere = app.test_client()
    text = elsewhere.get("/connexion").get_data(as_text=True)
    token = text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    path = f"/productions/{house.submitted}/etapes/publish"
    assert read.client.post(path, data={"csrf_token": token}).status_code == 400
    assert "Déposée" in read(f"/productions/{house.submitted}").words


def test_links_of_mails_and_pages_ignore_the_host_of_the_request(app, read, house, work):
    path = f"/productions/{house.published}/ecrire"
    form = {"kind": "question", "text": "Fictif ?", "email": "elle@exemple.test",
            "csrf_token": read.token()}  # fmt: skip
    read.client.post(
        path, data=form, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    )
    page = read.client.get(f"/productions/{house.published}", headers={"Host": "evil.example"})
    assert "evil.example" not in page.get_data(as_text=True)
    work()
    with app.app_context():
        mails = db.session.query(OutgoingMail).all()
        assert mails
        assert not [m for m in mails if "evil.example" in m.text + m.html]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "203.0.113.9"},
        {"X-Real-IP": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"Via": "1.1 proxy"},
        {"Host": "rebound.example"},
        {"Host": "127.0.0.1.example"},
    ],
)
def test_one_click_accounts_open_to_nobody_behind_a_proxy_or_another_name(app, context, headers):
    make.coordinator(is_fictional=True)
    app.config["DEMONSTRATION"] = True
    with serving(app) as port:
        assert "Coralie" in _get(port, {})
        assert "Coralie" not in _get(port, headers)


@contextmanager
def serving(app):
    """The application behind its real server: what waitress does to headers is part of the answer."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, map={}, **options(app))
    stop = threading.Event()

    def turn():
        while not stop.is_set():
            wasyncore.loop(timeout=0.05, map=server._map, count=1)

    thread = threading.Thread(target=turn)
    thread.start()
    try:
        yield server.effective_port
    finally:
        stop.set()
        thread.join()
        server.task_dispatcher.shutdown()
        for channel in list(server._map.values()):
            channel.close()


@pytest.mark.parametrize(("count", "is_believed"), [(0, False), (1, True)])
def test_a_proxy_is_believed_when_the_settings_say_there_is_one(app, count, is_believed):
    proxied = create_app(
        app.instance_path, SECRET_KEY=KEY, PROXY_COUNT=count, PUBLIC_URL="https://localhost",
        DATABASE_URL=app.config["DATABASE_URL"],
    )  # fmt: skip
    with serving(proxied) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        passed_on = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        connection.request("GET", "/connexion", headers={"Connection": "close", **passed_on})
        answer = connection.getresponse()
        answer.read()
        connection.close()
    assert ("Strict-Transport-Security" in answer.headers) is is_believed
    with proxied.app_context():
        db.session.remove()
        db.engine.dispose()


def _get(port: int, headers: dict) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/connexion", headers={"Connection": "close", **headers})
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def test_the_tenth_wrong_password_is_the_last_and_says_when_to_come_back(context, read):
    make.user(email="camille@exemple.test", password_hash=hash_password(PASSWORD))
    for _ in range(10):
        read.send("/connexion", status=422, email="Camille@exemple.test ", password="faux")
    page = read.send("/connexion", status=429, email="camille@exemple.test", password=PASSWORD)
    assert 0 < int(page.response.headers["Retry-After"]) <= 900


def test_a_session_is_new_at_sign_in_and_dead_after_sign_out(app, context, read):
    user = make.user(
        Role.MEMBER, email="camille@exemple.test", password_hash=hash_password(PASSWORD)
    )
    read("/connexion")
    before = read.client.get_cookie("univasso").value
    read.send("/connexion", email="camille@exemple.test", password=PASSWORD)
    stolen = read.client.get_cookie("univasso").value
    assert stolen != before
    read("/compte")
    read.send("/deconnexion")
    thief = app.test_client()
    thief.set_cookie("univasso", stolen)
    assert thief.get("/compte").status_code == 303
    assert db.session.query(SignIn).filter_by(user_id=user.id, ended_at=None).count() == 0


def test_every_answer_is_dressed_and_private_pages_are_not_stored(app, read, house):
    read.sign_in(house.administrator)
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or "<" in rule.rule:
            continue
        answer = read.client.get(rule.rule)
        assert answer.headers["X-Content-Type-Options"] == "nosniff", rule.rule
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"], rule.rule
        assert "unsafe" not in answer.headers["Content-Security-Policy"], rule.rule
        assert answer.headers["Cache-Control"] == "no-store", rule.rule
        assert "Cookie" in answer.vary, rule.rule


def test_cookies_are_locked_when_the_site_is_served_over_https(app, read):
    app.config.update(SESSION_COOKIE_SECURE=True)
    sent = read.client.post(
        "/affichage", data={"language": "fr", "theme": "dark", "csrf_token": read.token()},
        base_url="https://localhost",
    ).headers.getlist("Set-Cookie")  # fmt: skip
    for cookie in sent:
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\moi\\rapport.pdf", "rapport.pdf"),
        ("rapport.html.pdf", "rapport.html.pdf"),
        ("a'><xss-tag data-xss=1>.pdf", "a'--xss-tag data-xss=1-.pdf"),
        ("rapport\u202efdp.html.pdf", "rapport fdp.html.pdf"),
        (f"{'é' * 400}.pdf", f"{'é' * 30}"),
    ],
)
def test_an_uploaded_name_is_only_a_name(app, read, house, name, shown):
    with DOCUMENT.open("rb") as file:
        path = f"/productions/{house.draft}/fichiers"
        read.send(path, as_=house.member, file=(file, name))
    page = read(f"/productions/{house.draft}")
    address = next(a for a in page.links() if "/fichiers/" in a and a.endswith(".pdf"))
    answer = read.client.get(address)
    assert answer.status_code == 200
    assert "X-Evil" not in answer.headers
    assert shown in page.words
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(p.resolve().is_relative_to(store.folder.resolve()) for p in store.folder.rglob("*"))


def test_a_row_of_another_output_is_not_reached_by_way_of_ones_own(app, read, house):
    """Nested addresses: the file, the link, the remark must be of the output named before them."""
    with app.app_context(), transaction():
        db.session.execute(db.text("INSERT INTO remark (output_id, text, field, at) VALUES "
                                   f"({house.published}, 'x', '', '2026-01-01')"))  # fmt: skip
    own, read.signed_in_as = f"/productions/{house.draft}", None
    read(f"{own}/fichiers/{house.file}/texte", as_=house.member, status=404)
    read(f"{own}/fichiers/{house.file}/note.pdf", status=404)
    for path in (
        f"fichiers/{house.file}/retirer",
        f"fichiers/{house.file}/relire",
        "echanges/1/regle",
    ):
        read.send(f"{own}/{path}", status=404)
    other = f"/productions/{house.submitted}"
    read.send(f"{other}/liens/1/revoquer", status=404)


@pytest.mark.parametrize("start", ["invitations", "productions/suivi", "productions/partage",
                                   "productions/credits", "productions/relectures",
                                   "annuaire/invitations"])  # fmt: skip
def test_a_link_that_is_not_ours_says_so(read, start):
    for token in ("x", "a" * 10_000, "%00", "%ff", "a.b.c", "..", "é"):
        path = f"/{start}/{token}"
        sent = read.client.post(path, data={"csrf_token": read.token()})
        assert read.client.get(path).status_code in (404, 410)
        assert sent.status_code in (404, 405, 410)


def test_two_invitations_to_one_address_make_one_account(context, read):
    with transaction():
        tokens = [
            accounts.invite("neuve@exemple.test", Role.MEMBER, None, "fr")[1] for _ in range(2)
        ]
    form = {"name": "Neuve Fictive", "password": PASSWORD}
    read.send(f"/invitations/{tokens[0]}", form=form)
    read.send("/deconnexion")
    page = read.send(f"/invitations/{tokens[1]}", form=form, status=410)
    assert "compte" in page.words
