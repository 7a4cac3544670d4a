"""Both sides as the rules see them, read from the tables in a few queries however many they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import and_, func, or_, select

from univasso.core import clock, french
from univasso.core.db import db
from univasso.models.accounts import User
from univasso.models.associations import Association, Membership, MembershipState
from univasso.models.groups import GroupMember, GroupMemberState, GroupState, ResearchGroup
from univasso.models.outputs import Author, Output, OutputState
from univasso.models.pairing_contacts import Silence
from univasso.models.pairings import Pairing, PairingSide, PairingState, Side, Word
from univasso.models.questions import Question, QuestionNeed, question_territory
from univasso.models.research_units import ResearchUnit
from univasso.models.researchers import (
    Affiliation,
    AvailablePeriod,
    Interest,
    NameVariant,
    Researcher,
    ResearcherState,
    researcher_need,
    researcher_territory,
)
from univasso.models.vocabularies import KnowledgeNeed, Territory
from univasso.pairings.barriers import Candidate, Refusal, Subject

SIGNED_LATELY = timedelta(days=5 * 365)  # signing together longer ago is no tie
sort_key = lru_cache(maxsize=50_000)(french.sort_key)  # the same names are folded again and again
WORKING = (PairingState.TALKING, PairingState.AGREED)


def candidates(*, only: Iterable[int] | None = None) -> dict[int, Candidate]:
    """Every researcher who may be proposed, or those of these numbers, whoever they are."""
    chosen = select(Researcher.id).where(
        Researcher.id.in_(list(only)) if only is not None
        else Researcher.state == ResearcherState.ACTIVE
    )  # fmt: skip
    held = _Held(chosen)
    found = db.session.execute(
        select(
            Researcher.id, Researcher.state, Researcher.sort_key, Researcher.user_id,
            Researcher.given, Researcher.family, Researcher.status, Researcher.methods,
            Researcher.capacity, Researcher.paused_until, Researcher.interests_confirmed_at,
            User.email_key, User.name, User.orcid,
        )
        .outerjoin(User, User.id == Researcher.user_id)
        .where(Researcher.id.in_(chosen))
        .order_by(Researcher.id)
    )  # fmt: skip
    return {row.id: held.candidate(row) for row in found}


def groups(people: dict[int, Candidate] | None = None) -> dict[int, Candidate]:
    """Research groups that are open, each as one candidate: a tie of one member is a tie of all,
    and what it can do is the group's own."""
    rows = db.session.execute(
        select(ResearchGroup.id, ResearchGroup.capacity, GroupMember.researcher_id)
        .join(GroupMember, GroupMember.group_id == ResearchGroup.id)
        .where(ResearchGroup.state == GroupState.OPEN, GroupMember.state == GroupMemberState.ACTIVE)
    ).all()
    people = candidates() if people is None else people
    loads, asked = _loads(Pairing.group_id), _asked(Pairing.group_id)
    members, capacities = defaultdict(list), {}
    for group_id, capacity, researcher_id in rows:
        capacities[group_id] = capacity
        if researcher_id in people:
            members[group_id].append(people[researcher_id])
    return {
        number: _together(f"group:{number}", members[number], capacities[number], loads[number],
                          asked[number])
        for number in sorted(members)
    }  # fmt: skip


def _together(
    key: str, members: list[Candidate], capacity: int, load: int, asked: int
) -> Candidate:
    def all_of(name: str) -> frozenset:
        return frozenset().union(*(getattr(member, name) for member in members))

    silences = [m.silent_since for m in members]
    return Candidate(
        key=key, names=all_of("names"), emails=all_of("emails"), places=all_of("places"),
        associations=all_of("associations"), interests=all_of("interests"),
        interest_words=tuple(w for m in members for w in m.interest_words),
        coauthors=all_of("coauthors"), has_declared=all(m.has_declared for m in members),
        is_active=any(m.is_active for m in members),
        periods=tuple(p for m in members for p in m.periods), capacity=capacity, load=load, asked=asked,
        statuses=all_of("statuses"), methods=all_of("methods"), territories=all_of("territories"),
        around=all_of("around"), needs=all_of("needs"),
        refusals=tuple(r for m in members for r in m.refusals),
        silent_since=max(silences) if all(silences) else None,
    )  # fmt: skip


