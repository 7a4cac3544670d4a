"""Two sides that could meet: Nadia's question, Léa's profile, Coralie who brings them together."""

from dataclasses import dataclass

import pytest

from tests import make
from tests.questions.steps import leave, post
from univasso.core import clock
from univasso.core.db import db
from univasso.models import Association, Pairing, Question, Researcher, User

REQUEST = {
    "why": "Votre thèse porte sur le départ des bénévoles.",
    "what": "Dix entretiens avec d’anciens bénévoles.",
    "effort": "Deux heures par mois.",
    "data_use": "Des entretiens anonymes.",
    "is_sole": "y",
}


@dataclass
class Two:
    """Both sides, and how a test sends the request."""

    coralie: User
    nadia: User
    lea: User
    association: Association
    question: Question
    researcher: Researcher
    pairing: Pairing
    read: object

    def ask(self, pairing: Pairing | None = None, **about) -> Pairing:
        """The coordination sends the request of the shortlist, as from the page."""
        number = (pairing or self.pairing).id
        page = self.read(f"/mises-en-relation/{number}/solliciter", as_=self.coralie)
        fields = page.form(f"/mises-en-relation/{number}/solliciter") | REQUEST | about
        post(self.read, f"/mises-en-relation/{number}/solliciter", {**fields, "act": "ask"},
             as_=self.coralie)  # fmt: skip
        leave(self.read)
        return self.now(number)

    def now(self, number: int | None = None) -> Pairing:
        """The pairing as it now is."""
        db.session.rollback()
        return db.session.get(Pairing, number or self.pairing.id, populate_existing=True)

    def link(self, who: User, number: int = -1) -> str:
        """The address of the button of the mails that somebody received, the last one first."""
        return make.link(to(who.email)[number], "/mises-en-relation/reponse")

    def answer(self, who: User, number: int = -1, **fields):
        """Answer from the mail, without signing in."""
        leave(self.read)
        act = "decliner" if "reason" in fields else "repondre"
        return post(self.read, f"{self.link(who, number)}/{act}", fields)


def to(address: str) -> list:
    """The mails about pairings that somebody received, oldest first."""
    db.session.rollback()
    return [m for m in make.mails() if m.to_email == address and "/mises-en-relation" in m.text]


@pytest.fixture
def two(context, read) -> Two:
    coralie = make.coordinator(name="Coralie Fictive")
    nadia = make.user(name="Nadia Fictive", email="nadia@exemple.test")
    lea = make.user(name="Léa Fictive", email="lea@exemple.test")
    association = make.association(nadia, "Le Relais fictif", is_listed=True)
    question = make.question(
        "qualified", asker=nadia, association=association, assignee=coralie,
        wish="Pourquoi nos bénévoles partent-ils après un an",
    )  # fmt: skip
    researcher = make.researcher(
        lea, expertise_fr="Je travaille sur le départ des bénévoles après un an d’engagement.",
        visibility={"expertise": "members"}, interests_confirmed_at=clock.now(), capacity=2,
    )  # fmt: skip
    pairing = make.pairing(question, researcher, association=association)
    return Two(coralie, nadia, lea, association, question, researcher, pairing, read)
