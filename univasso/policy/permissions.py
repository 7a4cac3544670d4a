"""The names of what may be done."""

from enum import StrEnum

from univasso.models.accounts import Role


class Permission(StrEnum):
    PUBLIC = "public"
    ACCOUNT_OWN = "account.own"
    OUTPUT_READ = "output.read"
    OUTPUT_DEPOSIT = "output.deposit"
    OUTPUT_EDIT = "output.edit"
    OUTPUT_SUBMIT = "output.submit"
    OUTPUT_APPEAL = "output.appeal"
    OUTPUT_MODERATE = "output.moderate"
    OUTPUT_PUBLISH = "output.publish"
    OUTPUT_DISCUSS = "output.discuss"
    OUTPUT_SHARE = "output.share"
    OUTPUT_FILE = "output.file"
    NEED_READ = "need.read"
    NEED_EDIT = "need.edit"
    ASSOCIATION_JOIN = "association.join"
    ASSOCIATION_READ = "association.read"
    ASSOCIATION_OPEN = "association.open"
    ASSOCIATION_EDIT = "association.edit"
    ASSOCIATION_MANAGE = "association.manage"
    ASSOCIATION_COMMIT = "association.commit"
    ASSOCIATION_LEAVE = "association.leave"
    ASSOCIATION_VERIFY = "association.verify"
    MEMBERSHIP_MANAGE = "membership.manage"
    MEMBERSHIP_OWN = "membership.own"
    MEMBERSHIP_HAND_OVER = "membership.hand_over"
    MEMBERSHIP_END = "membership.end"
    RESEARCHER_JOIN = "researcher.join"
    RESEARCHER_READ = "researcher.read"
    RESEARCHER_OPEN = "researcher.open"
    RESEARCHER_EDIT = "researcher.edit"
    RESEARCHER_OWN = "researcher.own"
    RESEARCHER_MANAGE = "researcher.manage"
    INTERESTS_READ = "interests.read"
    DELEGATION_ANSWER = "delegation.answer"
    GROUP_READ = "group.read"
    GROUP_EDIT = "group.edit"
    QUESTION_READ = "question.read"
    QUESTION_FOLLOW = "question.follow"
    QUESTION_SPEAK = "question.speak"
    QUESTION_TRIAGE = "question.triage"
    SEMINAR_READ = "seminar.read"
    SEMINAR_EDIT = "seminar.edit"
    WORKSHOP_LEAD = "workshop.lead"
    BODIES_EDIT = "bodies.edit"
    WORDS_EDIT = "words.edit"
    DEMAND_READ = "demand.read"
    OUTBOX_READ = "outbox.read"
    JOBS_READ = "jobs.read"
    USERS_MANAGE = "users.manage"
    USERS_SEE_AS = "users.see_as"
    RIGHTS_ANSWER = "rights.answer"
    APPROVALS_GIVE = "approvals.give"
    AUDIT_READ = "audit.read"
    RETENTION_READ = "retention.read"
    AUDIENCE_READ = "audience.read"


# Roles that a session may use only once a second factor was shown (D1.4).
STRONG_ROLES = frozenset(
    {Role.ADMINISTRATOR, Role.COORDINATOR, Role.SCIENTIFIC, Role.STRATEGIC, Role.STEERING}
)