def subjects(questions: Iterable[int]) -> dict[int, Subject]:
    """Questions, by their numbers."""
    chosen = list(questions)
    rows = db.session.execute(
        select(
            Question.id, Question.association_id, Question.association_name, Question.contact_name,
            Question.contact_email, Association.name, Association.short_name, Association.refusals,
            User.name.label("asker"), User.email_key,
        )
        .outerjoin(Association, Association.id == Question.association_id)
        .outerjoin(User, User.id == Question.asker_id)
        .where(Question.id.in_(chosen))
    ).all()  # fmt: skip
    places = _places(question_territory.c.question_id, question_territory, chosen)
    people = _members(row.association_id for row in rows)
    refused = _refused_by_associations(chosen)
    silent, held_by = _silences(Silence.association_id), parents()
    filed = _gather(
        select(QuestionNeed.question_id, KnowledgeNeed.number)
        .join(KnowledgeNeed, KnowledgeNeed.id == QuestionNeed.need_id)
        .where(QuestionNeed.question_id.in_(chosen), QuestionNeed.ended_at.is_(None))
    )
    return {
        row.id: replace(
            _subject(row, people, refused[row.id], silent.get(row.association_id)),
            territories=frozenset(places[row.id]), around=around(places[row.id], held_by),
            needs=frozenset(number for (number,) in filed[row.id]),
        )
        for row in rows
    }  # fmt: skip


def _subject(row, people: dict, refused: list[Refusal], silent: date | None) -> Subject:
    names, emails = people[row.association_id]
    named = (row.name, row.short_name, row.association_name)
    return Subject(
        key=f"question:{row.id}",
        question_id=row.id,
        association_id=row.association_id,
        names=_keys(named),
        people=_keys((row.asker, row.contact_name)) | names,
        emails=frozenset(e for e in (row.email_key, row.contact_email.lower()) if e) | emails,
        refusals=frozenset(row.refusals or ()),
        refused=tuple(refused),
        silent_since=silent,
    )


def subject_of_association(association: Association) -> Subject:
    """An association that somebody wants to meet, without a question of its own."""
    names, emails = _members([association.id])[association.id]
    places = {place.id for place in association.territories}
    return Subject(
        key=f"association:{association.id}",
        association_id=association.id,
        names=_keys((association.name, association.short_name)),
        people=names,
        emails=emails,
        refusals=frozenset(association.refusals),
        territories=frozenset(places),
        around=around(places, parents()),
        silent_since=_silences(Silence.association_id).get(association.id),
    )


