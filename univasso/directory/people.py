"""What the pages of researchers, units and groups read."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, or_, select

from univasso.core import history
from univasso.core.db import db
from univasso.core.french import sort_key
from univasso.core.history import HistoryEntry
from univasso.core.identifiers import recognise
from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.associations import Association
from univasso.models.groups import GroupMember, GroupMemberState, ResearchGroup
from univasso.models.outputs import Output
from univasso.models.research_units import ResearchUnit
from univasso.models.researchers import (
    KEY_WORKS,
    Affiliation,
    KeyWork,
    NameVariant,
    Researcher,
    ResearcherState,
)


def all_units() -> list[ResearchUnit]:
    return list(db.session.scalars(select(ResearchUnit).order_by(ResearchUnit.sort_key)))


def unit_called(words: str) -> ResearchUnit | None:
    """The one unit that these words name: its ROR, its label or any of its names; else None."""
    found = recognise(words)
    if found and found.scheme == "ror":
        return db.session.scalar(select(ResearchUnit).filter_by(ror=found.value))
    key = sort_key(words)
    if not key:
        return None
    labelled = [unit for unit in all_units() if sort_key(unit.label) == key]
    named = labelled or list(
        db.session.scalars(
            select(ResearchUnit)
            .where(ResearchUnit.lookup_key.contains(f"|{key}|", autoescape=True))
            .limit(2)
        )
    )
    return named[0] if len(named) == 1 else None


def at_unit(unit: ResearchUnit, user: User | None, visible: dict, level_of) -> list[Affiliation]:
    """Who is at a unit now, of those whom the reader may know of and who show it to them."""
    rows = db.session.scalars(
        select(Affiliation)
        .join(Researcher)
        .where(Affiliation.unit_id == unit.id, visible[Researcher](user))
        .order_by(Researcher.sort_key, Affiliation.id)
    )
    once = {
        row.researcher_id: row for row in rows
        if row.is_present and row.researcher.shows("affiliations", level_of(row.researcher))
    }  # fmt: skip
    return list(once.values())


def works_shown(researcher: Researcher, visible: dict) -> list[KeyWork]:
    """The key works as anybody may read them: a publication that is withdrawn drops out by itself."""
    chosen = [work.output_id for work in researcher.works if work.output_id]
    listed = set(
        db.session.scalars(select(Output.id).where(Output.id.in_(chosen), visible[Output](None)))
    )
    rows = [w for w in researcher.works if w.output_id is None or w.output_id in listed]
    return rows[:KEY_WORKS]


def by_name(words: str) -> Select:
    """Every profile whose name, or a name that is not hidden, holds these words."""
    found = select(Researcher).order_by(Researcher.sort_key, Researcher.id)
    key = sort_key(words)
    if not key:
        return found
    known = NameVariant.is_hidden.is_(False) & NameVariant.key.contains(key, autoescape=True)
    return found.where(
        or_(
            Researcher.sort_key.contains(key, autoescape=True),
            Researcher.id.in_(select(NameVariant.researcher_id).where(known)),
        )
    )


def doubles_of(researcher: Researcher, words: str) -> Select:
    """Profiles by name that can be brought together with this one: one of both is unclaimed."""
    found = by_name(words).where(
        Researcher.id != researcher.id, Researcher.state != ResearcherState.MERGED
    )
    if researcher.user_id is not None:
        found = found.where(Researcher.user_id.is_(None))
    return found.limit(50)


@dataclass(frozen=True)
class Step:
    """One thing that a profile may say, and what it changes (R1.12)."""

    is_done: bool
    endpoint: str
    part: str  # what it is called for those who look after the profile of somebody else
    label: str
    effect: str


def steps(researcher: Researcher) -> list[Step]:
    """What a profile still lacks, each tied to its effect."""
    edit = "directory.edit_researcher"
    return [
        Step(bool(researcher.needs), edit, N_("Knowledge needs"), N_("Choose your themes among the needs"),
             N_("Without them you are not proposed for any study.")),
        Step(bool(researcher.methods), edit, N_("Methods"), N_("Say your methods"),
             N_("Without a method you are not proposed for fieldwork.")),
        Step(bool(researcher.territories), edit, N_("Places"), N_("Say where you can go"),
             N_("Without places, distance is not taken into account for you.")),
        Step(bool(researcher.affiliations), "directory.affiliations",
             N_("Affiliations"), N_("Say where you work"),
             N_("Without it associations do not know who you speak for.")),
        Step(bool(researcher.offers) and researcher.capacity is not None,
             "directory.availability", N_("Availability"), N_("Say what you can take on, and how much"),
             N_("Without it you are asked for one partnership at a time, of any kind.")),
        Step(researcher.interests_confirmed_at is not None, "directory.interests", N_("Interests"),
             N_("Declare your interests, or that you have none"),
             N_("Without it the coordination must ask you before each proposal.")),
        Step(researcher.is_listed, "directory.researcher_visibility", N_("In the directory"),
             N_("Appear in the directory"),
             N_("Until then only you and the coordination know that you are here.")),
    ]  # fmt: skip


def names_of(lines: list[HistoryEntry]) -> dict[int, str]:
    """Who did what the lines tell, by the number of their account."""
    numbers = {line.by_id for line in lines if line.by_id is not None}
    return {
        user.id: user.name for user in db.session.scalars(select(User).where(User.id.in_(numbers)))
    }


def groups_of(who: Researcher | Association) -> list[ResearchGroup]:
    """The groups in which a researcher or an association has a seat."""
    column = (
        GroupMember.researcher_id if isinstance(who, Researcher) else GroupMember.association_id
    )
    seats = ResearchGroup.members.any(
        and_(column == who.id, GroupMember.state == GroupMemberState.ACTIVE)
    )
    rows = select(ResearchGroup).where(seats)
    return list(db.session.scalars(rows.order_by(ResearchGroup.sort_key, ResearchGroup.id)))


def history_of_group(group: ResearchGroup) -> list[tuple[HistoryEntry, str]]:
    """What happened to a group, and to each of its seats with whose it is, newest first."""
    lines = [(line, "") for line in history.of(group)]
    for member in group.members:
        lines += [(line, member.name) for line in history.of(member)]
    return sorted(lines, key=lambda told: told[0].id, reverse=True)[:40]
