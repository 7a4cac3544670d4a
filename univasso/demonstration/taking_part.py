"""Fictional associations, so that the directory and every space have something to show."""

from sqlalchemy import select

from univasso.accounts import services as accounts
from univasso.core.db import db, transaction
from univasso.directory.identities import Identity
from univasso.directory.services import associations
from univasso.models.associations import Association, Mode
from univasso.models.consents import text_of_associations
from univasso.models.vocabularies import KnowledgeNeed, Territory

NADIA, KARIM = "nadia.fictive@demonstration.example", "karim.fictif@demonstration.example"
TEAM = "coralie.fictive@demonstration.example"

# Nobody of these exists; each says so in its name and in its words.
ASSOCIATIONS = (
    {
        "name": "Les Ateliers du canal (exemple fictif)", "manager": NADIA, "title": "coordinatrice",
        "mission": "Association inventée pour la démonstration : des ateliers où l’on répare ensemble "
                   "vélos et objets, au bord du canal.",
        "sectors": ["environment", "popular_education"], "needs": (3, 8),
        "territories": ("Roubaix",), "budget_band": "under_50k", "employee_band": "few",
        "volunteer_band": "under_50", "channel": "phone",
        "working_hours": "Appelez-moi le mardi après 14 h.", "refusals": ["no_recording"],
        "unwanted": "Nos participants sont déjà beaucoup interrogés.",
        "field_offer": "Les ateliers du samedi, les cahiers de réparation tenus depuis dix ans.",
        "ways": {Mode.GROUP: "", Mode.FIELD: "Le samedi seulement."},
    },
    {
        "name": "Entraide des Trois Rues (exemple fictif)", "manager": KARIM, "title": "président",
        "mission": "Association inventée pour la démonstration : une épicerie solidaire et des "
                   "permanences d’accès aux droits.",
        "sectors": ["social", "rights"], "needs": (1, 4), "territories": ("Lens",),
        "budget_band": "under_200k", "employee_band": "under_10", "volunteer_band": "under_50",
        "channel": "mail", "working_hours": "Réponse sous une semaine.", "refusals": [],
        "unwanted": "", "field_offer": "Les permanences, avec l’accord des personnes.",
        "ways": {Mode.COUNCIL: "", Mode.GROUP: ""}, "proof": "Exemple de preuve : statuts montrés.",
    },
    {
        "name": "La Fanfare des marais (exemple fictif)", "manager": KARIM, "title": "trésorier",
        "mission": "Association inventée pour la démonstration : une fanfare ouverte à tous les âges.",
        "sectors": ["culture"], "needs": (3,), "territories": ("Amiens",), "budget_band": "under_10k",
        "employee_band": "none", "volunteer_band": "under_50", "channel": "meeting",
        "working_hours": "Le jeudi soir à la répétition.", "refusals": ["no_survey"], "unwanted": "",
        "field_offer": "", "ways": {Mode.GROUP: ""},
    },
)  # fmt: skip
PROFILE = (
    "mission", "sectors", "budget_band", "employee_band", "volunteer_band", "channel",
    "working_hours", "refusals", "unwanted", "field_offer",
)  # fmt: skip


def add() -> None:
    """What is missing, each association in a transaction of its own."""
    for row in ASSOCIATIONS:
        if db.session.scalar(select(Association.id).where(Association.name == row["name"])) is None:
            with transaction():
                add_association(row)


def add_association(row: dict) -> None:
    by = accounts.find_user(row["manager"])
    association = associations.join(
        Identity(row["name"], to_check="" if "proof" in row else "no_number"), by, row["title"],
        **{name: row[name] for name in PROFILE},
    )  # fmt: skip
    needs = select(KnowledgeNeed).where(KnowledgeNeed.number.in_(row["needs"]))
    association.needs = list(db.session.scalars(needs))
    places = select(Territory).where(Territory.name.in_(row["territories"]))
    association.territories = list(db.session.scalars(places))
    associations.accept_charter(association, text_of_associations().id, by)
    associations.declare(association, row["ways"], by)
    associations.publish(association, {}, is_listed=True, by=by)
    if "proof" in row:
        associations.verify(association, row["proof"], accounts.find_user(TEAM))
