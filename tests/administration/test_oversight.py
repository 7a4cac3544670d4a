"""Two persons, one account of two, somebody's eyes, the audit, retention: what watches over power."""

import csv
import io
import re
from datetime import timedelta

import pytest

from tests import make
from tests.reader import Reader
from univasso.accounts import approvals, merging
from univasso.accounts import services as accounts
from univasso.core import clock, history, retention, seals
from univasso.core.db import db, transaction
from univasso.models import (
    AccountMerge,
    Approval,
    DataRequest,
    HistoryEntry,
    Output,
    OutputState,
    RetentionRun,
    Role,
    RoleGrant,
    SignIn,
    User,
)


@pytest.fixture
def two(context):
    """Two administrators."""
    return make.administrator().id, make.administrator(name="Aude Fictive").id


def test_an_erasure_by_the_desk_needs_a_second_person(app, read, two):
    camille = make.user(name="Camille Zyxwabra", email="zyxw@exemple.test")
    read.send(f"/administration/personnes/{camille.id}/effacer", as_=two[0], reason="Sa lettre.")
    db.session.rollback()
    asked = db.session.query(Approval).one().id
    path = f"/administration/decisions/{asked}/approuver"
    assert path not in read("/administration/decisions").html
    read.send(path)
    assert "quelqu’un d’autre doit approuver" in read("/administration/decisions").words
    db.session.rollback()
    assert db.session.get(User, camille.id).erased_at is None
    other = Reader(app)
    assert "Sa lettre." in other("/administration/decisions", as_=two[1]).words
    other.send(path)
    db.session.rollback()
    assert db.session.get(User, camille.id).name == "Personne effacée"
    other.send(path, status=409)


def test_a_request_for_two_expires_after_seven_days(context, two, later):
    ada, aude = db.session.get(User, two[0]), db.session.get(User, two[1])
    with transaction():
        asked = approvals.ask("erase", ada, "Une lettre.", user_id=make.user().id)
    later(days=8)
    with pytest.raises(approvals.Expired), transaction():
        approvals.approve(asked, aude)


def test_merge_then_undo(app, read, two, work):
    old = make.user(Role.MEMBER, name="Camille Fictif", email="ancienne@exemple.test")
    new = make.user(Role.MEMBER, name="Camille Fictif", email="nouvelle@exemple.test")
    output = make.output(depositor=old)
    with make.transaction():
        old.grants.append(RoleGrant(role=Role.RESEARCHER))
    page = read(f"/administration/personnes/{old.id}/fusionner", as_=two[0])
    assert "depositor_id" in page.words
    page = read.send(f"/administration/personnes/{old.id}/fusionner", status=422,
                     survivor="ancienne@exemple.test", reason="La même.")  # fmt: skip
    assert "un autre compte ouvert" in page.words
    read.send(f"/administration/personnes/{old.id}/fusionner", survivor="nouvelle@exemple.test",
              reason="La même personne.")  # fmt: skip
    db.session.rollback()
    number = db.session.query(Approval).one().id
    other = Reader(app)
    other.send(f"/administration/decisions/{number}/approuver", as_=two[1])
    db.session.rollback()
    assert db.session.get(Output, output.id).depositor_id == new.id
    assert {g.role for g in db.session.get(User, new.id).grants} == {Role.MEMBER, Role.RESEARCHER}
    assert accounts.find_user("ancienne@exemple.test").id == new.id
    assert "Vos deux comptes" in make.mails()[-1].subject
    done = db.session.query(AccountMerge).one().id
    other.send(f"/administration/personnes/fusions/{done}/annuler")
    db.session.rollback()
    assert db.session.get(Output, output.id).depositor_id == old.id
    assert {g.role for g in db.session.get(User, old.id).grants} == {Role.MEMBER, Role.RESEARCHER}
    assert db.session.get(User, old.id).is_active
    assert accounts.find_user("ancienne@exemple.test").id == old.id


