"""Small habits that keep the house pleasant, each checked in one line."""

import ast
import re

from tests.house.source import PACKAGE, ROOT, TEMPLATES, modules
from univasso.administration.wording import HAPPENED as ACCOUNTS
from univasso.directory.wording import ABOUT_A_GROUP as GROUPS
from univasso.directory.wording import ABOUT_A_PROFILE as PROFILES
from univasso.directory.wording import TO_MEMBERS as MEMBERS
from univasso.directory.wording import VERBS as ASSOCIATIONS
from univasso.needs.wording import HAPPENED as NEEDS
from univasso.outputs.wording import HAPPENED as OUTPUTS
from univasso.pairings.wording import HAPPENED as PAIRINGS
from univasso.questions.wording import HAPPENED as QUESTIONS
from univasso.seminars.wording import HAPPENED as SEMINARS

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}
# Words that the names table does not want on the screen, about a person's work (G15).
HARSH = re.compile(
    r"\b(rejected|refused|invalid|failed|rejeté\w*|refusé\w*|invalide\w*|échoué\w*)\b", re.I
)


def every_template():
    return sorted(p for p in TEMPLATES.rglob("*") if p.suffix in (".html", ".txt", ".xml"))


def test_only_the_database_module_commits():
    guilty = [
        p for p in PACKAGE.rglob("*.py") if ".commit(" in p.read_text("utf-8") and p.name != "db.py"
    ]
    # The search index has commits of its own, which are not the database's.
    assert [p for p in guilty if "search" not in p.parts] == []


def test_views_never_write():
    guilty = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        if ("views" in path.stem or "views" in path.parts)
        and re.search(
            r"session\.(add|delete|execute\(\s*(insert|update|delete))", path.read_text("utf-8")
        )
    ]
    assert guilty == []


def test_no_file_has_a_name_that_says_nothing():
    guilty = [
        p for p in PACKAGE.rglob("*") if p.stem in FORBIDDEN_NAMES or re.search(r"\d", p.stem)
    ]
    guilty = [p for p in guilty if p.suffix == ".py"]
    assert guilty == []


def test_nothing_stands_inline_in_a_page():
    found = []
    for path in every_template():
        if "emails" in path.parts:  # mails have no style sheet
            continue
        text = path.read_text("utf-8")
        if re.search(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*(?:src=|ld\+json))", text):
            found.append(str(path))
    assert found == []


def test_nothing_is_marked_safe_in_a_template():
    found = [str(p) for p in every_template() if re.search(r"\|\s*safe\b", p.read_text("utf-8"))]
    assert found == []


def test_every_macro_is_used():
    text = {p: p.read_text("utf-8") for p in every_template()}
    whole = "\n".join(text.values())
    unused = []
    for path, content in text.items():
        for name in re.findall(r"{%-?\s*macro (\w+)", content):
            uses = len(re.findall(rf"\b{name}\b", whole)) - len(
                re.findall(rf"macro {name}\b", whole)
            )
            imported = len(re.findall(rf"import[^%]*\b{name}\b", whole))
            if uses - imported <= 0:
                unused.append(f"{path.name}: {name}")
    assert unused == []


def test_no_harsh_word_is_said_of_somebodys_work():
    guilty = []
    for path in (*every_template(), *(PACKAGE / "translations").rglob("*.po")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if HARSH.search(line) and not line.startswith("#"):
                guilty.append(f"{path.name}:{number}: {line.strip()[:80]}")
    assert guilty == []


def test_the_clock_is_the_only_clock():
    guilty = [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        if name != "univasso.core.clock" and "univasso.core.search" not in name
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("utcnow", "now", "today")
        and isinstance(node.value, ast.Name) and node.value.id in ("datetime", "date")
    ]  # fmt: skip
    assert guilty == []


def test_the_repository_stands_alone():
    """Nothing reads a folder that only one machine has, and no lock names where packages come from."""
    pattern = re.compile(r"\.\./shared|/(?:home|root|work)/\w|index-url|--find-links")
    for path in (
        *PACKAGE.rglob("*.py"),
        *ROOT.glob("*.lock"),
        *ROOT.glob("*.toml"),
        ROOT / "README.md",
    ):
        assert not pattern.search(path.read_text("utf-8")), path


def test_no_merge_was_left_half_done():
    pattern = re.compile(r"^(<<<<<<< |=======$|>>>>>>> )", re.M)
    kinds = (".py", ".html", ".po", ".md", ".css", ".js")
    folders = ("univasso", "templates", "tests", "docs", "bench")
    files = [p for name in folders for p in (ROOT / name).rglob("*") if p.suffix in kinds]
    assert [str(p) for p in files if pattern.search(p.read_text("utf-8"))] == []


def test_every_verb_of_history_is_said_in_words():
    """The audit and the page of a person would otherwise show a word of the code."""
    known = {*ACCOUNTS, *ASSOCIATIONS, *GROUPS, *MEMBERS, *NEEDS, *OUTPUTS, *PAIRINGS,
             *PROFILES, *QUESTIONS, *SEMINARS}  # fmt: skip
    silent = {
        call.args[1].value
        for _, tree in modules().items()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in ("history.record", "_tell")
        and len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
        and call.args[1].value not in known
    }
    assert silent == set()


def test_a_browser_test_says_where_each_click_leads():
    """A bare click does not wait: the line after it may read the page before (``conftest.py``).

    And what ``wait_for_function`` is given is evaluated in the page, which its policy forbids.
    """
    guilty = [
        path.name
        for path in (ROOT / "tests" / "browser").glob("test_*.py")
        if re.search(r"\.click\(|wait_for_function", path.read_text("utf-8"))
    ]
    assert guilty == []
