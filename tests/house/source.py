"""The package as text and as syntax trees, read once."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "univasso"
TEMPLATES = ROOT / "templates"


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name."""
    return {
        name_of(path): ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))
    }


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.AST, *, known: set[str]) -> list[tuple[str, int]]:
    """What a module imports of the package, as (dotted name of a module, line)."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.append((whole if whole in known else node.module, node.lineno))
    return [(name, line) for name, line in found if name.split(".")[0] == "univasso"]
