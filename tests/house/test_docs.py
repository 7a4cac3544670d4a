"""The documentation that a machine can keep true is true."""

import re

import pytest

from tests.house.source import ROOT
from univasso import models
from univasso.commands import all as _commands  # noqa: F401 — registers every command
from univasso.documentation import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_what_the_code_says(app, name):
    assert (ROOT / "docs" / name).read_text("utf-8") == PAGES[name](app), "run: make docs"


def test_the_readme_names_only_targets_that_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    for target in set(re.findall(r"`make ([a-z-]+)", readme)):
        assert f"\n{target}:" in makefile, target


def test_the_glossary_names_only_what_exists():
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    names = [
        name
        for row in re.findall(r"^\| (`.*?) \|", text, re.M)
        for name in re.findall(r"`([\w.]+)`", row)
    ]
    unknown = [
        name for name in names
        if not hasattr(models, name.split(".")[0]) and not any(hasattr(models.Output, f"{name}{end}") for end in ("", "_fr"))
    ]  # fmt: skip
    assert len(names) > 20
    assert unknown == []