def test_a_merge_can_no_longer_be_undone_after_thirty_days(context, two, later):
    one, other, ada = make.user(), make.user(), db.session.get(User, two[0])
    with transaction():
        done = merging.merge(ada, one.id, other.id)
    later(days=31)
    with pytest.raises(merging.TooLate), transaction():
        merging.undo(done, ada)


def test_whoever_administers_is_never_merged_away(context, two):
    ada, aude = (db.session.get(User, n) for n in two)
    with pytest.raises(merging.NotMergeable):
        merging.check(ada, aude)


def test_seeing_as_somebody_shows_and_changes_nothing(app, read, two, later):
    camille = make.user(Role.MEMBER, name="Camille Fictif")
    draft = make.output(OutputState.DRAFT, depositor=camille, title_fr="Brouillon de Camille")
    read(f"/productions/{draft.id}", as_=two[0], status=404)
    read.send(f"/administration/personnes/{camille.id}/voir-comme")
    page = read(f"/productions/{draft.id}")
    assert "Vous voyez le site comme Camille Fictif" in page.words
    read("/administration/personnes", status=403)
    read("/compte", status=403)
    read("/compte/donnees", status=403)
    page = read.send("/productions/deposer", status=403, kind_code="note", title="Non")
    assert "rien ne peut être changé" in page.words
    read.send("/deconnexion", status=403)
    db.session.rollback()
    assert "comme vous" in make.mails()[-1].subject
    assert db.session.query(HistoryEntry).filter_by(verb="see_as", by_id=two[0]).count() == 1
    read.send("/administration/voir-comme/fin")
    read("/administration/personnes")
    read.send(f"/administration/personnes/{camille.id}/voir-comme")
    read("/administration/personnes", status=403)
    later(minutes=20)
    read(f"/productions/{draft.id}")
    with app.app_context():
        with transaction():
            db.session.query(SignIn).update({"seen_at": clock.now()})
        db.session.remove()
    later(minutes=31)
    read("/administration/personnes")


def test_nobody_sees_as_an_administrator(read, two):
    read.send(f"/administration/personnes/{two[1]}/voir-comme", as_=two[0], status=404)


def test_the_chain_holds_and_says_where_it_was_broken(context, two, work):
    work()
    db.session.rollback()
    verdict = seals.verify()
    assert verdict.broken is None
    assert verdict.count == db.session.query(HistoryEntry).count() > 1
    with transaction():
        line = db.session.query(HistoryEntry).order_by(HistoryEntry.id).offset(1).first()
        line.by_id, number = 999, line.id
    assert (seals.verify().broken, seals.verify().why) == (number, "changed")


def test_a_line_taken_away_or_a_note_reworded_is_seen(context, two, work):
    camille = make.user()
    with transaction():
        history.record(camille, "suspend", None, note="Une raison.")
    work()
    with transaction():
        line = history.of(camille)[0]
        line.note = "Une autre raison."
    assert seals.verify().why == "note"
    with transaction():
        history.forget_note(history.of(camille)[0])
    assert seals.verify().broken is None
    with transaction():
        db.session.delete(history.of(camille)[1])
    assert seals.verify().why == "gap"


def test_the_end_of_the_history_cannot_go_unseen_by_whoever_wrote_its_seal_down(context, two, work):
    work()
    db.session.rollback()
    seal = seals.verify().seal
    assert seals.holds(seal)
    with transaction():
        db.session.delete(
            db.session.query(HistoryEntry).order_by(HistoryEntry.place.desc()).first()
        )
    assert seals.verify().broken is None
    assert not seals.holds(seal)


def test_the_audit_is_filtered_exported_and_verified(context, read, two, work):
    camille = make.user(name="=Camille()")
    with transaction():
        history.record(camille, "suspend", camille, note="=1+1")
    work()
    page = read("/administration/journal?verb=suspend&who=camille", as_=two[0])
    assert "1 ligne" in page.words
    assert (
        "Aucune ligne"
        in read(f"/administration/journal?since={clock.today() + timedelta(days=2)}").words
    )
    text = read.client.get("/administration/journal.csv?verb=suspend").get_data(as_text=True)
    row = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))[1]
    assert row[2] == "'=Camille()"
    assert row[8] == "'=1+1"
    assert "intacte jusqu’à la ligne" in read("/administration/journal/verification").words


