"""A process as a table of verbs that can be read aloud.

::

    OUTPUT = Workflow(
        submit=Verb({DRAFT}, SUBMITTED, N_("Submit")),
        decline=Verb({SUBMITTED}, DECLINED, N_("Do not publish this time"), demands="reason"),
    )
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from univasso.core import history
from univasso.core.db import db


class WrongState(Exception):  # noqa: N818 — a polite 409 page, not a fault
    """The verb is not open from the state in which the row now is."""

    def __init__(self, subject: object, verb: str):
        super().__init__(f"{verb} is not open from {subject.state}")
        self.subject = subject
        self.verb = verb


class ReasonMissing(Exception):  # noqa: N818
    """The verb demands words that were not given."""

    def __init__(self, verb: str):
        super().__init__(verb)
        self.verb = verb


@dataclass(frozen=True)
class Verb:
    """The states a verb leaves, the state it reaches, its button, and what it demands."""

    sources: frozenset[StrEnum] | set[StrEnum]
    target: StrEnum
    label: str
    demands: str = ""  # "reason" when words must go with it


class Workflow:
    """The verbs of one kind of row, whose ``state`` column nothing else may change."""

    def __init__(self, **verbs: Verb):
        self.verbs = verbs

    def open_verbs(self, subject: object) -> list[str]:
        """The verbs that may be applied to the row as it is, in the order of the table."""
        return [name for name, verb in self.verbs.items() if subject.state in verb.sources]

    def apply(
        self, name: str, subject: object, by: object | None, note: str = "", reason: str = ""
    ) -> None:
        """Move the row and leave a line of history, with a note in words and a reason of a closed
        list to be counted. Raises ``WrongState``, ``ReasonMissing``."""
        verb = self.verbs[name]
        db.session.flush()
        # Two people may press at once: the row is read again, locked until the end of the work.
        db.session.refresh(subject, ["state"], with_for_update=True)
        before = subject.state
        if before not in verb.sources:
            raise WrongState(subject, name)
        if verb.demands and not note.strip():
            raise ReasonMissing(name)
        subject.state = verb.target
        history.record(
            subject, name, by, before=before, after=verb.target, note=note.strip(), reason=reason
        )

    def describe(self) -> Iterable[tuple[str, list[str], str, str]]:
        """Rows (verb, states left, state reached, demand) for ``docs/workflows.md``."""
        for name, verb in self.verbs.items():
            yield name, sorted(verb.sources), verb.target, verb.demands
