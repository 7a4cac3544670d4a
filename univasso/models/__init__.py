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
from univasso.models.bulk import BulkChange
from univasso.models.consents import Consent, ConsentText
from univasso.models.conversations import Enquiry, EnquiryAnswer, PrivateLink, Proofreading, Remark
from univasso.models.credentials import Authenticator, MailedLink, RecoveryCode
from univasso.models.finder import UnmetSearch, UnmetSubject, WordBridge
from univasso.models.groups import GROUP, GROUP_MEMBER, GroupMember, GroupState, ResearchGroup
from univasso.models.output_files import FilePage, OutputFile, OutputLink, TextState
from univasso.models.output_history import OutputVersion
from univasso.models.outputs import OUTPUT, Author, Output, OutputState
from univasso.models.oversight import AccountMerge, Approval, DataRequest
from univasso.models.pairing_contacts import (
    MissingWord,
    PairingFact,
    PairingMessage,
    PairingSlot,
    Silence,
)
from univasso.models.pairings import (
    PAIRING,
    BarrierOverride,
    Pairing,
    PairingBatch,
    PairingSeat,
    PairingSide,
    PairingState,
)
from univasso.models.profile_keepers import (
    CLAIM,
    DELEGATION,
    ClaimState,
    Delegation,
    DelegationState,
    ProfileClaim,
    ProfileMerge,
)
from univasso.models.question_codings import Coding, CodingChoice
from univasso.models.question_exchanges import (
    WORDING,
    Decision,
    Exchange,
    ExchangeKind,
    Support,
    Wording,
    WordingState,
)
from univasso.models.question_files import QuestionFile
from univasso.models.question_outcomes import (
    GROUPING,
    HANDOVER,
    Answer,
    Grouping,
    GroupingState,
    Handover,
    HandoverState,
    NearVerdict,
    ReceivingBody,
)
from univasso.models.question_ties import (
    DIVISION,
    Division,
    DivisionState,
    QuestionLink,
)
from univasso.models.questions import (
    QUESTION,
    Desk,
    Question,
    QuestionNeed,
    QuestionState,
)
from univasso.models.register import (
    RegisterEntry,
    RegisterImport,
    RegisterSpelling,
    RegisterStatus,
    RegisterWord,
)
from univasso.models.registrations import (
    REGISTRATION,
    Registration,
    RegistrationHelp,
    RegistrationState,
)
from univasso.models.research_units import ResearchUnit, SharedPeriod
from univasso.models.researchers import (
    RESEARCHER,
    Affiliation,
    AvailablePeriod,
    Candidacy,
    Interest,
    KeyWork,
    NameVariant,
    Researcher,
    ResearcherState,
)
from univasso.models.seminars import SEMINAR, Seminar, SeminarKind, SeminarState, Speaker, Talk
from univasso.models.vocabularies import (
    KnowledgeNeed,
    OutputKind,
    ResearchAxis,
    TermVersion,
    Territory,
    TerritoryName,
)
from univasso.models.workshops import Workshop, WorkshopGuest, WorkshopNote, WorkshopStep

__all__ = [
    "ASSOCIATION", "CLAIM", "DELEGATION", "DIVISION", "GROUP", "GROUPING", "GROUP_MEMBER",
    "HANDOVER", "MEMBERSHIP", "OUTPUT", "PAIRING", "QUESTION", "REGISTRATION", "RESEARCHER",
    "SEMINAR", "WORDING", "AccessLetter", "AccountMerge", "Affiliation", "Answer", "Approval",
    "Association", "Attempt", "Authenticator", "Author", "AvailablePeriod", "BarrierOverride",
    "BulkChange", "Candidacy", "Change", "ClaimState", "Coding", "CodingChoice", "Consent",
    "ConsentText", "DataRequest", "Decision", "Delegation", "DelegationState", "Desk",
    "Division", "DivisionState", "Enquiry", "EnquiryAnswer", "Exchange", "ExchangeKind",
    "FilePage", "GroupMember", "GroupState", "Grouping", "GroupingState", "Handover",
    "HandoverState", "HistoryEntry", "Interest", "Invitation", "Job", "KeyWork",
    "KnowledgeNeed", "MailedLink", "MemberRole", "Membership", "MembershipState", "MissingWord",
    "Mode", "NameVariant", "NearVerdict", "Once", "OutgoingMail", "Output", "OutputFile",
    "OutputKind", "OutputLink", "OutputState", "OutputVersion", "Pairing", "PairingBatch",
    "PairingFact", "PairingMessage", "PairingSeat", "PairingSide", "PairingSlot",
    "PairingState", "Participation", "PrivateLink", "ProfileClaim", "ProfileMerge",
    "Proofreading", "Question", "QuestionFile", "QuestionLink", "QuestionNeed", "QuestionState",
    "ReceivingBody", "RecoveryCode", "RegisterEntry", "RegisterImport", "RegisterSpelling",
    "RegisterStatus", "RegisterWord", "Registration", "RegistrationHelp", "RegistrationState",
    "Remark", "ResearchAxis", "ResearchGroup", "ResearchUnit", "Researcher", "ResearcherState",
    "RetentionRun", "Role", "RoleGrant", "Seminar", "SeminarKind", "SeminarState",
    "SharedPeriod", "SignIn", "Silence", "Solicitation", "Speaker", "Support", "Talk",
    "TermVersion", "Territory", "TerritoryName", "TextState", "UnmetSearch", "UnmetSubject",
    "User", "WordBridge", "Wording", "WordingState", "Workshop", "WorkshopGuest",
    "WorkshopNote", "WorkshopStep", "db",
]  # fmt: skip
