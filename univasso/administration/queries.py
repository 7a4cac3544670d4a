"""What the administration reads about people."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, and_, exists, func, or_, select

from univasso.accounts.services import find_user
from univasso.core import clock, history
from univasso.core.db import db
from univasso.core.french import folded
from univasso.core.mail import OutgoingMail
from univasso.core.words import N_
from univasso.models.accounts import Invitation, Role, RoleGrant, SignIn, User
from univasso.models.credentials import Authenticator
from univasso.models.outputs import Output
from univasso.models.oversight import (
    AccountMerge,
    Approval,
    ApprovalState,
    DataRequest,
    RequestState,
)
from univasso.models.vocabularies import ResearchAxis
from univasso.web.wording import in_language

SOON = timedelta(days=60)
STATES = {
    "open": N_("Open"),
    "suspended": N_("Suspended"),
    "erased": N_("Erased"),
    "merged": N_("Merged"),
}


@dataclass(frozen=True)
class Asked:
    """What the list of people is asked for, from its address."""

    words: str = ""
    role: str = ""
    state: str = ""

    @classmethod
    def of(cls, args: dict) -> "Asked":
        words = "".join(c for c in args.get("q", "").strip()[:200] if c.isprintable())
        role, state = args.get("role", ""), args.get("etat", "")
        return cls(words, role if role in set(Role) else "", state if state in STATES else "")


def people(asked: Asked) -> Select:
    """Accounts by name; every word must be in the name, accents folded, or in the address."""
    found = select(User).order_by(User.name_key, User.id)
    for word in folded(asked.words).split():
        found = found.where(
            User.name_key.contains(word, autoescape=True)
            | User.email_key.contains(word, autoescape=True)
        )
    if asked.role:
        found = found.where(exists().where(RoleGrant.user_id == User.id, *holding(asked.role)))
    if asked.state:
        found = found.where(in_state(asked.state))
    return found


def holding(role: str) -> tuple:
    now = clock.now()
    return (
        RoleGrant.role == role,
        RoleGrant.since <= now,
        or_(RoleGrant.until.is_(None), RoleGrant.until > now),
    )


def in_state(state: str):
    if state == "open":
        return User.disabled_at.is_(None)
    if state == "erased":
        return User.erased_at.is_not(None)
    if state == "merged":
        return User.merged_into_id.is_not(None)
    return and_(
        User.disabled_at.is_not(None), User.erased_at.is_(None), User.merged_into_id.is_(None)
    )


def state_of(user: User) -> str:
    """The key of ``STATES`` that says how an account is."""
    if user.erased_at:
        return "erased"
    if user.merged_into_id:
        return "merged"
    return "open" if user.is_active else "suspended"


def unused_invitations() -> list[Invitation]:
    found = select(Invitation).where(Invitation.accepted_at.is_(None))
    return list(db.session.scalars(found.order_by(Invitation.id.desc()).limit(50)))


def ending_grants() -> list[RoleGrant]:
    """Roles that end within sixty days, the nearest first."""
    now = clock.now()
    found = select(RoleGrant).where(RoleGrant.until > now, RoleGrant.until <= now + SOON)
    return list(db.session.scalars(found.order_by(RoleGrant.until, RoleGrant.id)))


def scopes() -> list[tuple[str, str]]:
    """What a role may be limited to, as the choices of a list."""
    axes = db.session.scalars(select(ResearchAxis).order_by(ResearchAxis.number))
    return [("", N_("The whole programme")), *((f"axis:{a.number}", axis_label(a)) for a in axes)]


def axis_label(axis: ResearchAxis) -> str:
    return f"{axis.number}. {in_language(axis, 'title')[0]}"


def scope_label(scope: str) -> str:
    return dict(scopes()).get(scope, scope)


def life_of(user: User) -> dict:
    """When somebody was last seen, how much they deposited, and what happened to their account."""
    last_seen = select(SignIn.seen_at).filter_by(user_id=user.id).order_by(SignIn.seen_at.desc())
    deposits = select(func.count()).select_from(Output).filter_by(depositor_id=user.id)
    factors = select(func.count()).select_from(Authenticator).filter_by(user_id=user.id)
    lines = history.of(user)
    mail_count, mails = mails_of(user)
    return {
        "mail_count": mail_count,
        "mails": mails,
        "merges": merges_of(user),
        "last_seen": db.session.scalar(last_seen.limit(1)),
        "factor_count": db.session.scalar(factors),
        "deposit_count": db.session.scalar(deposits),
        "state_key": state_of(user),
        "lines": [line for line in lines if line.verb not in ("sign_in", "sign_out")][:50],
        "actors": named({line.by_id for line in lines}),
    }


def named(numbers: set[int | None]) -> dict[int, User]:
    """People by number, for those who appear in a list."""
    found = select(User).where(User.id.in_({n for n in numbers if n is not None}))
    return {user.id: user for user in db.session.scalars(found)}


def account_at(email: str) -> User | None:
    """The account of an address, merged ones included."""
    return find_user(email) if email.strip() else None


def merges_of(user: User) -> list[AccountMerge]:
    """The merges that an account took part in, newest first."""
    taken = or_(AccountMerge.survivor_id == user.id, AccountMerge.absorbed_id == user.id)
    return list(
        db.session.scalars(select(AccountMerge).where(taken).order_by(AccountMerge.id.desc()))
    )


def mails_of(user: User) -> tuple[int, list[OutgoingMail]]:
    """What somebody received, newest first; of an erased person, only how many."""
    mine = func.lower(OutgoingMail.to_email) == user.email_key
    count = db.session.scalar(select(func.count()).select_from(OutgoingMail).where(mine))
    if user.erased_at is not None:
        return count, []
    found = select(OutgoingMail).where(mine).order_by(OutgoingMail.id.desc()).limit(20)
    return count, list(db.session.scalars(found))


def open_request_count() -> int:
    """Requests about data that wait for their answer."""
    return db.session.scalar(select(func.count()).where(DataRequest.state == RequestState.OPEN))


def waiting_decision_count() -> int:
    """Decisions that wait for a second person."""
    return db.session.scalar(
        select(func.count()).where(
            Approval.state == ApprovalState.WAITING, Approval.expires_at > clock.now()
        )
    )
