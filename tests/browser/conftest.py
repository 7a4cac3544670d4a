"""A served application and a browser that looks at it as people do."""

import logging
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

AXE = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium; a container has no user namespace for its sandbox."""
    path = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if path is None:
        raise RuntimeError("Chromium is not installed: tests/install_system_packages.sh")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


@pytest.fixture
def served(app):
    """The address of the application, served for the time of a test."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join(5)
    server.server_close()


class Looking:
    """One window on the application: what it finds wrong, in sentences."""

    def __init__(self, context, address: str):
        self.page = context.new_page()
        self.address = address
        self.noise: list[str] = []
        self.page.on("console", lambda m: self.noise.append(m.text) if m.type == "error" else None)
        self.page.on("requestfailed", lambda r: self.noise.append(f"refused: {r.url}"))

    def open(self, path: str) -> "Looking":
        self.noise.clear()
        self.page.goto(self.address + path, wait_until="networkidle")
        return self

    def wrong(self) -> list[str]:
        """Noise of the console, sideways scrolling, and what axe finds."""
        over = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        found = [line for line in self.noise if "status of 4" not in line]
        found += [f"scrolls sideways by {over} px"] if over > 0 else []
        self.page.evaluate(AXE)
        report = self.page.evaluate("r => axe.run(document, {runOnly: r})", RULES)
        return found + [
            f"{broken['id']}: {node['html'][:120]}"
            for broken in report["violations"]
            for node in broken["nodes"]
        ]


@pytest.fixture
def look(browser, served):
    """``look(width=320, dark=True)``: a window of that size and theme."""
    contexts = []

    def window(width: int = 1280, *, dark: bool = False, scripts: bool = True, **more) -> Looking:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale=more.pop("locale", "fr"),
            bypass_csp=more.pop("bypass_csp", True),  # axe is put in the page by the test
            **more,
        )
        contexts.append(context)
        return Looking(context, served)

    yield window
    for context in contexts:
        context.close()
