"""The library of shared words: every table, and plain questions about one row."""

from univasso.core.changes import Change
from univasso.core.db import Once, db
from univasso.core.history import HistoryEntry
from univasso.core.jobs import Job
from univasso.core.limits import Attempt
from univasso.core.mail import OutgoingMail
from univasso.core.retention import RetentionRun
from univasso.models.accounts import Invitation, Role, RoleGrant, SignIn, User
from univasso.models.associations import (
    ASSOCIATION,
    MEMBERSHIP,
    AccessLetter,
    Association,
    MemberRole,
    Membership,
    MembershipState,
    Mode,
    Participation,
    Solicitation,
)
from univasso.models.consents import Consent, ConsentText
from univasso.models.conversations import Enquiry, EnquiryAnswer, PrivateLink, Proofreading, Remark
from univasso.models.credentials import Authenticator, MailedLink, RecoveryCode
from univasso.models.finder import UnmetSearch, WordBridge
from univasso.models.output_files import FilePage, OutputFile, OutputLink, TextState
from univasso.models.output_history import BulkChange, OutputVersion
from univasso.models.outputs import OUTPUT, Author, Output, OutputState
from univasso.models.oversight import AccountMerge, Approval, DataRequest
from univasso.models.register import (
    RegisterEntry,
    RegisterImport,
    RegisterSpelling,
    RegisterStatus,
    RegisterWord,
)
from univasso.models.vocabularies import (
    KnowledgeNeed,
    OutputKind,
    ResearchAxis,
    Territory,
    TerritoryName,
)

__all__ = [
    "ASSOCIATION", "MEMBERSHIP", "OUTPUT", "AccessLetter", "AccountMerge", "Approval",
    "Association", "Attempt", "Authenticator", "Author", "BulkChange", "Change", "Consent",
    "ConsentText", "DataRequest", "Enquiry", "EnquiryAnswer", "FilePage", "HistoryEntry",
    "Invitation", "Job", "KnowledgeNeed", "MailedLink", "MemberRole", "Membership",
    "MembershipState", "Mode", "Once", "OutgoingMail", "Output", "OutputFile", "OutputKind",
    "OutputLink", "OutputState", "OutputVersion", "Participation", "PrivateLink",
    "Proofreading", "RecoveryCode", "RegisterEntry", "RegisterImport", "RegisterSpelling",
    "RegisterStatus", "RegisterWord", "Remark", "ResearchAxis", "RetentionRun", "Role",
    "RoleGrant", "SignIn", "Solicitation", "Territory", "TerritoryName", "TextState",
    "UnmetSearch", "User", "WordBridge", "db",
]  # fmt: skip
