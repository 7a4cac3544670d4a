"""Meetings that took place, with their sources; and fictional ones to come, to be tried."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from univasso.accounts import services as accounts
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.demonstration.taking_part import TEAM
from univasso.models.seminars import Seminar, SeminarState
from univasso.models.vocabularies import KnowledgeNeed
from univasso.seminars import programme
from univasso.seminars.services import editing, seats

DATA = Path(__file__).parent / "data" / "meetings.json"
TEXTS = ("kind", "title_fr", "about_fr", "place_name", "place_address", "town", "organisers",
         "source_url")  # fmt: skip
# Nobody here exists: who registered to the fictional café, which has four seats.
COMING = (
    ("Malika Fictive", True), ("Bruno Fictif", False), ("Odile Fictive", True), ("Samir Fictif", False),
    ("Jeanne Fictive", False), ("Tom Fictif", True),
)  # fmt: skip
CAFE = {
    "kind": "cafe", "title_fr": "Lire ensemble une étude sur les associations de quartier",
    "title_en": "Reading together a study of neighbourhood associations",
    "about_fr": "On partage un café ou un thé et l’on discute, en petit groupe, des résultats d’une "
    "recherche participative. Aucune lecture préalable n’est demandée.",
    "for_whom": "Bénévoles, salarié·es d’associations, chercheur·ses, habitant·es",
    "place_name": "Le Café des Hortillons (exemple fictif)", "place_address": "2 quai Fictif",
    "town": "Amiens", "access": "À dix minutes à pied de la gare.",
    "accessibility": ["step_free", "toilets"], "room_seats": 4, "series": "Cafés recherche",
    "is_fictional": True,
}  # fmt: skip
CAFE_PROGRAMME = """16:00 Accueil et tour de table
- Coralie Fictive, coordination
16:15 Ce que l’étude a montré
- Léa Fictive, laboratoire fictif
16:45 Ce que des associations en ont fait
17:10 Discussion"""
SEMINAR = {
    "kind": "crossed", "title_fr": "Évaluer sans s’épuiser : associations et recherche en dialogue",
    "about_fr": "Une demi-journée pour croiser ce que les associations vivent de l’évaluation et ce "
    "que la recherche en dit.",
    "for_whom": "Associations et laboratoires de la région", "place_name": "Salle fictive",
    "town": "Lille", "accessibility": ["step_free", "lift", "hearing_loop"], "room_seats": 40,
    "reserved_seats": 20, "has_remote": True, "remote_seats": 80,
    "remote_link": "https://visio.example/rencontre-fictive", "is_fictional": True,
}  # fmt: skip


def add() -> None:
    """What is missing, each meeting in a transaction of its own."""
    known = set(db.session.scalars(select(Seminar.title_fr)))
    for row in json.loads(DATA.read_text("utf-8")):
        if row["title_fr"] not in known:
            with transaction():
                add_past(row)
    team = accounts.find_user(TEAM)
    if CAFE["title_fr"] not in known:
        with transaction():
            cafe = add_next(CAFE, CAFE_PROGRAMME, 18, 16, 2, (1, 8), team)
            for name, is_for_association in COMING:
                add_registration(cafe, name, is_for_association)
    if SEMINAR["title_fr"] not in known:
        with transaction():
            add_next(SEMINAR, "", 32, 14, 3, (4,), team)


def add_past(row: dict) -> None:
    """A real one: only its day is known, unless its source gives hours."""
    begins, ends = (date.fromisoformat(row[name]) for name in ("start_date", "end_date"))
    has_hours = "start_time" in row
    seminar = editing.create(
        {name: row.get(name, "") for name in TEXTS}
        | {
            "starts_at": _at(begins, row.get("start_time", "00:00")),
            "ends_at": _at(ends, row.get("end_time", "23:59")),
            "has_hours": has_hours, "has_room": "is_online" not in row,
            "has_remote": "is_online" in row, "takes_registrations": False,
        },
        [programme.Point("", "Interventions", [tuple(s) for s in row["speakers"]])]
        if "speakers" in row else [],
        None,
    )  # fmt: skip
    seminar.state = SeminarState.HELD


def add_next(
    values: dict, text: str, days: int, hour: int, hours: int, numbers: tuple[int, ...], team
) -> Seminar:
    """A fictional one, on a Thursday to come."""
    day = clock.today() + timedelta(days=days)
    start = _at(day + timedelta(days=(3 - day.weekday()) % 7), f"{hour}:00")
    needs = db.session.scalars(select(KnowledgeNeed).where(KnowledgeNeed.number.in_(numbers)))
    about = {"starts_at": start, "ends_at": start + timedelta(hours=hours), "needs": list(needs)}
    seminar = editing.create(values | about, programme.read(text), team)
    editing.announce(seminar, team)
    return seminar


def add_registration(seminar: Seminar, name: str, is_for_association: bool) -> None:
    email = f"{name.lower().replace(' ', '.')}@demonstration.example"
    association = "Les Ateliers du canal (exemple fictif)" if is_for_association else ""
    about = {"name": name, "email": email, "way": "room", "part": "active",
             "is_for_association": is_for_association, "association_name": association}  # fmt: skip
    seats.register(seminar, about, None, "fr")


def _at(day: date, hour: str) -> datetime:
    hours, minutes = map(int, hour.split(":"))
    return datetime.combine(day, time(hours, minutes), tzinfo=clock.PARIS)
