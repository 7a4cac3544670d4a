"""The library of shared words: every table, and plain questions about one row."""

from univasso.core.changes import Change
from univasso.core.db import Once, db
from univasso.core.history import HistoryEntry
from univasso.core.jobs import Job
from univasso.core.limits import Attempt
from univasso.core.mail import OutgoingMail
from univasso.core.retention import RetentionRun
from univasso.models.accounts import Invitation, Role, RoleGrant, SignIn, User
from univasso.models.conversations import (
    Enquiry,
    EnquiryAnswer,
    PrivateLink,
    Proofreading,
    Remark,
)
from univasso.models.finder import UnmetSearch, WordBridge
from univasso.models.output_files import FilePage, OutputFile, OutputLink, TextState
from univasso.models.output_history import BulkChange, OutputVersion
from univasso.models.outputs import OUTPUT, Author, Output, OutputState
from univasso.models.oversight import AccountMerge, Approval, DataRequest
from univasso.models.vocabularies import KnowledgeNeed, OutputKind, ResearchAxis, Territory

__all__ = [
    "OUTPUT", "AccountMerge", "Approval", "Attempt", "Author", "BulkChange", "Change",
    "DataRequest", "Enquiry", "EnquiryAnswer", "FilePage", "HistoryEntry", "Invitation", "Job",
    "KnowledgeNeed", "Once", "OutgoingMail", "Output", "OutputFile", "OutputKind", "OutputLink",
    "OutputState", "OutputVersion", "PrivateLink", "Proofreading", "Remark", "ResearchAxis",
    "RetentionRun", "Role", "RoleGrant", "SignIn", "Territory", "TextState", "UnmetSearch",
    "User", "WordBridge", "db",
]  # fmt: skip
