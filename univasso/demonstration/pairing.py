"""A fictional pairing under way, and a proposal over the questions that wait, to be looked at."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from univasso.accounts import services as accounts
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.demonstration.taking_part import KARIM, TEAM
from univasso.models.accounts import User
from univasso.models.pairings import Pairing, PairingBatch, Side, Word
from univasso.models.questions import Question
from univasso.pairings import queries, telling
from univasso.pairings.services import answering, asking, batches, keeping, talking
from univasso.pairings.services.answering import Answer
from univasso.pairings.telling import Request

LEA = "lea.fictive@demonstration.example"
ABOUT = "Comment une structure d’insertion tient-elle"
REQUEST = Request(
    why="", what="Lire ensemble dix ans de comptes, et six entretiens avec les salariés (exemple fictif).",
    effort="Deux heures par mois, de janvier à juin.", period="De janvier à juin",
    compensation="Les déplacements sont remboursés.",
    data_use="Les comptes restent chez vous ; les entretiens sont anonymes.", answer_by=None,
)  # fmt: skip
SAID = (
    (Side.RESEARCH, "Bonjour, j’ai suivi trois structures qui ont vécu cela. Quand pouvons-nous parler ?"),
    (Side.ASSOCIATION, "Bonjour, volontiers. Le mardi après-midi nous convient, à Lens ou par téléphone."),
)  # fmt: skip


def add() -> None:
    """What is missing."""
    team, lea, karim = (accounts.find_user(who) for who in (TEAM, LEA, KARIM))
    if db.session.scalar(select(Pairing.id)) is None:
        with transaction():
            add_pairing(team, lea, karim)
    if db.session.scalar(select(PairingBatch.id)) is None:
        with transaction():
            batches.ask(
                {
                    "questions": sorted(q.id for q in queries.questions_without_request()),
                    "fairness": "nobody_aside", "most_each": 1, "least": {}, "seed": 1, "seats": {},
                    "may_stay_open": [],
                },
                team,
            )  # fmt: skip


def add_pairing(team: User, lea: User, karim: User) -> None:
    """Asked, Léa says yes, the association wants to talk: they write and look for a moment."""
    question = db.session.scalar(select(Question).where(Question.wish.startswith(ABOUT)))
    pairing = keeping.keep(question, lea.profile, team, note="Note fictive de la coordination.")
    why = telling.why(pairing) or "Vos travaux portent sur la fin des subventions."
    until = clock.today() + timedelta(days=21)
    asking.ask(pairing, replace(REQUEST, why=why, answer_by=until), team, {})
    answering.answer(pairing.side(Side.RESEARCH), Answer(Word.YES), lea, "site")
    answering.answer(pairing.side(Side.ASSOCIATION), Answer(Word.TALK), karim, "site")
    for side, words in SAID:
        talking.say(pairing, side, words, lea if side == Side.RESEARCH else karim)
    start = clock.start_of_day(clock.today() + timedelta(days=7)) + timedelta(hours=14)
    moments = [start + timedelta(days=days) for days in (0, 1, 3)]
    talking.propose(pairing, Side.RESEARCH, moments, 60, "Lens, ou par téléphone", lea)
