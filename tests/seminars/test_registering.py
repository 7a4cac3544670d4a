"""A seat without account, the last one, the waiting list, and leaving by the mailed link."""

from datetime import timedelta

from tests import make
from tests.questions.steps import leave, post
from univasso.core import clock
from univasso.core.db import db
from univasso.seminars.services import keeping, seats


def button(read, mail, act: str):
    """Press a button of the page to which a mail leads."""
    return post(read, f"{make.link(mail, '/rencontres/inscription')}/{act}", {})


def test_the_last_seat_then_the_waiting_list_then_the_offer_in_order(
    cafe, read, sign_up, of, last_mail
):
    for who in ("ana", "ben"):
        assert "Un courriel part vers" in sign_up(cafe, who).words
    page = read(f"/rencontres/{cafe.id}", status=301)
    page = read(page.response.location)
    assert "Plus de place" in page.words
    for who in ("cleo", "dom"):
        sign_up(cafe, who)
    assert last_mail("ana").subject == "Votre place est confirmée"
    assert "BEGIN:VCALENDAR" in last_mail("ana").calendar
    assert last_mail("ana").secret not in last_mail("ana").calendar.replace("\r\n ", "")
    own = read(make.link(last_mail("dom"), "/rencontres/inscription"))
    assert "Vous avez le rang 2 sur la liste d’attente." in own.words
    assert "Vous n’avez pas d’inscription." in button(read, last_mail("ana"), "quitter").words
    assert "METHOD:CANCEL" in last_mail("ana").calendar
    assert of("cleo").state == "offered"
    assert of("dom").state == "waiting"
    assert "Une place se libère : répondez avant le" in last_mail("cleo").subject
    assert timedelta(hours=47) < of("cleo").offered_until - clock.now() <= timedelta(hours=48)
    button(read, last_mail("cleo"), "laisser")
    assert (of("cleo").state, of("dom").state) == ("declined", "offered")
    assert "La place est à vous." in button(read, last_mail("dom"), "prendre").words
    assert of("dom").state == "confirmed"


def test_whoever_leaves_and_comes_back_is_last(cafe, sign_up, read, of, last_mail):
    for who in ("ana", "ben", "cleo"):
        sign_up(cafe, who)
    button(read, last_mail("ana"), "quitter")
    sign_up(cafe, "ana")
    assert of("cleo").state == "offered"
    assert of("ana").state == "waiting"
    assert of("ana").place > of("cleo").place


def test_an_offer_without_answer_goes_to_the_next_one(cafe, sign_up, read, of, last_mail, later):
    for who in ("ana", "ben", "cleo", "dom"):
        sign_up(cafe, who)
    button(read, last_mail("ana"), "quitter")
    late = last_mail("cleo")
    later(hours=49)
    assert "Ce n’est plus possible" in button(read, late, "prendre").words
    keeping.settle_lines()
    assert (of("cleo").state, of("dom").state) == ("expired", "offered")
    assert last_mail("cleo").subject == "La place est passée à la personne suivante"
    before = len(make.mails())
    keeping.settle_lines()
    assert len(make.mails()) == before


def test_near_the_date_an_offer_is_shorter_and_after_closing_those_who_wait_are_told(
    context, sign_up, read, of, last_mail, later
):
    near = make.seminar(days=1, room_seats=1)
    for who in ("ana", "ben", "cleo"):
        sign_up(near, who)
    button(read, last_mail("ana"), "quitter")
    assert of("ben").offered_until - clock.now() <= timedelta(hours=12)
    later(days=1, minutes=1)
    keeping.settle_lines()
    assert (of("ben").state, of("cleo").state) == ("expired", "released")
    assert last_mail("cleo").subject == "Aucune place ne s’est libérée"
    sign_up(near, "dom", status=409)


