"""A meeting prepared by the coordination: written, announced, moved, taken up again, held."""

from tests import make
from tests.questions.steps import follow, leave, path_of, post
from univasso.core.db import db
from univasso.models.seminars import Seminar, SeminarState
from univasso.seminars import programme
from univasso.seminars.services import keeping

PROGRAMME = """16:00 Accueil
16 h 15 Ce que l’étude a montré
- Dominique Fictif, Institut fictif
Discussion"""


def written(**about) -> dict:
    return {
        "kind": "cafe", "title_fr": "Lire ensemble une étude", "starts_at": make.paris(days=20),
        "ends_at": make.paris(days=20, hours=2), "has_room": "y", "place_name": "Le Café fictif",
        "town": "Amiens", "room_seats": "20", "reserved_seats": "5", "takes_registrations": "y",
        "level": "all", "language": "fr", "programme": PROGRAMME, **about,
    }  # fmt: skip


def only() -> Seminar:
    db.session.rollback()
    return db.session.query(Seminar).one()


def test_a_meeting_is_written_announced_and_taken_up_again(context, read):
    make.load_vocabularies()
    team, output = make.coordinator(), make.output(title_fr="L’étude lue")
    assert "120 minutes, 20 places" in read("/rencontres/nouvelle", as_=team).words
    around = read(f"/rencontres/nouvelle?format=cafe&production={output.id}")
    assert "L’étude lue" in around.html
    assert (
        f'href="/rencontres/nouvelle?format=cafe&amp;production={output.id}"'
        in read(f"/productions/{output.id}").html
    )
    form = read("/rencontres/nouvelle?format=cafe")
    assert 'value="20"' in form.html
    page = post(read, "/rencontres/nouvelle?format=cafe",
                written(output_numbers=str(output.id), needs=str(make.need(3).id)))  # fmt: skip
    assert "Brouillon" in page.words
    made = only()
    page = post(read, f"/rencontres/{made.id}/etapes/announce", {})
    for words in (
        "16\u00a0h\u00a015",
        "Dominique Fictif, Institut fictif",
        "L’étude lue",
        "20 places restantes",
    ):
        assert words in page.words
    assert "Lire ensemble une étude" in read("/rencontres").words
    sent = {"starts_at": make.paris(days=48), "parts": ["programme", "links"]}
    page = post(read, f"/rencontres/{made.id}/reprendre", sent)
    assert path_of(page).endswith("/modifier")
    db.session.rollback()
    again = db.session.query(Seminar).order_by(Seminar.id.desc()).first()
    assert (again.state, again.place_name, len(again.talks)) == ("draft", "", 3)
    assert [need.number for need in again.needs] == [3]
    assert "Lire ensemble une étude" in read("/rencontres/gerer").words


def test_what_cannot_be_is_said_and_nothing_is_lost(context, read):
    team, other = make.coordinator(), make.seminar(days=20)
    address = "/rencontres/nouvelle?format=cafe"
    read(address, as_=team)
    for about, said in (
        ({"ends_at": make.paris(days=19)}, "La fin est avant le début"),
        ({"title_fr": ""}, "Donnez-lui un titre"),
        ({"has_room": ""}, "Dites comment on participe"),
        ({"reserved_seats": "30"}, "On ne peut pas garder plus de places"),
        ({"programme": "- Personne"}, "Cette ligne ne peut pas être lue"),
        ({"output_numbers": "999"}, "Rien ne porte ce numéro"),
        ({"closes_at": make.paris(days=30)}, "Fermez les inscriptions avant le début"),
    ):
        page = post(read, address, written(**about), status=422)
        assert said in page.words, said
        assert "Ce que l’étude a montré" in page.html
    page = post(read, address, written(), status=422)
    assert "Une autre rencontre a lieu ici au même moment" in page.words
    assert f"/rencontres/{other.id}-" in page.html
    post(read, address, written(shown="y"))
    past = written(starts_at=make.paris(days=-2), ends_at=make.paris(days=-1), shown="y")
    post(read, address, past)
    made = db.session.query(Seminar).order_by(Seminar.id.desc()).first()
    assert "Regardez ses dates" in post(read, f"/rencontres/{made.id}/etapes/announce", {}).words


