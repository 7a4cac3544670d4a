"""The tables of meetings, in the map: see the package for how to declare one."""

from univasso.core.words import N_
from univasso.privacy.entries import (
    COMING,
    HELPING,
    SPEAKING,
    Entry,
    Fate,
    Held,
    nothing,
)

MEETING_LABELS = {
    "registration": N_("Your registrations to meetings"),
    "registration_help": N_("What you need to take part in a meeting"),
    "speaker": N_("Those who speak in meetings"),
}
WITH_REGISTRATION = "a part of a registration, dropped a month after the meeting"
WITH_QUESTION = "a part of a question, which is exported with its words"
WITH_OUTPUT = "a part of a publication, which is exported with its title and its dates"
MEETINGS: dict[str, Entry] = {
    "seminar": nothing("id state version kind series title_fr title_en about_fr about_en for_whom level "
        "language organisers source_url is_fictional starts_at ends_at has_hours uid sequence has_room "
        "has_remote place_name place_address town is_place_reserved access accessibility "
        "accessibility_words remote_link remote_code takes_registrations closes_at room_seats remote_seats "
        "reserved_seats cancel_reason created_at updated_at"),
    "seminar_need": nothing("seminar_id need_id"),
    "seminar_question": nothing("seminar_id question_id", WITH_QUESTION),
    "seminar_output": nothing("seminar_id output_id", WITH_OUTPUT),
    "talk": nothing("id seminar_id position hour title"),
    "speaker": Entry(nothing="id talk_id position", held=(
        Held("name affiliation", SPEAKING, Fate.SCRUB),)),
    "registration": Entry("user_id email", nothing="id seminar_id place way part language",
        held=(Held("name email email_key association_name is_for_association user_id link_number "
                   "code",
                   COMING, Fate.DELETE),
              Held("state offered_until confirm_by noted_at created_at ended_at", COMING, Fate.DELETE))),
    "registration_help": Entry(nothing="registration_id", held=(
        Held("needs words", HELPING, Fate.SCRUB),), apart=WITH_REGISTRATION),
}  # fmt: skip