def test_seats_kept_for_associations_go_to_all_ten_days_before(context, sign_up, of, later):
    kept = make.seminar(days=20, room_seats=2, reserved_seats=1)
    sign_up(kept, "ana")
    sign_up(kept, "ben")
    assert of("ben").state == "waiting"
    sign_up(kept, "asso", is_for_association="y", association_name="Les Rives fictives")
    assert of("asso").state == "confirmed"
    other = make.seminar(days=20, room_seats=1, reserved_seats=1)
    sign_up(other, "cleo")
    assert of("cleo").state == "waiting"
    later(days=10, minutes=1)
    keeping.settle_lines()
    assert of("cleo").state == "offered"
    assert of("ben").state == "waiting"


def test_the_screen_says_the_same_of_an_address_that_is_registered(cafe, sign_up, last_mail, of):
    first = sign_up(cafe, "ana").words
    assert sign_up(cafe, "ana").words == first
    assert last_mail("ana").subject == "Vous avez déjà une inscription"
    for _ in range(5):
        sign_up(cafe, "ana")
    assert len([m for m in make.mails() if m.to_email == "ana@exemple.test"]) == 4
    assert of("ana").state == "confirmed"


def test_somebody_signed_in_sees_their_seat_at_once(cafe, read, of):
    who = make.user(name="Zoé Fictive", email="zoe@exemple.test")
    page = read(f"/rencontres/{cafe.id}", status=301, as_=who).response.location
    assert "Vous vous inscrivez avec l’adresse zoe@exemple.test." in read(page).words
    sent = post(
        read,
        f"/rencontres/{cafe.id}/inscription",
        {"name": "Zoé", "way": "room", "part": "listener"},
    )
    assert "Place confirmée" in sent.words
    leave(read)


def test_nothing_is_lost_of_a_form_to_correct(cafe, sign_up):
    page = sign_up(cafe, "ana", status=422, email="ana", association_name="Les Rives fictives",
                   help_needs="captions")  # fmt: skip
    assert "Écrivez l’adresse en entier" in page.words
    assert 'value="Les Rives fictives"' in page.html
    assert 'value="captions" checked' in page.html or 'checked id="help_needs' in page.html


def test_a_key_of_another_and_a_needless_act_do_nothing(cafe, sign_up, read, last_mail, of):
    read("/rencontres/inscription/zorglub", status=404)
    sign_up(cafe, "ana")
    assert "Ce n’est plus possible" in button(read, last_mail("ana"), "prendre").words
    assert of("ana").state == "confirmed"


def test_what_somebody_needs_is_kept_apart_and_goes_first(cafe, sign_up, of, later):
    sign_up(cafe, "ana", help_needs="captions", help_words="Au premier rang")
    assert of("ana").help.needs == ["captions"]
    later(days=52)
    with make.transaction():
        keeping.retention.run()
    assert of("ana").help is None
    later(days=400)
    with make.transaction():
        keeping.retention.run()
    assert db.session.query(seats.Registration.name, seats.Registration.email).one() == ("", "")


def test_the_link_of_an_erased_registration_never_opens_that_of_another(
    cafe, sign_up, read, of, last_mail
):
    sign_up(cafe, "ana")
    former = make.link(last_mail("ana"), "/rencontres/inscription")
    number = of("ana").id
    with make.transaction():
        db.session.query(seats.Registration).delete()
    sign_up(cafe, "ben")
    with make.transaction():
        db.session.execute(db.update(seats.Registration).values(id=number))
    read(former, status=404)


def test_pressing_twice_registers_once_and_leads_to_the_same_page(cafe, sign_up, read, of):
    page = sign_up(cafe, "ana", once="the-same-key-of-one-form")
    again = sign_up(cafe, "ana", once="the-same-key-of-one-form")
    assert again.words == page.words
    assert "ana@exemple.test" in page.words
    assert len([m for m in make.mails() if m.to_email == "ana@exemple.test"]) == 1
    leave(read)
    assert "ana@exemple.test" not in read(f"/rencontres/{cafe.id}/inscription/recue").words
