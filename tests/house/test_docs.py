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
    columns = re.findall(r"^\| (`.*?) \|", text, re.M)
    names = [name for column in columns for name in re.findall(r"`([\w.]+)`", column)]
    assert len(names) > 20
    assert [name for name in names if not exists(name)] == []


def exists(name: str) -> bool:
    """A model, a role, or a column of an output (in French, when it is written twice)."""
    columns = (name, f"{name}_fr")
    return hasattr(models, name.split(".")[0]) or any(hasattr(models.Output, c) for c in columns)
