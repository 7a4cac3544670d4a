"""Fictional questions, so that every state of the inbox and every need has something to show."""

from datetime import timedelta

from sqlalchemy import select

from univasso.accounts import services as accounts
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.demonstration.taking_part import KARIM, NADIA, TEAM
from univasso.models.associations import Association
from univasso.models.questions import PROMISE, Question
from univasso.models.vocabularies import KnowledgeNeed, Territory
from univasso.models.workshops import Workshop
from univasso.questions.services import asking, desks, triage, wordings, workshops

# Nobody asked these: they are invented for the demonstration, as their associations are.
# Words, who, association, place, days since it came, needs when it was filed.
QUESTIONS = (
    ("On nous demande toujours plus de bilans chiffrés. Est-ce que cela change notre façon de "
     "travailler avec les habitants ?", NADIA, "Les Ateliers du canal (exemple fictif)", "Roubaix",
     20, (4, 8)),
    ("Pourquoi les personnes qui réparent leur vélo chez nous ne deviennent-elles pas bénévoles ?",
     NADIA, "Les Ateliers du canal (exemple fictif)", "Roubaix", 17, ()),
    ("Comment garder une vie démocratique quand on devient employeur ?", KARIM,
     "Entraide des Trois Rues (exemple fictif)", "Lens", 12, ()),
    ("Que devient une épicerie solidaire quand la subvention s’arrête ?", KARIM,
     "Entraide des Trois Rues (exemple fictif)", "Lens", 60, (1,)),
    ("Qui joue dans les fanfares, et qui n’ose pas y entrer ?", KARIM,
     "La Fanfare des marais (exemple fictif)", "Amiens", 3, ()),
    ("Comment une structure d’insertion tient-elle quand une subvention s’arrête ?", KARIM,
     "Entraide des Trois Rues (exemple fictif)", "Lens", 45, (1,)),
    ("Pourquoi les jeunes quittent-ils nos fanfares, et qui n’ose pas y entrer ?", KARIM,
     "La Fanfare des marais (exemple fictif)", "Amiens", 30, (8,)),
    ("Que faire des outils que nos adhérents nous confient ?", NADIA,
     "Les Ateliers du canal (exemple fictif)", "Roubaix", 25, (8,)),
)  # fmt: skip
# Who took part in a workshop, where they confirm, and what they said there.
SAID = (
    (
        "Les Ateliers du canal (exemple fictif)",
        NADIA,
        "Qui ose encore présider, quand chacun travaille ?",
    ),
    ("Entraide des Trois Rues (exemple fictif)", KARIM, "Pourquoi si peu de jeunes au bureau ?"),
    ("Un groupe d’habitants (exemple fictif)", "", "À quoi servent nos assemblées générales ?"),
)
WORDING = "Effets des exigences d’évaluation sur les pratiques d’une association de quartier"


def add() -> None:
    """What is missing, each question in a transaction of its own."""
    team = accounts.find_user(TEAM)
    with transaction():
        if desks.of(team) is None:
            desks.arrange(team, "03 00 00 00 00", None, None, None)
    if db.session.scalar(select(Workshop.id)) is None:
        with transaction():
            add_workshop(team)
    for row in QUESTIONS:
        if db.session.scalar(select(Question.id).where(Question.wish == row[0])) is None:
            with transaction():
                add_question(row, team)


def add_workshop(team) -> None:
    """An open one, to be grouped further and closed."""
    about = {
        "title": "Gouverner ensemble (exemple fictif)",
        "place": "Roubaix",
        "held_on": clock.today(),
    }
    room = workshops.start(about, [(who, email) for who, email, _words in SAID], team)
    notes = [workshops.add(room, words, who, team) for who, _email, words in SAID]
    workshops.gather(room, notes[:2], "Qui prend les responsabilités", team)


def add_question(row: tuple, team) -> None:
    words, who, association, place, days, numbers = row
    asker = accounts.find_user(who)
    about = {
        "wish": words,
        "association": db.session.scalar(select(Association).where(Association.name == association)),
        "territories": list(db.session.scalars(
            select(Territory).where(Territory.name == place, Territory.kind == "commune")
        )),
        "uses": ["decide", "discuss"], "taking_part": "field", "contact_name": asker.name,
        "visibility": "public" if numbers else "unnamed",
    }  # fmt: skip
    question = asking.start(about, asker, "fr")
    asking.receive(question, "send", asker)
    question.assignee = team
    came = clock.now() - timedelta(days=days)
    question.created_at = question.received_at = question.last_act_at = came
    question.promised_on = (came.astimezone(clock.PARIS) + PROMISE).date()
    if numbers:
        found = select(KnowledgeNeed).where(KnowledgeNeed.number.in_(numbers))
        triage.qualify(question, list(db.session.scalars(found)), team, reason="Exemple fictif.")
        question.first_answer_at = question.published_at = came + timedelta(days=4)
    if 4 in numbers:
        wordings.propose(question, WORDING, "Pour pouvoir comparer avec d’autres études.", team)
