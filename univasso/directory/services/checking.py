"""Holding what an association says against the register, later and without making anybody wait (A1.3)."""

from datetime import timedelta

from univasso.core import clock, history, jobs
from univasso.core.db import db, transaction
from univasso.directory.identities import REASONS
from univasso.directory.register import online
from univasso.directory.register.comparison import Difference, differences
from univasso.directory.register.numbers import Answer, Said, find_in_register
from univasso.models.associations import Association
from univasso.models.register import RegisterEntry

AWAY = {"register_away", "not_found", "not_association"}  # a later answer may settle these
AGAIN = timedelta(days=7)
TRIES = 8  # weekly looks, after which only a person looks


def later(association: Association, tries: int = 0) -> None:
    """Look again when the register may know more: at once, then every week for two months."""
    if association.to_check in AWAY and tries < TRIES:
        due = clock.now() + (AGAIN if tries else timedelta())
        jobs.queue("check_identity", key=f"check:{association.id}:{tries}", due_at=due,
                   association_id=association.id, tries=tries)  # fmt: skip


@jobs.handler("check_identity")
def check_identity(association_id: int, tries: int) -> None:
    """Ask our register, then the public one; note for a human what differs."""
    association = db.session.get(Association, association_id)
    if association is None or association.to_check not in AWAY:
        return
    answer = says(association)
    with transaction():
        settle(association, answer)
        later(association, tries + 1)


def says(association: Association) -> Answer:
    """What the registers say of the number of an association."""
    number = association.rna or association.siret or association.siren or ""
    answer = find_in_register(number)
    if not answer.entries and (association.siret or association.siren):
        public = online.ask(online.api.base, association.siret or association.siren)
        answer = public if public.said != Said.UNAVAILABLE else answer
    return answer


def settle(association: Association, answer: Answer) -> None:
    """Keep the reason why a human should still look, and none when both say the same."""
    if answer.said == Said.UNAVAILABLE:
        return
    reason = REASONS.get(answer.said, association.to_check)
    if answer.entries:
        entry = answer.entries[0]
        reason = reason or ("differs" if compared(association, entry) else "")
        association.register_source, association.register_on = entry.source, entry.source_on
    if reason != association.to_check:
        history.record(association, "check", None, before=association.to_check, after=reason)
        association.to_check = reason


def compared(association: Association, entry: RegisterEntry) -> list[Difference]:
    """What the register says otherwise, for a person to choose."""
    return differences(
        entry,
        {"title": association.name, "siren": association.siren, "number": association.rna},
    )


def entry_of(association: Association) -> RegisterEntry | None:
    """What our register holds of it, for whoever verifies."""
    answer = find_in_register(association.rna or association.siret or association.siren or "")
    return answer.entries[0] if association.has_number and answer.entries else None
