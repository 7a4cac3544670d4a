"""The words of seminars that codes stand for."""

from univasso.core import clock
from univasso.core.words import N_
from univasso.models.registrations import HELP, PARTS, WAYS
from univasso.models.seminars import ACCESSIBILITY, KIND_LABELS, LEVELS, SEMINAR, Seminar
from univasso.seminars import certificates, dates, links, queries
from univasso.seminars.services import seats
from univasso.web import qr

HAPPENED = {
    "create_seminar": N_("Meeting written"),
    "edit_seminar": N_("Meeting corrected"),
    "announce": N_("Announced"),
    "hold": N_("Held"),
    "cancel": N_("Cancelled"),
    "register": N_("Registered"),
    "wait": N_("Registered on the waiting list"),
    "offer": N_("A seat was offered"),
    "take": N_("Seat taken"),
    "decline": N_("Seat left to the next one"),
    "expire": N_("Ended without an answer"),
    "lapse": N_("No answer about the new date"),
    "keep_seat": N_("Seat kept on the new date"),
    "leave": N_("Registration left"),
    "release": N_("Ended with the meeting"),
    "note_present": N_("Noted as present"),
    "note_absent": N_("Noted as absent"),
    "note_unsure": N_("Tick taken back"),
    "come_in": N_("Came without being registered"),
    "show_code": N_("Typed the code that was said in the meeting"),
}


def steps_now(seminar: Seminar, verbs: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """The steps that make sense by its dates: one announces or cancels what is to come, and what is
    over was held."""
    return [(name, verb) for name, verb in verbs if (name == "hold") == seminar.is_past]


def taken_in(seminar: Seminar) -> int:
    """How many people have a seat, in the room or online."""
    return sum(seats.seats_of(seminar, way).taken for way in seminar.ways)


def everywhere() -> dict:
    """What the templates of the room may name."""
    return {
        "has_certificate": certificates.is_due,
        "accessibilities": ACCESSIBILITY,
        "helps": HELP,
        "levels": LEVELS,
        "now": clock.now,
        "registration_key": links.key_of,
        "rank_of": seats.rank,
        "steps_now": steps_now,
        "taken_in": taken_in,
        "ways": WAYS,
        "words_of": queries.words_of,
        "qr": qr.drawn,
        "door_address": links.door_of,
        "parts_of_people": PARTS,
        "has_seat": seats.has_one,
        "seats_of": seats.seats_of,
        "seminar_kinds": KIND_LABELS,
        "seminar_slug": links.slug_of,
        "day_in_paris": dates.day,
        "hours_of": dates.hours,
        "month_word": dates.month_word,
        "when_is": dates.when,
        "workflow": SEMINAR,
        "where_is": dates.where,
    }
