"""People, mails and pending work, as an administrator sees them."""

import re

import pytest

from tests import make
from univasso.accounts import services as accounts
from univasso.core import history, jobs
from univasso.core.db import db, transaction
from univasso.models import Job, OutputState, ResearchAxis, Role, SignIn, User
from univasso.models.credentials import Authenticator, Means


def test_an_invitation_is_mailed_read_in_the_outbox_and_opens_an_account_once(context, read, work):
    ada = make.administrator()
    read.send(
        "/administration/personnes/inviter", as_=ada, email="neuf@exemple.test", role="coordinator"
    )
    work()
    page = read("/administration/courriels", as_=ada)
    assert "neuf@exemple.test" in page.words
    mail = read(next(link for link in page.links() if "/courriels/" in link), as_=ada)
    address = re.search(r"http://localhost(/invitations/[\w-]+)", mail.html)[1]
    stranger = type(read)(read.app)
    stranger(address)
    opened = stranger.send(address, name="Nouvelle Fictive", password="une phrase assez longue")
    assert opened.response.location == "/compte/renforcer"  # before the pages of the team
    stranger("/productions/moderation", status=303)
    again = type(read)(read.app)(address, status=410)
    assert "Nouvelle" not in again.words


def test_the_last_administrator_cannot_leave(context, read):
    ada = make.administrator()
    read.send(f"/administration/personnes/roles/{ada.grants[0].id}/fin", as_=ada)
    assert (
        "Quelqu’un doit garder l’administration"
        in read(f"/administration/personnes/{ada.id}").words
    )
    page = read.send(
        f"/administration/personnes/{ada.id}", status=422,
        role="administrator", scope="", until=make.paris(days=9), reason="Un départ.",
    )  # fmt: skip
    assert "Quelqu’un doit garder l’administration" in page.words
    assert "Un départ." in page.html
    read.send(f"/administration/personnes/{ada.id}/suspendre", reason="Un départ.")
    db.session.rollback()
    assert db.session.get(User, ada.id).is_active
    assert db.session.get(User, ada.id).has(Role.ADMINISTRATOR)


def test_closing_an_account_ends_its_sessions_at_once(context, read):
    ada, camille = make.administrator(), make.user(Role.MEMBER)
    other = type(read)(read.app)
    other("/compte", as_=camille)
    page = read.send(f"/administration/personnes/{camille.id}/suspendre", as_=ada, status=422)
    assert "Dites pourquoi" in page.words
    read.send(f"/administration/personnes/{camille.id}/suspendre", reason="Un départ fictif.")
    other("/compte", status=303)
    db.session.rollback()
    assert db.session.query(SignIn).filter_by(user_id=camille.id, ended_at=None).count() == 0


def test_roles_change_what_somebody_may_do(context, read):
    ada, camille = make.administrator(), make.user(Role.MEMBER)
    read("/productions/moderation", as_=camille, status=403)
    type(read)(read.app).send(
        f"/administration/personnes/{camille.id}", as_=ada, role="coordinator", scope="",
    )  # fmt: skip
    read("/productions/moderation", as_=camille)


def test_a_role_ends_by_itself_and_is_announced(context, read, later):
    ada, camille = make.administrator(), make.user(name="Camille Fictif")
    about = {"role": "coordinator", "scope": "", "until": make.paris(days=9), "reason": "Un essai."}
    read.send(f"/administration/personnes/{camille.id}", as_=ada, form=about)
    page = read("/administration/personnes")
    assert "Rôles qui prennent fin" in page.words
    assert "Un essai." in read(f"/administration/personnes/{camille.id}").words
    other = type(read)(read.app)
    other("/productions/moderation", as_=camille)
    later(days=10)
    db.session.rollback()
    assert not db.session.get(User, camille.id).has(Role.COORDINATOR)
    other("/productions/moderation", status=303)  # the session slept, too


def test_an_ended_role_is_taken_away_now_and_may_be_given_again(context, read):
    ada, camille = make.administrator(), make.user(Role.COORDINATOR)
    read.send(f"/administration/personnes/roles/{camille.grants[0].id}/fin", as_=ada)
    type(read)(read.app)("/productions/moderation", as_=camille, status=403)
    read.send(f"/administration/personnes/{camille.id}", role="coordinator", scope="")
    type(read)(read.app)("/productions/moderation", as_=camille)
    db.session.rollback()
    verbs = [line.verb for line in history.of(db.session.get(User, camille.id))]
    assert verbs[:4] == ["sign_in", "grant", "sign_in", "end_grant"]


