"""A picky reader: fetches a page and checks, every time, what every page promises."""

import re
from contextvars import Context
from html import unescape
from html.parser import HTMLParser

from flask.testing import FlaskClient

from univasso.accounts import services as accounts
from univasso.core.db import db, transaction
from univasso.models import User

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPACED = re.compile(
    r"[^\s\u00a0\u202f](?:[;!?](?=\s|$))| [;:!?](?=\s|$)|«[^\u00a0\u202f]|[^\u00a0\u202f]»"
)


class Parsed(HTMLParser):
    """The elements of a page, flat, and its text without code."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict]] = []
        self.stack: list[str] = []
        self.text: list[tuple[str, str, str]] = []  # (nearest tag, lang, words)
        self.langs: list[str] = [""]
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        self.elements.append((tag, about))
        if tag not in VOID:
            self.stack.append(tag)
            self.langs.append(about.get("lang") or self.langs[-1])

    def handle_endtag(self, tag):
        if tag in self.stack:
            while self.stack and self.stack[-1] != tag:
                self.stack.pop()
                self.langs.pop()
            self.stack.pop()
            self.langs.pop()

    def handle_data(self, words):
        if words.strip():
            self.text.append((self.stack[-1] if self.stack else "", self.langs[-1], words))

    def all(self, tag: str) -> list[dict]:
        return [about for name, about in self.elements if name == tag]


class PageRead:
    """What came back: status, HTML, its elements and its words."""

    def __init__(self, response):
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.parsed = Parsed(self.html) if response.mimetype == "text/html" else None

    @property
    def words(self) -> str:
        return re.sub(r"[ \n\t]+", " ", " ".join(words for _, _, words in self.parsed.text))

    def complaints(self) -> str:
        """What the page says is wrong, or its beginning."""
        said = re.findall(r'field__error"[^>]*>.*?</p>', self.html, re.S)
        return "\n".join(re.sub(r"<[^>]+>", " ", piece) for piece in said) or self.html[:600]

    def links(self) -> list[str]:
        return [a["href"] for a in self.parsed.all("a") if a.get("href")]

    def form(self, action: str = "") -> dict[str, list[str]]:
        """What a browser would send back of the form at this address, its choices included."""
        whole = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', self.html, re.S)[0]
        sent: dict[str, list[str]] = {}
        for about in Parsed(whole).all("input"):
            if about.get("type") == "file" or not about.get("name"):
                continue
            if about.get("type") not in ("radio", "checkbox") or "checked" in about:
                sent.setdefault(about["name"], []).append(about.get("value", ""))
        for name, options in re.findall(
            r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', whole, re.S
        ):
            chosen = re.search(r'value="([^"]*)" selected', options)
            sent[name] = [unescape((chosen or re.search(r'value="([^"]*)"', options))[1])]
        for name, text in re.findall(
            r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', whole, re.S
        ):
            sent[name] = [unescape(text.removeprefix("\r\n").removeprefix("\n"))]
        return sent

    def criticise(self, language: str) -> list[str]:
        """What is wrong with the page, in sentences; empty when it is right."""
        wrong = []
        parsed = self.parsed
        if len(parsed.all("h1")) != 1:
            wrong.append(f"{len(parsed.all('h1'))} first-level headings")
        if not any(tag == "title" for tag, _ in parsed.elements):
            wrong.append("no title")
        if parsed.all("html")[0].get("lang") != language:
            wrong.append(f"lang is {parsed.all('html')[0].get('lang')}")
        ids = [about["id"] for _, about in parsed.elements if about.get("id")]
        wrong += [f"id {i} twice" for i in sorted({i for i in ids if ids.count(i) > 1})]
        wrong += self._unlabelled(set(ids)) + self._untokened() + self._inline()
        if re.search(r"&lt;(?:a|p|span|div|button) (?:class|href)=", self.html):
            wrong.append("markup of ours shown as text")
        if language == "fr":
            wrong += self._typography()
        return wrong

    def _unlabelled(self, ids: set[str]) -> list[str]:
        labels = {about.get("for") for about in self.parsed.all("label")}
        inside = re.findall(
            r"<label[^>]*>(?:(?!</label>).)*<(?:input|select)[^>]*>", self.html, re.S
        )
        wrong = []
        for tag in ("input", "select", "textarea"):
            for about in self.parsed.all(tag):
                if about.get("type") in ("hidden", "submit") or about.get("aria-label"):
                    continue
                named = about.get("id") in labels or any(
                    f'value="{about.get("value")}"' in piece for piece in inside
                )
                if not named:
                    wrong.append(f"no label for {about.get('name')}")
        for _, about in self.parsed.elements:
            for part in (about.get("aria-describedby") or "").split():
                if part not in ids:
                    wrong.append(f"aria-describedby points at nothing: {part}")
        return wrong

    def _untokened(self) -> list[str]:
        forms = re.findall(r"<form[^>]*method=\"post\"[^>]*>.*?</form>", self.html, re.S | re.I)
        return ["a form without its token" for f in forms if 'name="csrf_token"' not in f]

    def _inline(self) -> list[str]:
        wrong = []
        for tag, about in self.parsed.elements:
            if "style" in about or any(name.startswith("on") for name in about):
                wrong.append(f"inline style or script on {tag}")
            if (
                tag == "script"
                and not about.get("src")
                and about.get("type") != "application/ld+json"
            ):
                wrong.append("inline script")
        return wrong

    def _typography(self) -> list[str]:
        ours = [
            words
            for tag, lang, words in self.parsed.text
            if lang == "fr" and tag not in ("pre", "code", "kbd", "script", "style", "textarea")
        ]
        return [
            f"French typography: {w.strip()[:80]!r}" for w in ours if re.search(r" [;:!?»]|« ", w)
        ]


class Client(FlaskClient):
    """Each request has a context of its own, as on a server, whatever the test holds open."""

    def open(self, *args, **kwargs):
        kwargs.setdefault("buffered", True)  # read whole, and its file closed
        return Context().run(super().open, *args, **kwargs)


class Reader:
    """A browser that reads like a critic. One per test; it keeps its cookies."""

    def __init__(self, app):
        self.app = app
        app.test_client_class = Client
        self.client = app.test_client()
        self.signed_in_as = None

    def sign_in(self, user) -> None:
        """Begin a session for somebody, by the same service as the page."""
        number = user if isinstance(user, int) else user.id
        if self.signed_in_as == number:
            return
        with self.app.app_context():
            with transaction():
                who = db.session.get(User, number)
                token = accounts.open_session(who, "tests")
            db.session.remove()
        with self.client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        self.signed_in_as = number

    def __call__(self, path: str, *, as_=None, status: int = 200, language: str = "fr") -> PageRead:
        if as_ is not None:
            self.sign_in(as_)
        response = self.client.get(path, headers={"Accept-Language": language})
        return self._look(response, path, status, language)

    def send(
        self,
        path: str,
        *,
        as_=None,
        status: int = 303,
        language: str = "fr",
        form: dict | None = None,
        **fields,
    ) -> PageRead:
        """Post a form as a browser would: with the token of this session.

        ``form`` holds fields whose names would be taken for something else here.
        """
        if as_ is not None:
            self.sign_in(as_)
        fields = {**(form or {}), **fields}
        fields.setdefault("csrf_token", self.token())
        has_file = any(isinstance(value, tuple) for value in fields.values())
        response = self.client.post(
            path, data=fields, headers={"Accept-Language": language},
            content_type="multipart/form-data" if has_file else None,
        )  # fmt: skip
        return self._look(response, path, status, language)

    def token(self) -> str:
        page = self.client.get("/connexion").get_data(as_text=True)
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]

    def _look(self, response, path: str, status: int, language: str) -> PageRead:
        page = PageRead(response)
        assert page.status == status, (
            f"{path}: {page.status} instead of {status}\n{page.complaints()}"
        )
        if page.parsed is not None and page.status not in (301, 302, 303, 308):
            wrong = page.criticise(language)
            assert wrong == [], f"{path}: {wrong}"
        return page
