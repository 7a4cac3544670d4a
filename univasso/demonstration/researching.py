"""Fictional researchers and their group, so that the directory and their spaces have something to show."""

from sqlalchemy import select

from univasso.accounts import services as accounts
from univasso.accounts.services import consents
from univasso.core.db import db, transaction
from univasso.directory.services import availability, groups, researchers
from univasso.models.groups import ResearchGroup
from univasso.models.research_units import ResearchUnit
from univasso.models.researchers import Researcher
from univasso.models.vocabularies import KnowledgeNeed, Territory

TEAM = "coralie.fictive@demonstration.example"
# Nobody of these exists; (first name, last name, short name of a real unit, needs, methods, words,
# departments).
INVENTED = "Profil inventé pour la démonstration."
RESEARCHERS = (
    ("Léa", "Martin Fictive", "CLERSÉ", (1, 3), ["interviews", "economics"],
     "Que devient une petite association quand la subvention s’arrête ? Épiceries solidaires et "
     "structures d’insertion, suivies par leurs comptes et par des entretiens.", ("59", "62")),
    ("Yanis", "Leroy Fictif", "CURAPP-ESS", (3, 4), ["observation", "action"],
     "Ce que les bilans chiffrés font au travail des centres sociaux avec les habitants.",
     ("59", "80")),
    ("Odile", "Petit Fictive", "", (8,), ["archives"],
     "Histoire des fanfares et des harmonies : qui y joue, qui n’ose pas y entrer.", ("80",)),
)  # fmt: skip
UNCLAIMED = ("Bruno", "Durand Fictif")
GROUP = "L’argent des associations (exemple fictif)"


def add() -> None:
    """What is missing, each researcher in a transaction of its own."""
    known = set(db.session.scalars(select(Researcher.family)))
    for row in RESEARCHERS:
        if row[1] not in known:
            with transaction():
                add_researcher(*row)
    if UNCLAIMED[1] not in known:
        with transaction():
            researchers.create(None, *UNCLAIMED, accounts.find_user(TEAM))
    if db.session.scalar(select(ResearchGroup.id).where(ResearchGroup.name == GROUP)) is None:
        with transaction():
            add_group()


def add_researcher(
    given: str, family: str, unit: str, needs: tuple, methods: list, words: str, departments: tuple
) -> None:
    email = f"{given.lower().replace('é', 'e')}.{family.split()[-1].lower()}@demonstration.example"
    user = accounts.find_user(email) or accounts.create_user(
        email, f"{given} {family}", is_fictional=True
    )
    consents.accept_all(user)
    db.session.flush()
    chosen = db.session.scalars(select(KnowledgeNeed).where(KnowledgeNeed.number.in_(needs)))
    row = researchers.create(
        user, given, family, user, is_listed=True, needs=list(chosen), methods=methods,
        expertise_fr=f"{words} {INVENTED}", status="lecturer",
        territories=list(db.session.scalars(
            select(Territory).where(Territory.code.in_(f"department:{d}" for d in departments))
        )),
    )  # fmt: skip
    found = db.session.scalar(select(ResearchUnit).where(ResearchUnit.short_name == unit).limit(1))
    place = {"unit_id": found.id} if unit and found else {"name": "Un laboratoire fictif"}
    researchers.add_affiliation(row, user, **place)
    availability.say(row, user, 2, ["study", "talk"], None)
    availability.confirm(row, user)


def add_group() -> None:
    """Léa founds it, Yanis accepts her invitation."""
    lea, yanis = (
        accounts.find_user(f"{who}@demonstration.example")
        for who in ("lea.fictive", "yanis.fictif")
    )
    group = groups.found(GROUP, researchers.profile_of(lea), lea)
    db.session.flush()
    about = "Groupe inventé pour la démonstration : comment les associations se financent."
    needs = db.session.scalars(select(KnowledgeNeed).where(KnowledgeNeed.number.in_((1, 3))))
    values = {"name": GROUP, "purpose": about, "needs": list(needs), "seats": 5, "capacity": 2}
    groups.save(group, {**values, "is_listed": True}, lea, group.version)
    seat = groups.invite(group, yanis.email, lea, "")
    groups.accept(seat, researchers.profile_of(yanis), yanis)
