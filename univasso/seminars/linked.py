"""A meeting as search engines read it: schema.org Event, without what is told to the registered (C4.14)."""

from univasso.core import clock
from univasso.models.seminars import Seminar, SeminarState
from univasso.seminars import links
from univasso.seminars.services import seats
from univasso.web.mailing import address
from univasso.web.wording import in_language

SCHEMA = "https://schema.org/"


def event(seminar: Seminar) -> dict:
    page = address("seminars.page", id=seminar.id, slug=links.slug_of(seminar))
    is_cancelled = seminar.state == SeminarState.CANCELLED
    found = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": page,
        "url": page,
        "name": in_language(seminar, "title")[0],
        "startDate": _written(seminar, seminar.starts_at),
        "endDate": _written(seminar, seminar.ends_at),
        "eventStatus": SCHEMA + ("EventCancelled" if is_cancelled else "EventScheduled"),
        "eventAttendanceMode": SCHEMA + _mode(seminar),
        "inLanguage": seminar.language,
        "location": _places(seminar, page),
    }
    if about := in_language(seminar, "about")[0]:
        found["description"] = about
    if seminar.organisers:
        found["organizer"] = {"@type": "Organization", "name": seminar.organisers}
    if seminar.is_open:
        found["offers"] = {
            "@type": "Offer", "price": "0", "priceCurrency": "EUR", "url": page,
            "availability": SCHEMA + ("InStock" if seats.has_one(seminar) else "SoldOut"),
        }  # fmt: skip
    return found


def _written(seminar: Seminar, moment) -> str:
    local = moment.astimezone(clock.PARIS)
    return local.isoformat() if seminar.has_hours else local.date().isoformat()


def _mode(seminar: Seminar) -> str:
    if seminar.has_room and seminar.has_remote:
        return "MixedEventAttendanceMode"
    return "OfflineEventAttendanceMode" if seminar.has_room else "OnlineEventAttendanceMode"


def _places(seminar: Seminar, page: str) -> list[dict]:
    places = []
    if seminar.has_room:
        hidden = seminar.is_place_reserved
        name = "" if hidden else seminar.place_name
        street = "" if hidden else seminar.place_address
        where = {"addressLocality": seminar.town, "streetAddress": street, "addressCountry": "FR"}
        postal = {"@type": "PostalAddress"} | {k: v for k, v in where.items() if v}
        places.append({"@type": "Place", "name": name or seminar.town, "address": postal})
    if seminar.has_remote:
        places.append({"@type": "VirtualLocation", "url": page})
    return places