def test_a_role_in_one_axis_opens_the_outputs_of_that_axis_only(context, read):
    ada, camille = make.administrator(), make.user()
    page = read.send(
        f"/administration/personnes/{camille.id}", as_=ada, status=422,
        role="administrator", scope="axis:3",
    )  # fmt: skip
    assert "dans tout le programme" in page.words
    read.send(f"/administration/personnes/{camille.id}", role="coordinator", scope="axis:3")
    here, there = (
        make.output(OutputState.SUBMITTED, axes=[db.session.query(ResearchAxis).filter_by(number=n).one()])
        for n in (3, 4)
    )  # fmt: skip
    other = type(read)(read.app)
    other(f"/productions/{here.id}", as_=camille)
    other(f"/productions/{there.id}", status=404)
    db.session.rollback()
    assert make.visible(db.session.get(User, camille.id)) == {here.id}


def test_an_invitation_is_sent_again_by_a_fresh_link(context, read):
    ada = make.administrator()
    with transaction():
        invitation, token = accounts.invite("neuf@exemple.test", Role.MEMBER, ada)
    read.send(f"/administration/personnes/invitations/{invitation.id}/renvoyer", as_=ada)
    db.session.rollback()
    assert [mail.to_email for mail in make.mails()] == ["neuf@exemple.test"] * 2
    type(read)(read.app)(f"/invitations/{token}", status=410)


@pytest.fixture
def stuck(context, monkeypatch):
    """A job that was given up."""
    with transaction():
        jobs.queue("stuck", key="stuck:1")
        row = db.session.query(Job).one()
        row.given_up_at, row.attempts, row.last_error = (
            make.clock.now(),
            7,
            "OSError: no space left",
        )
    return row.id


def test_work_that_was_given_up_is_shown_tried_again_or_forgotten(read, stuck, monkeypatch):
    ada, done = make.administrator(), []
    page = read("/administration/travaux", as_=ada)
    assert "no space left" in page.words
    monkeypatch.setitem(jobs.HANDLERS, "stuck", lambda: done.append(1))
    read.send(f"/administration/travaux/{stuck}/reprendre", as_=ada)
    db.session.rollback()
    jobs.run_due(10)
    assert done == [1]
    assert "Rien n’attend" in read("/administration/travaux", as_=ada).words


def test_health_is_told_to_monitors(read):
    assert read.client.get("/healthz").json == {"alive": True}
    state = read.client.get("/readyz").json
    assert state["database"] is True
    assert state["index"] in ("ready", "building", "missing")


def test_somebody_is_found_by_name_or_address(app, read):
    with app.app_context():
        make.user(name="Zoé Fictive", email="zoe@exemple.test")
        ada = make.administrator().id
    assert "1 compte" in read("/administration/personnes?q=zoe%40", as_=ada).words
    assert "1 compte" in read("/administration/personnes?q=fictive+zoé").words
    assert "1 compte" in read("/administration/personnes?role=administrator&etat=open").words
    assert "Personne n’a ce nom" in read("/administration/personnes?etat=suspended").words
    assert "Personne n’a ce nom" in read("/administration/personnes?q=inconnue").words


def test_whoever_lost_every_second_factor_is_let_in_again(context, read):
    ada, camille = make.administrator(), make.user(Role.MEMBER)
    with transaction():
        db.session.add(Authenticator(user_id=camille.id, means=Means.TOTP, secret="x"))
    other = type(read)(read.app)
    other("/compte", as_=camille)
    page = read(f"/administration/personnes/{camille.id}", as_=ada)
    assert "Retirer les seconds facteurs" in page.words
    read.send(f"/administration/personnes/{camille.id}/second-facteur/retirer")
    db.session.rollback()
    assert db.session.query(Authenticator).count() == 0
    assert [mail.to_email for mail in make.mails()] == [camille.email]
    other("/compte", status=303)


def test_the_administration_moves_an_account_once_the_new_address_answers(context, read, work):
    ada, camille = make.administrator(), make.user(email="perdue@exemple.test")
    path = f"/administration/personnes/{camille.id}/adresse"
    form = {**read(path, as_=ada).form(), "email": "nouvelle@exemple.test"}
    read.send(path, form=form)
    work()
    db.session.rollback()
    assert db.session.get(User, camille.id).email == "perdue@exemple.test"
    mail = make.mails()[-1]
    assert mail.to_email == "nouvelle@exemple.test"
    type(read)(read.app).send(make.link(mail, "/adresse"))
    work()
    db.session.rollback()
    assert db.session.get(User, camille.id).email == "nouvelle@exemple.test"
    assert make.mails()[-1].to_email == "perdue@exemple.test"  # who may undo it
    assert "autre adresse proposée" in read(f"/administration/personnes/{camille.id}").words.lower()
