"""Both sides as the rules see them: names, ties, places, refusals, read from real rows."""

from datetime import date, timedelta

from sqlalchemy import select

from tests import make
from univasso.core import clock
from univasso.core.db import db, transaction
from univasso.models import (
    Author,
    GroupMember,
    Interest,
    Pairing,
    PairingSide,
    ResearchGroup,
    Silence,
    Territory,
)
from univasso.pairings import barriers, gathering


def said(researcher, question, rule):
    one = gathering.candidates(only=[researcher.id])[researcher.id]
    other = gathering.subjects([question.id])[question.id]
    found = {c.rule: c for c in barriers.conditions(one, other, clock.today())}
    return found[rule].met, found[rule].fact


def place(code: str) -> Territory:
    return db.session.scalar(select(Territory).where(Territory.code == code))


def test_a_member_of_the_association_has_a_conflict(context):
    jean, nadia = make.user(name="Jean Fictif"), make.user(name="Nadia Fictive")
    association = make.association(nadia)
    profile = make.researcher(jean, "Jean", "Fictif")
    question = make.question("qualified", association=association, asker=nadia)
    assert said(profile, question, "conflict") == (None, "interests never declared")
    with transaction():
        profile.interests_confirmed_at = clock.now()
    assert said(profile, question, "conflict") == (True, "no tie, declared or found")
    make.member(association, jean)
    assert said(profile, question, "conflict") == (False, "a member of this association")

    nadia = make.user(name="Nadia Fictive")
    question = make.question("qualified", asker=nadia, association_name="Le Relais fictif")
    lea = make.researcher(make.user(name="Léa Fictive"), interests_confirmed_at=clock.now())
    with transaction():
        db.session.add(Interest(researcher=lea, kind="board", words="Trésorière du Relais fictif"))
    assert said(lea, question, "conflict")[0] is True  # "du Relais" is not "Le Relais"
    with transaction():
        db.session.add(Interest(researcher=lea, kind="board", words="Au bureau : le Relais fictif"))
    assert said(lea, question, "conflict") == (False, "declared a tie with this association")
    same = make.researcher(None, "Nadia", "FICTIVE")
    assert said(same, question, "conflict")[1] == "one of those who speak for this association"
    yanis = make.researcher(make.user(name="Yanis Fictif"), "Yanis", "Fictif")
    output = make.output(authors=(), issued_key=int(f"{clock.today():%Y%m%d}"))
    with transaction():
        output.authors = [Author(position=1, given="Nadia", family="Fictive"),
                          Author(position=2, given="Y.", family="F.", identifier="orcid:0")]  # fmt: skip
        yanis.user.orcid = "0"
    assert (
        said(yanis, question, "conflict")[1] == "has published with one of those who speak for it"
    )


def test_places_hold_each_other(context):
    make.load_vocabularies()
    nord, lille, somme = place("department:59"), place("commune:59350"), place("department:80")
    lea = make.researcher(make.user(name="Léa Fictive"))
    question = make.question("qualified", territories=[lille])
    assert said(lea, question, "territory")[0] is None
    for where, met in ((nord, True), (lille, True), (somme, False)):
        with transaction():
            lea.territories = [where]
        assert said(lea, question, "territory")[0] is met
    with transaction():
        lea.territories, question.territories = [lille], [nord]
    assert said(lea, question, "territory")[0] is True


def test_what_was_said_before_counts_until_its_date(context, later):
    lea = make.researcher(make.user(name="Léa Fictive"))
    question = make.question("qualified")
    september = clock.today() + timedelta(days=90)
    with transaction():
        old = Pairing(question=make.question("qualified"), researcher=lea, state="declined",
                      asked_at=clock.now())  # fmt: skip
        old.sides.append(PairingSide(side="research", word="no", reason="later",
                                     not_before=september, answered_at=clock.now()))  # fmt: skip
        db.session.add(old)
    assert said(lea, question, "refusal") == (False, "not before %(day)s")
    later(days=91)
    assert said(lea, question, "refusal")[0] is True


def test_silence_stops_until_it_is_lifted(context):
    lea = make.researcher(make.user(name="Léa Fictive"))
    question = make.question("qualified")
    with transaction():
        old = Pairing(question=question, researcher=lea, state="silent", asked_at=clock.now())
        silence = Silence(researcher=lea, pairing=old)
        db.session.add_all([old, silence])
    assert said(lea, question, "silence")[0] is False
    with transaction():
        silence.lifted_at = clock.now()
    assert said(lea, question, "silence")[0] is True


def test_a_group_is_one_candidate_with_the_ties_of_all(context):
    nadia = make.user(name="Nadia Fictive")
    association = make.association(nadia)
    question = make.question("qualified", association=association, asker=nadia)
    with transaction():
        group = ResearchGroup(name="Un groupe fictif", sort_key="un groupe fictif", capacity=3)
        group.members.append(
            GroupMember(state="active", researcher=make.researcher(nadia, "Nadia", "Fictive"))
        )
        db.session.add(group)
    one = gathering.groups()[group.id]
    other = gathering.subjects([question.id])[question.id]
    assert barriers.conflict(one, other, date(2026, 1, 1)).met is False
    assert (one.capacity, one.load) == (3, 0)
