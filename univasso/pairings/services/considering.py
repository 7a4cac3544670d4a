"""Telling those who do research when they were considered, and the fact that decided (R1★3)."""

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from univasso.core import clock
from univasso.core.db import db
from univasso.core.words import N_
from univasso.models.pairings import Pairing, PairingState
from univasso.models.questions import Question
from univasso.models.researchers import Candidacy, Researcher
from univasso.pairings import wording, workbench
from univasso.policy.questions import open_to_all

ASKED = N_("nothing stopped it, and you were chosen from the shortlist")
OTHERS_FIRST = N_("somebody else of the shortlist was asked first")


def write_down(pairing: Pairing) -> None:
    """Whoever is asked about a question, and those of its shortlist who are not."""
    if pairing.researcher is not None:
        with force_locale(_language(pairing.researcher)):
            _add(pairing.question, pairing.researcher, was_asked=True, fact=_(ASKED))
    others = select(Pairing).where(
        Pairing.question_id == pairing.question_id, Pairing.state == PairingState.KEPT,
        Pairing.researcher_id.is_not(None),
    )  # fmt: skip
    for other in db.session.scalars(others):
        not_asked(pairing.question, other.researcher)


def not_asked(question: Question, researcher: Researcher) -> None:
    """Somebody was considered and not asked: the rule that stops them, or that others were first."""
    stops = workbench.line_of(question, researcher).stopped_by
    with force_locale(_language(researcher)):
        fact = wording.said(stops[0]) if stops else _(OTHERS_FIRST)
    _add(question, researcher, was_asked=False, fact=fact)


def _language(researcher: Researcher) -> str:
    return researcher.user.language if researcher.user else "fr"


def _add(question: Question, researcher: Researcher, *, was_asked: bool, fact: str) -> None:
    """One line for each subject: being asked later replaces not having been."""
    subject = question.wish[:300]
    row = db.session.scalar(
        select(Candidacy).where(
            Candidacy.researcher_id == researcher.id, Candidacy.subject == subject
        )
    )
    if row is None:
        row = Candidacy(researcher_id=researcher.id, subject=subject)
        db.session.add(row)
    elif row.was_asked:
        return
    row.was_asked, row.fact, row.at = was_asked, fact[:300], clock.now()
    row.is_subject_public = open_to_all(None, question)
