"""Several hands on the same thing at the same moment, each in a thread of its own."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests import make
from tests.reader import Reader
from univasso.accounts import services as accounts
from univasso.core.db import db, transaction
from univasso.models import HistoryEntry, Output, OutputState, Role, User

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
