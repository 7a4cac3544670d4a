"""What prevents two sides from meeting: hard rules, each answered yes, no or unknown, in words (C2.2).

Every rule is a function of a candidate, a subject and a day. None reads the database and none is ever
softened: a person goes past one by giving a reason, which is kept with its name. Unknown is not no: it
leads to the one question that would answer it (C2★1).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from univasso.core.words import N_

REFUSAL_LASTS = timedelta(days=365)  # a refusal without a date counts as recent for a year
DEFAULT_LOAD = 1  # partnerships at once of whoever did not say, as their profile tells them

# What each refusal of an association (``REFUSALS``) forbids among the methods of researchers.
FORBIDS = {"no_observation": "observation", "no_survey": "survey"}
# What depends on how the study is led: it has to be asked of whoever does interviews.
TO_BE_AGREED = ("no_beneficiaries", "no_recording")
STUDENTS = frozenset({"doctoral"})


@dataclass(frozen=True)
class Refusal:
    """Somebody said no: to which association, when, and until when if they said so."""

    association_id: int | None
    question_id: int | None
    on: date
    not_before: date | None = None


@dataclass(frozen=True)
class Candidate:
    """A researcher or a group as the rules see them; of a group, everything its members hold.

    ``names`` and ``emails`` are folded, former and hidden names included: they are compared and never
    shown. ``coauthors`` are the folded names of those who signed with them lately.
    """

    key: str
    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()  # where they work now, folded
    associations: frozenset[int] = frozenset()  # of which they are members
    interests: frozenset[int] = frozenset()  # associations that they declared a tie with
    interest_words: tuple[str, ...] = ()  # ties declared in words, folded
    coauthors: frozenset[str] = frozenset()
    has_declared: bool = False
    is_active: bool = True
    paused_until: date | None = None
    periods: tuple[tuple[date, date], ...] = ()
    capacity: int | None = None
    load: int = 0
    asked: int = 0  # requests received in a year
    statuses: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    territories: frozenset[int] = frozenset()  # accepted
    around: frozenset[int] = frozenset()  # these and all that hold them
    needs: frozenset[int] = frozenset()  # numbers of the knowledge needs of their subjects
    refusals: tuple[Refusal, ...] = ()
    silent_since: date | None = None


@dataclass(frozen=True)
class Subject:
    """A question as the rules see it, or an association that somebody wants to meet."""

    key: str
    question_id: int | None = None
    association_id: int | None = None
    names: frozenset[str] = frozenset()  # of the association, folded
    people: frozenset[str] = frozenset()  # folded names of those who speak for it
    emails: frozenset[str] = frozenset()
    refusals: frozenset[str] = frozenset()  # codes of what the association does not want
    needs: frozenset[int] = frozenset()  # numbers of those under which it is filed
    refused: tuple[Refusal, ...] = ()  # what its own side said no to; ``association_id`` unused
    territories: frozenset[int] = frozenset()  # where it happens
    around: frozenset[int] = frozenset()  # these and all that hold them
    silent_since: date | None = None


@dataclass(frozen=True)
class Condition:
    """What a rule says of two sides: met, not met, or (None) nobody knows.

    ``fact`` is a sentence marked with N_, to be filled with ``about``; days are days.
    """

    rule: str
    met: bool | None
    fact: str
    about: dict = field(default_factory=dict)


def conflict(one: Candidate, other: Subject, today: date) -> Condition:
    """A tie, declared or computed from names, addresses, places of work and signatures."""

    def tie(fact: str) -> Condition:
        return Condition("conflict", False, fact)

    if other.association_id is not None:
        if other.association_id in one.associations:
            return tie(N_("a member of this association"))
        if other.association_id in one.interests:
            return tie(N_("declared a tie with this association"))
    if one.emails & other.emails or one.names & other.people:
        return tie(N_("one of those who speak for this association"))
    if one.places & other.names:
        return tie(N_("works in this association"))
    if any(_names(name, words) for words in one.interest_words for name in other.names):
        return tie(N_("declared a tie with this association"))
    if one.coauthors & other.people:
        return tie(N_("has published with one of those who speak for it"))
    if not one.has_declared:
        return Condition("conflict", None, N_("interests never declared"))
    return Condition("conflict", True, N_("no tie, declared or found"))


def _names(name: str, words: str) -> bool:
    """Whether words name something, as whole words: “relais” is not in “relaissées”."""
    return bool(name) and f" {name} " in f" {words} "


def availability(one: Candidate, other: Subject, today: date) -> Condition:
    """A pause, or periods that are all over."""
    if not one.is_active:
        return Condition("availability", False, N_("no longer in the programme"))
    if one.paused_until is not None and one.paused_until >= today:
        return Condition("availability", False, N_("on a pause until %(day)s"),
                         {"day": one.paused_until})  # fmt: skip
    if not one.periods:
        return Condition("availability", None, N_("said nothing of when"))
    ahead = [start for start, end in one.periods if end >= today]
    if not ahead:
        return Condition("availability", False, N_("was free until %(day)s"),
                         {"day": max(end for _start, end in one.periods)})  # fmt: skip
    first = min(ahead)
    if first <= today:
        return Condition("availability", True, N_("from now on"))
    return Condition("availability", True, N_("from %(day)s"), {"day": first})


def load(one: Candidate, other: Subject, today: date) -> Condition:
    """What they already do against what they said that they can do."""
    most = DEFAULT_LOAD if one.capacity is None else one.capacity
    fact = N_("%(load)d of %(most)d") if one.capacity is not None else N_("%(load)d, most not said")
    return Condition("load", one.load < most, fact, {"load": one.load, "most": most})


def refusal(one: Candidate, other: Subject, today: date) -> Condition:
    """A refusal of either side that is recent, or dated by whoever said it."""
    for said in one.refusals:
        if said.not_before is not None:
            if said.not_before > today:
                return Condition("refusal", False, N_("not before %(day)s"),
                                 {"day": said.not_before})  # fmt: skip
        elif said.on + REFUSAL_LASTS > today and _about(said, other):
            return Condition("refusal", False, N_("said no on %(day)s"), {"day": said.on})
    for said in other.refused:
        if said.not_before is not None and said.not_before > today:
            return Condition("refusal", False, N_("the association: not before %(day)s"),
                             {"day": said.not_before})  # fmt: skip
    return Condition("refusal", True, N_("none in 12 months"))


def _about(said: Refusal, other: Subject) -> bool:
    if other.question_id is not None and said.question_id == other.question_id:
        return True
    return said.association_id is not None and said.association_id == other.association_id


def unwanted(one: Candidate, other: Subject, today: date) -> Condition:
    """What the association said that it does not want (A1★3)."""
    refused = other.refusals
    if "no_more" in refused:
        return Condition("unwanted", False, N_("it wants no request at present"))
    if "no_students" in refused and one.statuses and one.statuses <= STUDENTS:
        return Condition("unwanted", False, N_("it wants no student work"))
    forbidden = {method for code, method in FORBIDS.items() if code in refused}
    if forbidden and not one.methods:
        return Condition("unwanted", None, N_("methods not said, some are not wanted"))
    if forbidden and one.methods <= forbidden:
        return Condition("unwanted", False, N_("their only method is not wanted"))
    if one.methods == {"interviews"} and refused.intersection(TO_BE_AGREED):
        return Condition("unwanted", None, N_("interviews only, some are not wanted"))
    return Condition("unwanted", True, N_("nothing against it"))


def territory(one: Candidate, other: Subject, today: date) -> Condition:
    """Whether they go where it happens."""
    if not one.territories:
        return Condition("territory", None, N_("places not said"))
    if not other.territories:
        return Condition("territory", True, N_("no place of its own"))
    if one.territories & other.around or one.around & other.territories:
        return Condition("territory", True, N_("goes there"))
    return Condition("territory", False, N_("does not go there"))


def silence(one: Candidate, other: Subject, today: date) -> Condition:
    """A request that ended without a word, of either side, until they say that they are here."""
    if one.silent_since is not None:
        return Condition("silence", False, N_("in silence since %(day)s"),
                         {"day": one.silent_since})  # fmt: skip
    if other.silent_since is not None:
        return Condition("silence", False, N_("the association: in silence since %(day)s"),
                         {"day": other.silent_since})  # fmt: skip
    return Condition("silence", True, N_("answers"))


Rule = Callable[[Candidate, Subject, date], Condition]

# In the order in which they are read.
RULES: dict[str, Rule] = {
    "conflict": conflict,
    "availability": availability,
    "load": load,
    "territory": territory,
    "unwanted": unwanted,
    "refusal": refusal,
    "silence": silence,
}
RULE_LABELS = {
    "conflict": N_("No conflict of interest"),
    "availability": N_("Availability"),
    "load": N_("Load"),
    "territory": N_("Place accepted"),
    "unwanted": N_("What the association does not want"),
    "refusal": N_("No recent “no”"),
    "silence": N_("Answers requests"),
}


def conditions(one: Candidate, other: Subject, today: date) -> list[Condition]:
    """What every rule says, in their order."""
    return [rule(one, other, today) for rule in RULES.values()]


def is_possible(one: Candidate, other: Subject, today: date) -> bool:
    """Whether no rule says no; what nobody knows prevents nothing."""
    return all(condition.met is not False for condition in conditions(one, other, today))
