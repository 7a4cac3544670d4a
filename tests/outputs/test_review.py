"""From draft to tombstone: each step, its reason, and who is told."""

import pytest

from tests import make
from univasso.core import history
from univasso.core.db import db, transaction
from univasso.core.workflow import ReasonMissing, WrongState
from univasso.models import OutputState, OutputVersion, Remark
from univasso.outputs.services import review


def said_to(email: str) -> list[str]:
    return [mail.subject for mail in make.mails() if mail.to_email == email]


def test_a_draft_that_lacks_something_is_not_sent_and_says_what_it_lacks(context):
    member = make.user()
    draft = make.output(OutputState.DRAFT, authors=(), licence="", depositor=member)
    with pytest.raises(review.NotComplete) as missing, transaction():
        review.submit(draft, member)
    assert {check.field for check in missing.value.checks} >= {"authors", "licence"}


def test_submitting_tells_every_coordinator_once_but_not_oneself(context):
    one, two = make.coordinator(), make.coordinator()
    with transaction():
        review.submit(make.ready(one), one)
    assert (len(said_to(one.email)), len(said_to(two.email))) == (0, 1)


def test_publishing_keeps_a_version_and_tells_the_depositor(context):
    member, team = make.user(), make.coordinator()
    output = make.ready(member)
    with transaction():
        review.submit(output, member)
        review.publish(output, team)
    assert output.published_at is not None
    assert db.session.query(OutputVersion).filter_by(output_id=output.id).count() == 1
    assert any("Publi" in subject for subject in said_to(member.email))


def test_a_question_goes_back_to_the_depositor_who_can_send_again_in_the_same_thread(context):
    member, team = make.user(), make.coordinator()
    output = make.ready(member)
    with transaction():
        review.submit(output, member)
        review.ask_changes(output, team, "D’où vient le chiffre de la page 3 ?", "unclear")
    assert output.state == OutputState.DRAFT
    assert db.session.query(Remark).one().text.startswith("D’où vient")
    with transaction():
        review.submit(output, member)
    assert output.state == OutputState.SUBMITTED
    assert history.of(output)[1].reason == "unclear"


def test_a_decision_without_a_reason_is_not_taken(context):
    output = make.output(OutputState.SUBMITTED)
    with pytest.raises(ReasonMissing), transaction():
        review.decline(output, make.coordinator(), "")


def test_an_appeal_goes_to_somebody_else_than_who_decided(context):
    member, first, second = make.user(), make.coordinator(), make.coordinator()
    output = make.ready(member)
    with transaction():
        review.submit(output, member)
        review.decline(output, first, "Hors du sujet.", "scope")
    before = len(said_to(first.email))
    with transaction():
        review.appeal(output, member, "Il s’agit bien d’associations.")
    assert len(said_to(first.email)) == before
    assert len(said_to(second.email)) == 2  # the submission, then the second look
    assert output.assignee is None


def test_a_withdrawal_can_be_undone_for_thirty_days_only(context, later):
    team, output = make.coordinator(), make.output()
    with transaction():
        review.withdraw(output, team, "Une erreur de calcul.", "error")
    assert output.withdrawal_reason == "Une erreur de calcul."
    with transaction():
        review.restore(output, team)
    assert (output.state, output.withdrawal_reason) == (OutputState.PUBLISHED, "")
    with transaction():
        review.withdraw(output, team, "Encore.", "error")
    later(days=31)
    with pytest.raises(review.TooLate), transaction():
        review.restore(output, team)


def test_merging_leads_to_the_notice_that_remains_even_through_an_earlier_merge(context):
    team = make.coordinator()
    first, second, third = make.output(), make.output(), make.output()
    with transaction():
        review.merge(first, second, team, "La même note.")
    with transaction():
        review.merge(second, third, team, "La même encore.")
    assert (first.successor_id, second.successor_id) == (third.id, third.id)
    with pytest.raises(WrongState), transaction():
        review.merge(third, third, team, "Elle-même.")
