"""The agenda, the page of a meeting, and calendar files, as everybody reads them."""

import json
import re
from datetime import timedelta

import pytest

from tests import make
from tests.questions.steps import post
from univasso.core import clock
from univasso.core.db import db
from univasso.models.seminars import SeminarState


def page_of(read, seminar, **about):
    return read(read(f"/rencontres/{seminar.id}", status=301, **about).response.location)


def test_the_page_says_what_one_needs_to_come_and_never_the_link(context, read, sign_up):
    cafe = make.seminar(
        room_seats=8, reserved_seats=3, has_remote=True, remote_link="https://visio.example/zyx",
        place_address="1 rue Fictive", access="À dix minutes de la gare.", for_whom="Bénévoles",
        accessibility=["step_free", "toilets"], about_fr="On partage un thé.",
    )  # fmt: skip
    page = page_of(read, cafe)
    for words in ("Café recherche", "Inscriptions ouvertes", "8 places restantes", "sur 8",
                  "Bénévoles", "À dix minutes de la gare.", "Entrée de plain-pied",
                  "3 places sont gardées pour des associations", "On partage un thé."):  # fmt: skip
        assert words in page.words, words
    assert "visio.example" not in page.html
    event = json.loads(re.search(r'ld\+json">(.*?)</script>', page.html, re.S)[1])
    assert event["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert event["offers"]["availability"].endswith("InStock")
    sign_up(cafe, "ana", way="remote")
    mail = make.mails()[-1]
    assert "https://visio.example/zyx" in mail.text
    assert "visio.example" in read(make.link(mail, "/rencontres/inscription")).html


def test_an_address_kept_for_the_registered_is_told_to_them_alone(context, read, sign_up):
    cafe = make.seminar(is_place_reserved=True, place_address="9 impasse Secrète")
    page = page_of(read, cafe)
    assert "adresse transmise à l’inscription" in page.words
    sign_up(cafe, "ana")
    feed = read.client.get(f"/rencontres/{cafe.id}.ics").get_data(as_text=True)
    for body in (page.html, feed, read.client.get("/rencontres.ics").get_data(as_text=True)):
        assert "Secrète" not in body
        assert "Le Café fictif" not in body
    assert "9 impasse Secrète" in make.mails()[-1].text


def test_the_agenda_is_narrowed_by_its_address_and_shows_a_month(context, read):
    near = make.seminar(days=3, title_fr="Un café à Lille", town="Lille")
    make.seminar(days=4, title_fr="Une étude à Amiens", kind="study_day")
    make.seminar(SeminarState.HELD, days=-30, title_fr="Un café passé")
    make.seminar(SeminarState.DRAFT, title_fr="Un brouillon")
    whole = read("/rencontres")
    for words in (
        "Un café à Lille",
        "Une étude à Amiens",
        "Un café passé",
        "Pas encore de document",
    ):
        assert words in whole.words
    assert "Un brouillon" not in whole.words
    narrowed = read("/rencontres?format=cafe&ville=Lille").words
    assert "Un café à Lille" in narrowed
    assert "Une étude" not in narrowed
    assert "Un café passé" in read("/rencontres?vue=passees").words
    month = near.starts_at.astimezone(clock.PARIS)
    shown = read(f"/rencontres?mois={month:%Y-%m}").html
    assert '<table class="month">' in shown
    read("/rencontres?mois=zorglub&format=zorglub&besoin=x")
    in_english = read("/rencontres?lang=en", language="en")
    assert "Meetings" in in_english.words


def test_a_meeting_in_english_is_read_in_english_and_its_mail_too(context, read):
    cafe = make.seminar(title_en="Reading a study together", title_fr="", language="en",
                        about_en="We share tea.")  # fmt: skip
    page = page_of(read, cafe)
    assert '<span lang="en">Reading a study together</span>' in page.html
    assert "Langue parlée" in page.words
    read.client.get("/rencontres?lang=en")
    fields = {"name": "Ana", "email": "ana@exemple.test", "way": "room", "part": "active"}
    read.send(f"/rencontres/{cafe.id}/inscription", status=303, form=fields)
    db.session.rollback()
    assert make.mails()[-1].subject == "Your seat is confirmed"
    assert "Reading a study together" in make.mails()[-1].calendar


def test_a_draft_is_unknown_to_strangers(context, read):
    draft = make.seminar(SeminarState.DRAFT, title_fr="Un brouillon secret")
    read(f"/rencontres/{draft.id}-x", status=404)
    read(f"/rencontres/{draft.id}.ics", status=404)
    assert "secret" not in read.client.get("/rencontres.ics").get_data(as_text=True)
    assert "secret" not in read.client.get("/sitemap.xml").get_data(as_text=True)


@pytest.mark.parametrize(
    ("day", "local"), [("2027-03-28", "20270328T160000"), ("2026-10-25", "20261025T160000")]
)
def test_calendars_are_right_on_the_days_when_clocks_change(context, read, day, local):
    at = clock.datetime.strptime(f"{day} 16:00", "%Y-%m-%d %H:%M").replace(tzinfo=clock.PARIS)
    cafe = make.seminar(starts_at=at, ends_at=at + timedelta(hours=2))
    sent = read.client.get(f"/rencontres/{cafe.id}.ics")
    assert sent.mimetype == "text/calendar"
    text = sent.get_data(as_text=True)
    assert f"DTSTART;TZID=Europe/Paris:{local}" in text
    assert f"UID:{cafe.uid}@univasso" in text


def test_a_cancelled_meeting_takes_itself_out_of_calendars(cafe, read, sign_up):
    for who in ("ana", "ben", "cleo"):
        sign_up(cafe, who)
    team = make.coordinator()
    path = f"/rencontres/{cafe.id}/etapes/cancel"
    assert "Un courriel sera envoyé à 3 personnes" in read(path, as_=team).words
    post(read, path, {"reason": ""}, status=422)
    page = post(read, path, {"reason": "Le lieu est fermé."})
    assert "3 personnes sont prévenues" in page.words
    assert "Le lieu est fermé." in page.words
    assert "EventCancelled" in page.html
    told = [m for m in make.mails() if m.subject == "La rencontre est annulée"]
    assert sorted(m.to_email[:3] for m in told) == ["ana", "ben", "cle"]
    assert all("STATUS:CANCELLED" in m.calendar for m in told)
    feed = read.client.get("/rencontres.ics").get_data(as_text=True)
    assert "STATUS:CANCELLED" in feed
    assert "SEQUENCE:1" in feed
