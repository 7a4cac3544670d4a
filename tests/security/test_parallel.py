"""Several hands on the same thing at the same moment, each in a thread of its own."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests import make
from tests.reader import Reader
from univasso.accounts import services as accounts
from univasso.core.db import db, transaction
from univasso.directory.services import invitations
from univasso.models import (
    Association,
    HistoryEntry,
    MemberRole,
    Membership,
    MembershipState,
    OutgoingMail,
    Output,
    OutputState,
    Role,
    User,
)

HANDS = 6


def at_once(app, people, path: str, form: dict) -> list:
    """The same form sent by everybody together; the answers."""
    start = Barrier(len(people))
    readers = [Reader(app) for _ in people]
    for reader, person in zip(readers, people, strict=True):
        if person is not None:
            reader.sign_in(person)
    tokens = [reader.token() for reader in readers]

    def send(place: int):
        start.wait()
        return readers[place].client.post(path, data={**form, "csrf_token": tokens[place]})

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(send, range(len(people))))


def test_a_form_sent_many_times_at_once_is_acted_upon_once(app, house):
    reader = Reader(app)
    once = re.search(
        r'name="once" value="([^"]+)"', reader("/productions/deposer", as_=house.member).html
    )
    form = {"kind_code": "note", "title": "Une note envoyée six fois", "once": once[1]}
    answers = at_once(app, [house.member] * HANDS, "/productions/deposer", form)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    with app.app_context():
        assert db.session.query(Output).filter_by(title_fr="Une note envoyée six fois").count() == 1


def test_coordinators_who_publish_at_once_publish_once(app, house):
    with app.app_context():
        make.bind(app)
        team = [make.coordinator(name=f"Coralie Fictive {n}").id for n in range(HANDS)]
        db.session.remove()
    answers = at_once(app, team, f"/productions/{house.submitted}/etapes/publish", {"note": ""})
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * (HANDS - 1)
    with app.app_context():
        assert db.session.get(Output, house.submitted).state == OutputState.PUBLISHED
        assert db.session.query(HistoryEntry).filter_by(verb="publish").count() == 1


def test_administrators_who_remove_each_other_at_once_leave_one(app, house):
    with app.app_context():
        make.bind(app)
        other = make.administrator(name="Alan Fictif").id
        db.session.remove()
    readers = {house.administrator: other, other: house.administrator}
    start = Barrier(2)

    def remove(who: int):
        reader = Reader(app)
        reader.sign_in(who)
        form = {"roles": "member", "csrf_token": reader.token()}
        start.wait()
        return reader.client.post(f"/administration/personnes/{readers[who]}", data=form)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(remove, readers))
    assert all(answer.status_code < 500 for answer in answers)
    with app.app_context():
        assert any(user.has(Role.ADMINISTRATOR) for user in db.session.query(User))


def test_an_invitation_accepted_many_times_at_once_opens_one_account(app, house):
    with app.app_context():
        with transaction():
            token = accounts.invite("neuve@exemple.test", Role.MEMBER, None, "fr")[1]
        db.session.remove()
    form = {"name": "Neuve Fictive", "password": "une phrase assez longue"}
    answers = at_once(app, [None] * HANDS, f"/invitations/{token}", form)
    assert sorted(answer.status_code for answer in answers) == [303] + [410] * (HANDS - 1)
    with app.app_context():
        assert db.session.query(User).filter_by(email="neuve@exemple.test").count() == 1


def together(app, *requests) -> list[int]:
    """(who, address, form) sent at the same moment, each by a browser of its own; the statuses."""
    start = Barrier(len(requests))
    readers = [Reader(app) for _ in requests]
    for reader, (who, _, _) in zip(readers, requests, strict=True):
        reader.sign_in(who)
    tokens = [reader.token() for reader in readers]

    def send(place: int) -> int:
        _, path, form = requests[place]
        start.wait()
        sent = readers[place].client.post(path, data={**form, "csrf_token": tokens[place]})
        return sent.status_code

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(send, range(len(requests))))


def managers(app, house) -> list[int]:
    with app.app_context():
        found = db.session.get(Association, house.association).managers()
        return [m.id for m in found]


def second_manager(app, house) -> tuple[int, int]:
    with app.app_context():
        make.bind(app)
        other = make.user(name="Yann Fictif")
        row = make.member(db.session.get(Association, house.association), other, MemberRole.MANAGER)
        found = row.id, other.id
        db.session.remove()
    return found


def test_two_managers_who_leave_at_once_leave_one(app, house):
    place, other = second_manager(app, house)
    said = together(
        app,
        (house.member, f"/annuaire/membres/{house.place}/fin", {}),
        (other, f"/annuaire/membres/{place}/fin", {}),
    )
    assert said == [303, 303]
    assert len(managers(app, house)) == 1


def test_two_managers_who_step_down_and_leave_at_once_leave_one(app, house):
    place, other = second_manager(app, house)
    said = together(
        app,
        (house.member, f"/annuaire/membres/{house.place}/role", {"role": "reader"}),
        (other, f"/annuaire/membres/{place}/fin", {}),
    )
    assert all(status < 500 for status in said)
    assert len(managers(app, house)) == 1


def test_a_person_who_asks_and_is_invited_and_accepts_at_once_is_there_once(app, house):
    with app.app_context():
        make.bind(app)
        row, by = db.session.get(Association, house.association), db.session.get(User, house.member)
        with transaction():
            invitations.invite(row, "aline@exemple.test", MemberRole.READER, by)
            row.rna = "W591000002"
        mail = db.session.query(OutgoingMail).order_by(OutgoingMail.id.desc()).first()
        link = make.link(mail, "/annuaire/invitations")
        db.session.remove()
    ask = f"/annuaire/associations/{house.association}/demander?preuve=W591000002"
    said = together(
        app,
        *[(house.asking, f"{link}/accepter", {})] * 3,
        *[(house.asking, ask, {"message": "Moi."})] * 2,
        (house.member, f"/annuaire/associations/{house.association}/membres/inviter",
         {"email": "ALINE@exemple.test", "role": "reader"}),
    )  # fmt: skip
    assert all(status < 500 for status in said), said
    with app.app_context():
        open_ones = db.session.query(Membership).filter(
            Membership.user_id == house.asking,
            Membership.state.in_((MembershipState.ACTIVE, MembershipState.ASKED)),
        )
        assert open_ones.count() == 1


def test_a_number_given_by_two_people_at_once_enters_one_association(app, house):
    with app.app_context():
        charter = db.session.execute(
            db.text("SELECT id FROM consent_text WHERE code = 'association'")
        ).scalar()
        make.bind(app)
        people = [make.user(name=f"Karim Fictif {n}").id for n in range(HANDS)]
        db.session.remove()
    form = {"name": "La Fanfare fictive", "number": "W591000002", "charter": charter}
    said = together(app, *[(who, "/associations/nouvelle", form) for who in people])
    assert set(said) <= {303, 409}, said
    with app.app_context():
        assert db.session.query(Association).filter_by(rna="W591000002").count() == 1


def test_two_people_who_save_a_profile_at_once_do_not_overwrite_each_other(app, house):
    _, other = second_manager(app, house)
    path = f"/annuaire/associations/{house.association}/modifier"
    form = Reader(app)(path, as_=house.member).form()
    said = together(
        app,
        (house.member, path, {**form, "once": "a", "mission": "La première."}),
        (other, path, {**form, "once": "b", "mission": "La seconde."}),
    )
    assert sorted(said) == [303, 409]


def test_an_account_opened_twice_at_once_by_an_invitation_is_one(app, house):
    with app.app_context():
        make.bind(app)
        row, by = db.session.get(Association, house.association), db.session.get(User, house.member)
        with transaction():
            invitations.invite(row, "neuve@exemple.test", MemberRole.READER, by)
        mail = db.session.query(OutgoingMail).order_by(OutgoingMail.id.desc()).first()
        link = make.link(mail, "/annuaire/invitations")
        db.session.remove()
    form = {"name": "Neuve Fictive", "password": "une phrase assez longue"}
    answers = at_once(app, [None] * HANDS, f"{link}/compte", form)
    assert {answer.status_code for answer in answers} == {303}
    with app.app_context():
        assert db.session.query(User).filter_by(email="neuve@exemple.test").count() == 1
