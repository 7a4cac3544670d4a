"""People, mails and pending work, as an administrator sees them."""

import re

import pytest

from tests import make
from univasso.core import jobs
from univasso.core.db import db, transaction
from univasso.models import Job, Role, SignIn, User
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
    page = read.send(f"/administration/personnes/{ada.id}", as_=ada, status=422, roles="member")
    assert "Quelqu’un doit garder l’administration" in page.words
    read.send(f"/administration/personnes/{ada.id}/fermer", as_=ada)
    db.session.expire_all()
    assert db.session.get(User, ada.id).is_active


def test_closing_an_account_ends_its_sessions_at_once(context, read):
    ada, camille = make.administrator(), make.user(Role.MEMBER)
    other = type(read)(read.app)
    other("/compte", as_=camille)
    read.send(f"/administration/personnes/{camille.id}/fermer", as_=ada)
    other("/compte", status=303)
    db.session.expire_all()
    assert db.session.query(SignIn).filter_by(user_id=camille.id, ended_at=None).count() == 0


def test_roles_change_what_somebody_may_do(context, read):
    ada, camille = make.administrator(), make.user(Role.MEMBER)
    read("/productions/moderation", as_=camille, status=403)
    type(read)(read.app).send(
        f"/administration/personnes/{camille.id}", as_=ada, form={"roles": "coordinator"}
    )
    read("/productions/moderation", as_=camille)


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
