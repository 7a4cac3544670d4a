"""What the home page and the dashboard show."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from univasso.core.db import db
from univasso.directory import queries as directory
from univasso.models.accounts import User
from univasso.models.associations import Membership
from univasso.models.outputs import Output
from univasso.models.questions import Question, QuestionState
from univasso.models.researchers import Researcher
from univasso.needs import queries as needs
from univasso.outputs import queries as outputs
from univasso.policy import VISIBLE
from univasso.questions import queries as questions
from univasso.questions.services import following


@dataclass(frozen=True)
class Overview:
    """The programme at a glance."""

    coverage: list[needs.Coverage]  # the twelve places of the rosace
    total: int  # published outputs
    axes: list[needs.Axis]
    latest: list[Output]
    clock: questions.FirstAnswer  # how soon a person answers whoever asks (C1★1)


def overview() -> Overview:
    return Overview(
        coverage=needs.lancets(needs.every_coverage()),
        total=needs.count_published(),
        axes=needs.axes(),
        latest=latest_outputs(),
        clock=questions.first_answers(),
    )


def latest_outputs(most: int = 5) -> list[Output]:
    """The outputs published here last, which everybody may read."""
    return list(
        db.session.scalars(
            select(Output)
            .where(VISIBLE[Output](None))
            .order_by(Output.published_at.desc(), Output.id.desc())
            .limit(most)
            .options(selectinload(Output.authors), selectinload(Output.needs))
        )
    )


@dataclass(frozen=True)
class Belongings:
    """What is somebody's own: their places in associations, what they asked, their profile, their
    latest deposits."""

    memberships: list[Membership]
    questions: list[tuple[Question, list[following.Step]]]  # with where each stands
    profile: Researcher | None
    deposits: list[Output]


def belongings(user: User) -> Belongings:
    asked = [q for q in questions.of_asker(user) if q.is_open or q.state == QuestionState.DRAFT]
    return Belongings(
        memberships=directory.memberships_of(user),
        questions=[(question, following.steps(question)) for question in asked[:4]],
        profile=db.session.scalar(select(Researcher).where(Researcher.user_id == user.id)),
        deposits=outputs.of_depositor(user)[:5],
    )
