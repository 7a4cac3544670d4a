"""Stairs only go up; imports only look down."""

import ast

from tests.house.source import PACKAGE, imports, modules

STAIRCASE = (
    "accounts", "needs", "directory", "questions", "pairings", "projects", "councils", "agreements",
    "seminars", "outputs", "finder", "consultations", "programme", "exchange", "administration",
)  # fmt: skip
# The attic: what gathers rooms into one application and its commands.
ATTIC = {"", "__main__", "rooms", "worker", "commands", "documentation", "demonstration"}
WRITERS = {"services", "mails", "jobs"}


def floor(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def part(name: str) -> str:
    parts = name.split(".")
    return parts[2] if len(parts) > 2 else ""


def every_import():
    known = set(modules())
    for name, tree in modules().items():
        for target, line in imports(tree, known=known):
            yield name, target, line


def forbidden(name: str, target: str) -> str:
    """Why a module may not import another; empty when it may."""
    here, there = floor(name), floor(target)
    if here in ATTIC or here == there == "core":
        return ""
    if there in ATTIC:
        return "the attic is above every room"
    if here == "core":
        return "core knows nothing of the programme"
    if here in ("models", "policy", "privacy", "config"):
        allowed = {"core", "models", here} if here != "config" else set()
        return "" if there in allowed else f"{here} looks down only"
    if here == "web":
        return (
            ""
            if there in ("core", "models", "policy", "privacy", "config", "web")
            else "the hall knows no room"
        )
    return _between_rooms(name, target)


def _between_rooms(name: str, target: str) -> str:
    here, there = floor(name), floor(target)
    if there == here:
        wrong = part(name) == "services" and part(target) in ("forms", "views")
        return "services know neither forms nor views" if wrong else ""
    if there in STAIRCASE:
        if STAIRCASE.index(there) > STAIRCASE.index(here):
            return "a room calls only rooms earlier in the staircase"
        if part(name) == "views":
            return "a view shows other rooms' rows through models, and asks its own services"
    return ""


def test_imports_only_look_down():
    guilty = [
        f"{name}:{line} imports {target}: {why}"
        for name, target, line in every_import()
        if (why := forbidden(name, target))
    ]
    assert guilty == []


def test_every_room_has_its_place_in_the_staircase():
    folders = {p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert folders - {
        "core",
        "models",
        "policy",
        "privacy",
        "web",
        "commands",
        "demonstration",
    } <= set(STAIRCASE)


def test_there_is_no_import_circle():
    known = set(modules())
    graph = {name: {t for t, _ in imports(tree, known=known)} for name, tree in modules().items()}
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for target in graph.get(name, ()):
                if target != name:
                    walk(target, (*trail, name))
            done.add(name)

    for name in graph:
        walk(name, ())


def test_no_import_hides_in_a_function():
    guilty = [
        f"{name}:{inner.lineno}"
        for name, tree in modules().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert guilty == []


def test_core_and_services_know_no_request():
    guilty = []
    for name, tree in modules().items():
        if floor(name) in ("core", "models", "policy") or part(name) == "services":
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom) and node.module in (
                    "flask",
                    "flask_wtf",
                    "flask_login",
                ):
                    guilty.append(f"{name}:{node.lineno} imports {node.module}")
    assert guilty == []
