"""Who may do what with a question, and which ones somebody may know of."""

from sqlalchemy import ColumnElement, and_, or_, select, true

from univasso.models.accounts import User
from univasso.models.associations import Membership, MembershipState
from univasso.models.question_words import Visibility
from univasso.models.questions import SEEN_STATES, Question
from univasso.models.vocabularies import ResearchAxis
from univasso.policy.directory import membership_in, writes_for
from univasso.policy.people import axes_of, coordinator, signed_in, takes_part


def is_shared(question: Question) -> bool:
    """Looked at by the coordination, and neither withdrawn nor hidden since."""
    return question.published_at is not None and question.state in SEEN_STATES | {"received"}


def open_to_all(user: User | None, question: Question) -> bool:
    """The twin, for one row, of ``visible_questions`` for a stranger."""
    return is_shared(question) and question.visibility != Visibility.PROGRAMME


def open_to_programme(user: User | None, question: Question) -> bool:
    return is_shared(question) and takes_part(user)


def asked_it(user: User | None, question: Question) -> bool:
    return signed_in(user) and question.asker_id == user.id


def of_its_association(user: User | None, question: Question) -> bool:
    """Any member of the association for which it is asked."""
    return (
        question.association is not None
        and membership_in(user, question.association) is not None
        and question.state != "draft"
    )


def speaks_for_it(user: User | None, question: Question) -> bool:
    """Who asked, and those who write for the association in whose name it was asked."""
    return asked_it(user, question) or (
        of_its_association(user, question) and writes_for(user, question.association)
    )


def shows_name(user: User | None, question: Question) -> bool:
    """Whether the association is named to ``user``: by its own choice, or to those concerned."""
    return (
        question.visibility == Visibility.PUBLIC
        or coordinator(user, question)
        or asked_it(user, question)
        or of_its_association(user, question)
    )


_SHARED = and_(Question.published_at.is_not(None), Question.state.in_([*SEEN_STATES, "received"]))
_OPEN = and_(_SHARED, Question.visibility != Visibility.PROGRAMME)


def visible_questions(user: User | None) -> ColumnElement[bool]:
    if coordinator(user):
        return true()
    if not signed_in(user):
        return _OPEN
    places = select(Membership.association_id).where(
        Membership.user_id == user.id, Membership.state == MembershipState.ACTIVE
    )
    own = or_(
        Question.axes.any(ResearchAxis.number.in_(axes_of(user))),
        Question.asker_id == user.id,
        and_(Question.association_id.in_(places), Question.state != "draft"),
    )
    return or_(_SHARED if takes_part(user) else _OPEN, own)
