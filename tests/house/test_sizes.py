"""Limits are there to make us split by subject, not to be gamed. ``-s`` prints the figures."""

import ast

from tests.house.source import PACKAGE, TEMPLATES, modules

MODULE, FUNCTION, TEMPLATE = 400, 45, 150


def percentile(values: list[int], share: float) -> int:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def test_modules_are_small():
    sizes = {p: len(p.read_text("utf-8").splitlines()) for p in PACKAGE.rglob("*.py")}
    print(f"modules: {len(sizes)}, p90 {percentile([*sizes.values()], 0.9)}, "
          f"largest {max(sizes.values())}, lines {sum(sizes.values())}")  # fmt: skip
    assert {str(p): n for p, n in sizes.items() if n > MODULE} == {}
    assert percentile([*sizes.values()], 0.9) <= 220


def test_functions_are_small():
    sizes = {
        f"{name}.{node.name}": node.end_lineno - node.lineno + 1
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    print(
        f"functions: {len(sizes)}, p90 {percentile([*sizes.values()], 0.9)}, largest {max(sizes.values())}"
    )
    assert {name: n for name, n in sizes.items() if n > FUNCTION} == {}
    assert percentile([*sizes.values()], 0.9) <= 24


def test_templates_are_small():
    sizes = {p: len(p.read_text("utf-8").splitlines()) for p in TEMPLATES.rglob("*.html")}
    assert {str(p): n for p, n in sizes.items() if n > TEMPLATE} == {}
