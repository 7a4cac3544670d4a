"""A date to meet, as calendars read it."""

from datetime import UTC, datetime

from univasso.core.calendars import Event, calendar

MOMENT = datetime(2026, 12, 3, 15, 0, tzinfo=UTC)


def lines(text: str) -> list[str]:
    """Unfolded, as RFC 5545 3.1 says."""
    return text.replace("\r\n ", "").split("\r\n")


def test_a_date_is_in_paris_time_with_its_rules():
    found = lines(calendar(Event("a@exemple.test", MOMENT, 90, "Se rencontrer")))
    assert "DTSTART;TZID=Europe/Paris:20261203T160000" in found
    assert "DTEND;TZID=Europe/Paris:20261203T173000" in found
    assert "TZID:Europe/Paris" in found
    assert "METHOD:PUBLISH" in found
    assert found[0] == "BEGIN:VCALENDAR"
    assert found[-2:] == ["END:VCALENDAR", ""]
    summer = calendar(Event("a@exemple.test", MOMENT.replace(month=7), 60, "Été"))
    assert "DTSTART;TZID=Europe/Paris:20260703T170000" in summer


def test_no_line_is_too_long_and_no_letter_is_cut():
    title = "Une rencontre très détaillée, avec des accents éèà ; et un \\ " * 4
    text = calendar(Event("a@exemple.test", MOMENT, 60, title, about="Une ligne\nune autre"))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    said = next(line for line in lines(text) if line.startswith("SUMMARY:"))
    plain = said.removeprefix("SUMMARY:").replace("\\;", ";").replace("\\,", ",")
    assert plain.replace("\\\\", "\\") == title
    assert "DESCRIPTION:Une ligne\\nune autre" in lines(text)


def test_nothing_that_is_typed_forges_a_line():
    text = calendar(Event("a@exemple.test", MOMENT, 60, "Un\r\nATTENDEE:mailto:x@exemple.test\x0b"))
    assert not any(line.startswith("ATTENDEE") for line in lines(text))


def test_what_is_cancelled_says_so_with_a_greater_number():
    event = Event("a@exemple.test", MOMENT, 60, "Annulée", sequence=2, is_cancelled=True)
    found = lines(calendar(event, method="CANCEL"))
    assert {"STATUS:CANCELLED", "SEQUENCE:2", "METHOD:CANCEL"} <= set(found)