class _Held:
    """What every chosen researcher holds, table by table."""

    def __init__(self, chosen):
        self.names = _gather(select(NameVariant.researcher_id, NameVariant.key)
                             .where(NameVariant.researcher_id.in_(chosen)))  # fmt: skip
        self.periods = _gather(
            select(
                AvailablePeriod.researcher_id, AvailablePeriod.starts_on, AvailablePeriod.ends_on
            ).where(AvailablePeriod.researcher_id.in_(chosen))
        )
        today = clock.today()
        now = and_(
            or_(Affiliation.starts_on.is_(None), Affiliation.starts_on <= today),
            or_(Affiliation.ends_on.is_(None), Affiliation.ends_on >= today),
        )
        self.works = _gather(
            select(Affiliation.researcher_id, Affiliation.name, ResearchUnit.name)
            .outerjoin(ResearchUnit, ResearchUnit.id == Affiliation.unit_id)
            .where(Affiliation.researcher_id.in_(chosen), now)
        )
        self.interests = _gather(
            select(Interest.researcher_id, Interest.association_id, Interest.words)
            .where(Interest.researcher_id.in_(chosen),
                   or_(Interest.ends_on.is_(None), Interest.ends_on >= today))
        )  # fmt: skip
        self.memberships = _gather(
            select(Researcher.id, Membership.association_id)
            .join(Membership, Membership.user_id == Researcher.user_id)
            .where(Researcher.id.in_(chosen), Membership.state == MembershipState.ACTIVE)
        )
        self.places = _places(researcher_territory.c.researcher_id, researcher_territory, chosen)
        self.needs = _gather(
            select(researcher_need.c.researcher_id, KnowledgeNeed.number)
            .join(KnowledgeNeed, KnowledgeNeed.id == researcher_need.c.need_id)
            .where(researcher_need.c.researcher_id.in_(chosen))
        )
        self.held_by = parents()
        self.refusals = _refused_by_researchers(chosen)
        self.loads = _loads(Pairing.researcher_id)
        self.asked = _asked(Pairing.researcher_id)
        self.silences = _silences(Silence.researcher_id)
        self.signed, self.together = _signatures(today)

    def candidate(self, row) -> Candidate:
        own = {sort_key(f"{row.given} {row.family}"), sort_key(f"{row.family} {row.given}")}
        names = frozenset(own) | _keys((row.name,)) | {key for (key,) in self.names[row.id]}
        orcid = f"orcid:{row.orcid}" if row.orcid else ""
        outputs = set().union(*(self.signed[name] for name in (*names, orcid) if name))
        signed_with = frozenset().union(*(self.together[o] for o in outputs)) - names
        ties = self.interests[row.id]
        places = frozenset(self.places[row.id])
        return Candidate(
            key=f"researcher:{row.id}",
            names=names,
            emails=frozenset({row.email_key} if row.email_key else ()),
            places=_keys(name for pair in self.works[row.id] for name in pair),
            associations=frozenset(a for (a,) in self.memberships[row.id]),
            interests=frozenset(a for a, _words in ties if a is not None),
            interest_words=tuple(sort_key(words) for _a, words in ties if words),
            coauthors=signed_with,
            has_declared=row.interests_confirmed_at is not None,
            is_active=row.state == ResearcherState.ACTIVE,
            paused_until=row.paused_until,
            periods=tuple((start, end) for start, end in self.periods[row.id]),
            capacity=row.capacity,
            load=self.loads[row.id],
            asked=self.asked[row.id],
            statuses=frozenset({row.status} if row.status else ()),
            methods=frozenset(row.methods),
            territories=places,
            around=around(places, self.held_by),
            needs=frozenset(number for (number,) in self.needs[row.id]),
            refusals=tuple(self.refusals[row.id]),
            silent_since=self.silences.get(row.id),
        )


def _gather(query) -> dict[int, list[tuple]]:
    """Rows by their first column."""
    found = defaultdict(list)
    for number, *rest in db.session.execute(query):
        found[number].append(tuple(rest))
    return found


def _keys(names: Iterable[str | None]) -> frozenset[str]:
    return frozenset(key for name in names if name and (key := sort_key(name)))


def parents() -> dict[int, int | None]:
    """What holds each place: a commune, its grouping, its department, the region."""
    return dict(db.session.execute(select(Territory.id, Territory.parent_id)).all())


def around(places: Iterable[int], held_by: dict[int, int | None]) -> frozenset[int]:
    """Places and all that hold them."""
    found: set[int] = set()
    for place in places:
        while place is not None and place not in found:
            found.add(place)
            place = held_by.get(place)
    return frozenset(found)


def _places(owner, table, chosen) -> dict[int, set[int]]:
    found = defaultdict(set)
    for number, place in db.session.execute(
        select(owner, table.c.territory_id).where(owner.in_(chosen))
    ):
        found[number].add(place)
    return found


