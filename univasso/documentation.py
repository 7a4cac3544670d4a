"""The pages of ``docs/`` that a machine can keep true: written by ``make docs``, compared by a test."""

from collections.abc import Callable

import click
from flask import Flask

from univasso.commands import cli
from univasso.config import SETTINGS
from univasso.core.workflow import Workflow
from univasso.models.associations import (
    ASSOCIATION,
    ASSOCIATION_STATE_LABELS,
    MEMBERSHIP,
    MEMBERSHIP_STATE_LABELS,
)
from univasso.models.groups import (
    GROUP,
    GROUP_MEMBER,
    GROUP_MEMBER_STATE_LABELS,
    GROUP_STATE_LABELS,
)
from univasso.models.outputs import OUTPUT, STATE_LABELS
from univasso.models.oversight import (
    APPROVAL,
    APPROVAL_LABELS,
    DATA_REQUEST,
    REQUEST_STATE_LABELS,
)
from univasso.models.profile_keepers import (
    CLAIM,
    CLAIM_STATE_LABELS,
    DELEGATION,
    DELEGATION_STATE_LABELS,
)
from univasso.models.researchers import RESEARCHER, RESEARCHER_STATE_LABELS
from univasso.policy import RULES, STRONG_ROLES
from univasso.privacy import FATE_LABELS, MAP
from univasso.web.language import translations

NOTICE = "<!-- Written by `make docs` from the code. Do not edit. -->\n"

WORKFLOWS: dict[str, tuple[Workflow, dict]] = {
    "Output": (OUTPUT, STATE_LABELS),
    "Association": (ASSOCIATION, ASSOCIATION_STATE_LABELS),
    "Membership": (MEMBERSHIP, MEMBERSHIP_STATE_LABELS),
    "Request about data": (DATA_REQUEST, REQUEST_STATE_LABELS),
    "Decision of two persons": (APPROVAL, APPROVAL_LABELS),
    "Researcher": (RESEARCHER, RESEARCHER_STATE_LABELS),
    "Delegation": (DELEGATION, DELEGATION_STATE_LABELS),
    "ProfileClaim": (CLAIM, CLAIM_STATE_LABELS),
    "ResearchGroup": (GROUP, GROUP_STATE_LABELS),
    "GroupMember": (GROUP_MEMBER, GROUP_MEMBER_STATE_LABELS),
}


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def settings(_: Flask) -> str:
    """Every setting, its default and its help."""
    rows = [[f"`{s.name}`", f"`{s.default!r}`", s.help] for s in SETTINGS]
    return (
        f"{NOTICE}# Settings\n\nThe environment (`UNIVASSO_NAME`) wins over `instance/config.toml`, "
        f"which wins over the default.\n\n{_table(['name', 'default', 'meaning'], rows)}"
    )


def commands(_: Flask) -> str:
    """Every word of the command line with its help."""
    parts = [f"{NOTICE}# Commands\n"]
    for name, command in _walk(cli, "univasso"):
        usage = " ".join(command.collect_usage_pieces(click.Context(command)))
        parts.append(f"\n## `{name}`\n\n`{name} {usage}`\n\n{command.help or ''}\n")
        options = [
            [f"`{', '.join(p.opts)}`", p.help or ""]
            for p in command.params
            if isinstance(p, click.Option)
        ]
        if options:
            parts.append("\n" + _table(["option", "meaning"], options))
    return "".join(parts)


def _walk(command: click.Command, name: str) -> list[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        return [(name, command)]
    return [
        found
        for word in sorted(command.commands)
        for found in _walk(command.commands[word], f"{name} {word}")
    ]


def addresses(app: Flask) -> str:
    """Every address with its methods, its permission and its view."""
    rows = [
        [
            f"`{rule.rule}`",
            " ".join(sorted(rule.methods - {"HEAD", "OPTIONS"})),
            f"`{getattr(app.view_functions[rule.endpoint], 'permission', '')}`",
            f"`{rule.endpoint}`",
        ]
        for rule in app.url_map.iter_rules()
    ]
    heads = ["address", "methods", "permission", "view"]
    return f"{NOTICE}# Addresses\n\n{_table(heads, sorted(rows))}"


def permissions(_: Flask) -> str:
    """Every permission and who has it."""
    rows = [
        [f"`{permission}`", ", ".join(p.__name__.replace("_", " ") for p in predicates)]
        for permission, predicates in RULES.items()
    ]
    return (
        f"{NOTICE}# Permissions\n\nAny of the predicates opens the permission; each is a small "
        f"function of `univasso/policy/`.\n\n{_table(['permission', 'opened by'], rows)}\n"
        f"These roles serve once a second factor was shown: {', '.join(sorted(STRONG_ROLES))}.\n"
    )


def workflows(_: Flask) -> str:
    """Every process: its verbs, what they leave, what they reach."""
    french = translations("fr")
    parts = [f"{NOTICE}# Workflows\n"]
    for name, (workflow, labels) in WORKFLOWS.items():
        rows = [
            [f"`{verb}`", f"{workflow.verbs[verb].label} · {french.gettext(workflow.verbs[verb].label)}",
             ", ".join(f"`{s}`" for s in sources), f"`{target}`", demands]
            for verb, sources, target, demands in workflow.describe()
        ]  # fmt: skip
        parts.append(f"\n## {name}\n\n")
        parts.append(_table(["verb", "button", "leaves", "reaches", "demands"], rows))
        states = [[f"`{s}`", label, french.gettext(label)] for s, label in labels.items()]
        parts.append("\n" + _table(["state", "English", "French"], states))
    return "".join(parts)


def privacy(_: Flask) -> str:
    """Every table and column that holds something of people, and what becomes of it."""
    parts = [
        f"{NOTICE}# Personal data\n\nRead from `univasso/privacy/tables.py`, as the public register "
        "(`/donnees-personnelles/registre`) is.\n"
    ]
    heads = ["columns", "what for", "basis", "seen by", "kept", "once erased"]
    for name, entry in sorted(MAP.items()):
        rows = [
            [f"`{h.columns}`", h.purpose.why, h.purpose.basis, h.purpose.seen_by, h.purpose.kept,
             FATE_LABELS[h.fate]]
            for h in entry.held
        ]  # fmt: skip
        if rows:
            parts.append(f"\n## `{name}`\n\n{_table(heads, rows)}")
    return "".join(parts)


PAGES: dict[str, Callable[[Flask], str]] = {
    "settings.md": settings,
    "commands.md": commands,
    "addresses.md": addresses,
    "permissions.md": permissions,
    "privacy.md": privacy,
    "workflows.md": workflows,
}
