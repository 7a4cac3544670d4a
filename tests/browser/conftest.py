"""A served application with a small programme in it, and a browser that reads it as people do."""

import re
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from sqlalchemy import delete
from waitress import create_server

from tests import make
from tests.conftest import KEY
from univasso import create_app
from univasso.core import clock, jobs
from univasso.core.db import db, transaction
from univasso.core.limits import Attempt
from univasso.demonstration import filling, orcid
from univasso.finder import following
from univasso.models import OutgoingMail
from univasso.pairings.services import ladder
from univasso.questions.services import reminding

AXE = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def site(tmp_path_factory, server):
    """The address of the demonstration, served for real on a port of its own."""
    folder = tmp_path_factory.mktemp("site")
    with server.fresh(folder) as url:
        app = create_app(folder, SECRET_KEY=KEY, DATABASE_URL=url, DEMONSTRATION=True)
        filling.fill(app, lambda *_a, **_k: None)
        filling.build_index(app, lambda *_a, **_k: None)
        waiting = create_server(app, host="127.0.0.1", port=0, threads=4)
        app.config["PUBLIC_URL"] = f"http://127.0.0.1:{waiting.effective_port}"
        orcid.attach(app)
        thread = threading.Thread(target=waiting.run, daemon=True)
        thread.start()
        yield Site(app, app.config["PUBLIC_URL"])
        waiting.close()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


class Site:
    """The application, its address, and the work that its worker would do."""

    def __init__(self, app, address: str):
        self.app, self.address = app, address

    def work(self) -> None:
        with self.app.app_context():
            jobs.run_due(1000)
            following.follow()
            db.session.remove()

    def link_of(self, email: str) -> str:
        """The way that the last mail to this address shows, without its site."""
        self.work()
        with self.app.app_context():
            mails = db.session.query(OutgoingMail).filter_by(to_email=email)
            text = mails.order_by(OutgoingMail.id.desc()).first().text
            db.session.remove()
        return re.search(rf"{re.escape(self.address)}(\S+)", text)[1]

    def forget_tries(self) -> None:
        """All tests come from one address: what one of them tried must not stop another."""
        with self.app.app_context(), transaction():
            db.session.execute(delete(Attempt))

    def remind(self) -> None:
        """What the worker writes by itself, as the clock stands now."""
        with self.app.app_context():
            reminding.remind()
            ladder.climb()
            db.session.remove()

    def submit(self, title: str) -> None:
        """Have a publication wait for the coordination, that no other test counts on."""
        with self.app.app_context():
            make.bind(self.app)
            make.output(make.OutputState.SUBMITTED, title_fr=title)
            db.session.remove()

    def user(self, name: str):
        with self.app.app_context():
            make.bind(self.app)
            return db.session.query(make.User).filter_by(name=name).one()


@pytest.fixture
def later(later, site):
    """``later(days=9)`` moves the clock of the site; its index then goes on from where it was."""
    mark = following.index().mark
    yield later
    clock.shift(timedelta(0))
    following.index().mark = mark


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(site, chromium):
    """``visit("/recherche")``: a page in a fresh window; what goes wrong in it fails the test."""
    opened = []
    site.forget_tries()

    def go(path: str, *, width: int = 1280, scripts: bool = True, dark: bool = False,
           language: str = "fr", window=None):  # fmt: skip
        if window is None:
            window = chromium.new_context(
                viewport={"width": width, "height": 900},
                java_script_enabled=scripts,
                color_scheme="dark" if dark else "light",
                locale=language,
                base_url=site.address,
            )
            opened.append(window)
        page = window.new_page()
        page.set_default_timeout(8000)
        page.faults = []
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on("request", lambda r: page.faults.append(f"elsewhere: {r.url}")
                if not r.url.startswith((site.address, "data:")) else None)  # fmt: skip
        page.goto(path)
        return page

    yield go
    for window in opened:
        window.close()


def axe(page) -> list[str]:
    """What axe finds, in short lines."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [f"{v['id']} ×{len(v['nodes'])}: {v['nodes'][0]['html'][:120]}" for v in found]


def sideways(page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def follow(locator) -> None:
    """Click, and wait for the page where it leads: what is read next is never the page before."""
    with locator.page.expect_navigation():
        locator.click()


def enter(locator) -> None:
    """Send the form of this field from the keyboard, and wait for the page that answers."""
    with locator.page.expect_navigation():
        locator.press("Enter")


def touch(locator) -> None:
    """Click on what changes this page and leads nowhere: a menu, a copy, a list."""
    locator.click()


def press(page, name: str) -> None:
    """The button of this name, and the page that answers."""
    follow(page.get_by_role("button", name=name, exact=True))


def go(page, name: str) -> None:
    """The first link of this name, and the page where it leads."""
    follow(page.get_by_role("link", name=name, exact=True).first)


def is_well_made(page) -> None:
    """Nothing failed in it but what the person was told, and it fits its window."""
    assert [fault for fault in page.faults if not re.search("4[0-9][0-9]", fault)] == []
    assert sideways(page) <= 0


def sign_in(page, name: str) -> None:
    """One click into a fictional account."""
    page.goto("/connexion")
    follow(page.get_by_role("button", name=name))


def accept_texts(page) -> None:
    """What is asked of a new person before anything else."""
    if "/compte/textes" in page.url:
        for box in page.get_by_role("checkbox").all():
            box.check()
        press(page, "Continuer")