def test_reading_a_mail_is_written_down(context, read, two, work):
    with make.transaction():
        number = make.mail_row().id
    read(f"/administration/courriels/{number}", as_=two[0])
    work()
    db.session.rollback()
    line = db.session.query(HistoryEntry).filter_by(verb="read").one()
    assert (line.subject_kind, line.subject_id, line.by_id) == ("outgoing_mail", number, two[0])


def test_retention_is_counted_before_it_is_applied(context, read, two, work, later):
    camille = make.user()
    with transaction():
        accounts.open_session(camille, "x")
    later(days=200)
    assert retention.foresee()["sessions"] == 1
    page = read("/administration/conservation", as_=two[0])
    assert "Sessions closes depuis longtemps" in page.words
    with transaction():
        assert retention.run()["sessions"] == 1
    assert db.session.get(RetentionRun, "sessions").count == 1
    assert retention.foresee()["sessions"] == 0


def test_an_account_without_a_visit_for_three_years_is_told_then_erased(context, two, work, later):
    idle, back = make.user(name="Ida Fictive"), make.user(name="Bo Fictif")
    later(days=3 * 365 + 1)
    assert retention.foresee()["idle"] == 2
    work()
    db.session.rollback()
    assert [m.subject.startswith("Avez-vous encore besoin") for m in make.mails()] == [True, True]
    later(days=3 * 365 + 10)
    with transaction():
        accounts.open_session(db.session.get(User, back.id), "x")
    later(days=3 * 365 + 40)
    work()
    db.session.rollback()
    assert db.session.get(User, idle.id).erased_at is not None
    assert db.session.get(User, back.id).erased_at is None


def test_a_letter_is_written_down_and_answered_within_a_month(context, read, two, later):
    camille = make.user(email="camille.fictif@exemple.test")
    form = {"kind": "access", "who": "camille.fictif@exemple.test", "text": "Que savez-vous ?"}
    page = read.send("/administration/demandes", as_=two[0], status=422, form={**form, "who": ""})
    assert "Que savez-vous" in page.html
    read.send("/administration/demandes", form=form)
    request = db.session.query(DataRequest).one()
    assert request.user_id == camille.id
    assert 28 <= (request.due_on - clock.today()).days <= 31
    read(f"/administration/demandes/{request.id}")
    later(days=32)
    read.signed_in_as = None
    assert "En retard" in read("/administration/demandes", as_=two[0]).words
    read.send(f"/administration/demandes/{request.id}", answer="Voici ce qui est gardé.")
    db.session.rollback()
    assert "Voici ce qui est gardé" in make.mails()[-1].text
    read.send(f"/administration/demandes/{request.id}", status=409, answer="Encore.")


def test_what_somebody_received_is_on_their_page_and_only_counted_once_erased(context, read, two):
    camille = make.user(email="camille.fictif@exemple.test")
    with transaction():
        make.mail_row().to_email = "camille.fictif@exemple.test"
    assert "Un essai" in read(f"/administration/personnes/{camille.id}", as_=two[0]).words


def test_who_may_see_a_row_is_said_in_words_to_its_owner_and_the_coordination(context, read):
    camille, coralie = make.user(Role.MEMBER, name="Camille Fictif"), make.coordinator()
    draft = make.output(OutputState.DRAFT, depositor=camille)
    path = f"/qui-peut-voir/output/{draft.id}"
    page = read(path, as_=camille)
    assert re.search(r"output.read La personne qui l’a déposé non 1 Camille Fictif", page.words)
    read(path, as_=coralie)
    Reader(read.app)(path, as_=make.user(), status=404)
    read("/qui-peut-voir/user/999999", status=404)
    read("/qui-peut-voir/secret/1", status=404)