def test_a_new_date_is_told_to_those_who_come_and_to_calendars(cafe, read, sign_up, last_mail, of):
    for who in ("ana", "ben", "cleo"):
        sign_up(cafe, who)
    team = make.coordinator()
    address = f"/rencontres/{cafe.id}/modifier"
    page = read(address, as_=team)
    assert "2 personnes ont une place, et sont prévenues" in page.words
    form = page.form()
    moved = {**form, "starts_at": make.paris(days=25), "ends_at": make.paris(days=25, hours=2)}
    assert "2 personnes sont prévenues du changement" in post(read, address, moved).words
    assert last_mail("ana").subject == "La date ou le lieu de votre rencontre a changé"
    assert "SEQUENCE:1" in last_mail("ana").calendar
    assert last_mail("cleo").subject == "Vous êtes sur liste d’attente"
    form = read(address).form()
    page = post(read, address, {**form, "room_seats": "1"}, status=422)
    assert "2 personnes ont déjà une place." in page.words
    post(read, address, {**form, "room_seats": "3"})
    assert of("cleo").state == "offered"


def test_whoever_says_nothing_of_a_new_date_is_reminded_then_gives_the_seat_up(
    cafe, read, sign_up, last_mail, of, later
):
    for who in ("ana", "ben", "cleo"):
        sign_up(cafe, who)
    team, address = make.coordinator(), f"/rencontres/{cafe.id}/modifier"
    form = read(address, as_=team).form()
    moved = {**form, "starts_at": make.paris(days=40), "ends_at": make.paris(days=40, hours=2)}
    post(read, address, moved)
    own = make.link(last_mail("ana"), "/rencontres/inscription")
    assert "Je viens toujours" in read(own).words
    assert "Dites sur votre page" in last_mail("ana").text.replace("\n", " ")
    leave(read)
    assert "Je viens toujours" not in post(read, f"{own}/garder", {}).words
    later(days=5, hours=1)
    keeping.ask_again()
    keeping.ask_again()
    assert last_mail("ben").subject == "Venez-vous toujours ?"
    later(days=7, hours=1)
    keeping.settle_lines()
    assert (of("ana").state, of("ben").state, of("cleo").state) == (
        "confirmed",
        "expired",
        "offered",
    )
    assert last_mail("ben").subject == "Votre place est passée à la personne suivante"
    count = len([m for m in make.mails() if m.to_email == "ben@exemple.test"])
    assert count == 4  # confirmed, moved, reminded, given up


def test_reminders_leave_a_week_and_a_day_before_once(cafe, sign_up, later):
    for who in ("ana", "ben", "cleo"):
        sign_up(cafe, who)

    def told() -> list[str]:
        keeping.remind()
        return [m.to_email[:3] for m in make.mails() if "votre rencontre" in m.subject]

    assert told() == []
    later(days=13)
    assert told() == ["ana", "ben"]
    assert told() == ["ana", "ben"]
    later(days=19)
    assert told() == ["ana", "ben"] * 2
    later(days=30)
    assert len(told()) == 4


def test_a_meeting_is_held_once_it_is_over(cafe, read, later):
    team = make.coordinator()
    page = follow(read, read(f"/rencontres/{cafe.id}", as_=team, status=301))
    assert "Annuler la rencontre" in page.words
    assert "Marquer comme tenue" not in page.words
    leave(read)
    later(days=20, hours=3)
    post(read, f"/rencontres/{cafe.id}/etapes/hold", {}, as_=team)
    assert only().state == SeminarState.HELD


def test_a_programme_is_read_as_it_is_typed():
    points = programme.read(PROGRAMME)
    assert [(p.hour, p.title) for p in points] == [
        ("16:00", "Accueil"), ("16:15", "Ce que l’étude a montré"), ("", "Discussion"),
    ]  # fmt: skip
    assert points[1].speakers == [("Dominique Fictif", "Institut fictif")]
    text = programme.written(programme.talks_of(points))
    assert programme.read(text) == points