def _members(associations: Iterable[int | None]) -> dict[int | None, tuple[frozenset, frozenset]]:
    """The folded names and the addresses of the members of each association."""
    wanted = {number for number in associations if number is not None}
    found = defaultdict(lambda: (frozenset(), frozenset()))
    for number, name, address in db.session.execute(
        select(Membership.association_id, User.name, User.email_key)
        .join(User, User.id == Membership.user_id)
        .where(Membership.association_id.in_(wanted), Membership.state == MembershipState.ACTIVE)
    ):
        names, emails = found[number]
        found[number] = (names | _keys((name,)), emails | ({address} if address else set()))
    return found


def _loads(column) -> dict[int, int]:
    """How many pairings each one works on, or is about to."""
    found = defaultdict(int)
    for (number,) in db.session.execute(
        select(column).where(column.is_not(None), Pairing.state.in_(WORKING))
    ):
        found[number] += 1
    return found


def _asked(column) -> dict[int, int]:
    """How many requests each one received in a year, whatever became of them."""
    since = clock.now() - timedelta(days=365)
    rows = db.session.execute(
        select(column, func.count()).where(column.is_not(None), Pairing.asked_at > since)
        .group_by(column)
    )  # fmt: skip
    return defaultdict(int, rows.all())


def _silences(column) -> dict[int, date]:
    found: dict[int, date] = {}
    for number, since in db.session.execute(
        select(column, Silence.since).where(column.is_not(None), Silence.lifted_at.is_(None))
        .order_by(Silence.since.desc())
    ):  # fmt: skip
        found[number] = since.astimezone(clock.PARIS).date()
    return found


def _noes(side: Side):
    return (
        select(
            Pairing.researcher_id, Pairing.question_id, Pairing.association_id,
            Question.association_id.label("asking"), PairingSide.answered_at, PairingSide.not_before,
        )
        .join(PairingSide, PairingSide.pairing_id == Pairing.id)
        .outerjoin(Question, Question.id == Pairing.question_id)
        .where(PairingSide.side == side, PairingSide.word == Word.NO,
               PairingSide.answered_at.is_not(None))
    )  # fmt: skip


def _refusal(row) -> Refusal:
    on = row.answered_at.astimezone(clock.PARIS).date()
    return Refusal(row.association_id or row.asking, row.question_id, on, row.not_before)


def _refused_by_researchers(chosen) -> dict[int, list[Refusal]]:
    found = defaultdict(list)
    rows = _noes(Side.RESEARCH).where(Pairing.researcher_id.in_(chosen))
    for row in db.session.execute(rows):
        found[row.researcher_id].append(_refusal(row))
    return found


def _refused_by_associations(questions: list[int]) -> dict[int, list[Refusal]]:
    found = defaultdict(list)
    rows = _noes(Side.ASSOCIATION).where(Pairing.question_id.in_(questions))
    for row in db.session.execute(rows):
        found[row.question_id].append(_refusal(row))
    return found


def _signatures(today: date) -> tuple[dict[str, set[int]], dict[int, frozenset[str]]]:
    """Outputs by folded name or identifier of who signed them lately, and who signed each."""
    since = int(f"{(today - SIGNED_LATELY):%Y%m%d}")
    signed, together = defaultdict(set), defaultdict(set)
    rows = db.session.execute(
        select(Author.output_id, Author.given, Author.family, Author.identifier)
        .join(Output, Output.id == Author.output_id)
        .where(Author.kind == "person", Output.state == OutputState.PUBLISHED,
               or_(Output.issued_key == 0, Output.issued_key >= since))
    )  # fmt: skip
    for output_id, given, family, identifier in rows:
        names = {sort_key(f"{given} {family}"), sort_key(f"{family} {given}")}
        for known in (*names, identifier):
            if known:
                signed[known].add(output_id)
        together[output_id] |= names
    return signed, {number: frozenset(names) for number, names in together.items()}
