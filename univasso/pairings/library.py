"""The words of those who do research, as this process keeps them: profiles, works, publications."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from univasso.core.db import db
from univasso.models.groups import GroupMember, GroupMemberState
from univasso.models.outputs import Author, Output
from univasso.models.questions import Question
from univasso.models.researchers import KeyWork, NameVariant, Researcher, ResearcherState
from univasso.pairings.evidence import Library, Source
from univasso.pairings.gathering import sort_key
from univasso.policy import VISIBLE
from univasso.questions import near
from univasso.questions.services import wordings

TOLD = ("asked", "found", "changes", "abstract")  # fields of a notice that say what is in it
_kept: dict[str, Library] = {}  # by the address of the database: tests have several


def library() -> Library:
    """The texts as they stand now."""
    found = _kept.setdefault(str(db.engine.url), Library())
    found.refresh(_stamps(), _read)
    return found


def _stamps() -> dict[Source, object]:
    profiles = db.session.execute(
        select(Researcher.id, Researcher.version, Researcher.updated_at).where(
            Researcher.state == ResearcherState.ACTIVE
        )
    )
    works = db.session.execute(select(KeyWork.id, KeyWork.title).where(KeyWork.output_id.is_(None)))
    outputs = db.session.execute(
        select(Output.id, Output.version, Output.updated_at).where(VISIBLE[Output](None))
    )
    return {
        **{Source("profile", number): tuple(rest) for number, *rest in profiles},
        **{Source("work", number): title for number, title in works},
        **{Source("output", number): tuple(rest) for number, *rest in outputs},
    }


def _read(sources: list[Source]) -> Mapping[Source, near.Text]:
    wanted = defaultdict(list)
    for source in sources:
        wanted[source.kind].append(source.number)
    found = {}
    for row in _rows(Researcher, wanted["profile"]):
        source = Source("profile", row.id)
        found[source] = near.read(source, [row.expertise_fr, row.expertise_en], "fr")
    for row in _rows(KeyWork, wanted["work"]):
        source = Source("work", row.id)
        found[source] = near.read(source, [row.title], "fr")
    for row in _rows(Output, wanted["output"]):
        source, language = Source("output", row.id), "en" if row.language == "en" else "fr"
        told = [getattr(row, f"{name}_{language}", "") for name in TOLD]
        found[source] = near.read(source, [row.title, *told], language)
    return found


def _rows(model, numbers: list[int], at_once: int = 500) -> Iterable:
    for start in range(0, len(numbers), at_once):
        yield from db.session.scalars(
            select(model).where(model.id.in_(numbers[start : start + at_once]))
        )


def sources_by_candidate() -> dict[str, set[Source]]:
    """Where the words of each researcher and of each open group stand; a group's are its members'."""
    people = _by_researcher()
    found = {f"researcher:{number}": sources for number, sources in people.items()}
    members = select(GroupMember.group_id, GroupMember.researcher_id).where(
        GroupMember.state == GroupMemberState.ACTIVE, GroupMember.researcher_id.is_not(None)
    )
    for group, number in db.session.execute(members):
        found.setdefault(f"group:{group}", set()).update(people.get(number, ()))
    return found


def _by_researcher() -> dict[int, set[Source]]:
    """Whose words each source holds: an output is that of those who signed it, by their ORCID or by
    one of their names, or who put it forward on their profile."""
    found = defaultdict(set)
    names = defaultdict(set)
    for row in db.session.execute(
        select(Researcher.id, Researcher.given, Researcher.family).where(
            Researcher.state == ResearcherState.ACTIVE
        )
    ):
        found[row.id].add(Source("profile", row.id))
        names[sort_key(f"{row.given} {row.family}")].add(row.id)
    for number, key in db.session.execute(select(NameVariant.researcher_id, NameVariant.key)):
        names[key].add(number)
    for number, work, output in db.session.execute(
        select(KeyWork.researcher_id, KeyWork.id, KeyWork.output_id)
    ):
        found[number].add(Source("output", output) if output else Source("work", work))
    for output, given, family in db.session.execute(
        select(Author.output_id, Author.given, Author.family)
        .join(Output, Output.id == Author.output_id)
        .where(VISIBLE[Output](None), Author.kind == "person")
    ):
        for number in names.get(sort_key(f"{given} {family}"), ()):
            found[number].add(Source("output", output))
    return found


def words_of(question: Question) -> near.Text:
    """The question as research reads it: the wording agreed, and the words of who asked."""
    agreed = wordings.current(question)
    parts = [question.wish, question.situation, agreed.text if agreed else ""]
    return near.read(f"question:{question.id}", parts, question.language)
