"""Each rule in words, for whoever asks who may see something."""

from univasso.core.words import N_
from univasso.models.accounts import User
from univasso.models.associations import (
    Association,
)
from univasso.models.groups import ResearchGroup
from univasso.models.outputs import Output
from univasso.models.pairings import Pairing
from univasso.models.questions import Question
from univasso.models.researchers import Researcher
from univasso.models.seminars import Seminar
from univasso.models.vocabularies import KnowledgeNeed
from univasso.policy.directory import (
    answers_for,
    answers_for_it,
    answers_in_person,
    delegate,
    in_group,
    keeps_unclaimed,
    leads_elsewhere,
    leads_to_shown,
    looks_after_it,
    member_of,
    named_delegate,
    named_in_directory,
    outside_eye,
    own_membership,
    own_profile,
    shown_to_all,
    writes_for,
)
from univasso.policy.outputs import (
    depositor,
    draft_of_mine,
    known_to_all,
    readable_by_all,
    second_eye,
)
from univasso.policy.pairings import asks_to_meet, on_association_side, on_research_side
from univasso.policy.people import (
    Predicate,
    administrator,
    administrator_of_others,
    anyone,
    coordinator,
    oneself,
    owner,
    signed_in,
)
from univasso.policy.questions import (
    asked_it,
    of_its_association,
    open_to_all,
    open_to_programme,
    speaks_for_it,
)
from univasso.policy.rules import RULES
from univasso.policy.seminars import announced

# Each predicate in words, for whoever asks who may see something.
SPOKEN: dict[Predicate, str] = {
    anyone: N_("Everybody"),
    signed_in: N_("Whoever is signed in"),
    oneself: N_("Whoever is signed in, for their own account"),
    administrator: N_("The administration"),
    administrator_of_others: N_("The administration, for accounts that do not administer"),
    coordinator: N_("The coordination, of the whole or of its axis"),
    depositor: N_("Whoever deposited it"),
    owner: N_("Whoever it belongs to"),
    second_eye: N_("Somebody of the coordination who did not deposit it"),
    known_to_all: N_("Everybody, while it is published, withdrawn or merged"),
    readable_by_all: N_("Everybody, while it is published and without embargo"),
    draft_of_mine: N_("Whoever deposited it, while it is a draft"),
    named_in_directory: N_("Everybody, while the directory names it"),
    leads_elsewhere: N_("Everybody, once it leads to another"),
    member_of: N_("Its members"),
    writes_for: N_("Its contributors and those who answer for it"),
    answers_for: N_("Those who answer for it"),
    answers_for_it: N_("Those who answer for its association"),
    own_membership: N_("The member themselves"),
    looks_after_it: N_("The coordination, for others than themselves"),
    answers_in_person: N_("Whoever answers for the association, about their own place"),
    outside_eye: N_("The coordination, unless they are members of it"),
    shown_to_all: N_("Everybody, while it is shown in the directory"),
    leads_to_shown: N_("Everybody, once it leads to a profile that is shown"),
    own_profile: N_("The person themselves"),
    delegate: N_("Those whom its owner entrusts with it"),
    keeps_unclaimed: N_("The coordination, until its person claims it"),
    named_delegate: N_("The person who is asked to keep it"),
    in_group: N_("The members of the group"),
    open_to_all: N_("Everybody, once it was looked at, unless it is for the programme only"),
    open_to_programme: N_("The people of the programme, once it was looked at"),
    asked_it: N_("Whoever asked it"),
    of_its_association: N_("The members of the association for which it is asked"),
    announced: N_("Everybody, once it is announced"),
    speaks_for_it: N_("Whoever asked it, and those who write for its association"),
    on_research_side: N_("The researcher or the group, once they were asked"),
    asks_to_meet: N_("Whoever has an active profile of researcher, while the directory names it"),
    on_association_side: N_("Those who speak for the association, once it was asked"),
}


# What may be asked about by name, and the permissions that concern it, by their beginning.
KINDS: dict[str, tuple[type, tuple[str, ...]]] = {
    "output": (Output, ("output.",)),
    "need": (KnowledgeNeed, ("need.",)),
    "association": (Association, ("association.",)),
    "researcher": (Researcher, ("researcher.", "interests.")),
    "group": (ResearchGroup, ("group.",)),
    "question": (Question, ("question.",)),
    "seminar": (Seminar, ("seminar.",)),
    "pairing": (Pairing, ("pairing.",)),
    "user": (User, ("users.", "audience.")),
}


def openings(kind: str, subject: object, users: list[User]) -> list[tuple]:
    """For each permission about a row: (permission, predicate, whether strangers pass, who passes)."""
    return [
        (
            permission,
            predicate,
            predicate(None, subject),
            [u for u in users if predicate(u, subject)],
        )
        for permission, predicates in RULES.items()
        if permission.startswith(KINDS[kind][1])
        for predicate in predicates
    ]
