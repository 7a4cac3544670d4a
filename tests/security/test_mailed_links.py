"""Every link of every mail, followed by whoever received it; and what a link must not do."""

import re
from urllib.parse import urlsplit

from tests import make
from univasso.accounts import services as accounts
from univasso.core.db import db, transaction
from univasso.models import HistoryEntry, OutgoingMail, Role, User


def mailbox(app) -> list[tuple[str, str]]:
    """Who received each mail, and each address that it shows."""
    with app.app_context():
        found = [
            (mail.to_email, link)
            for mail in db.session.query(OutgoingMail)
            for link in re.findall(r"https?://[^\s<>\"]+", mail.text)
        ]
        db.session.remove()
    return found


def write_to_everybody(app, read, house) -> None:
    """A deposit with a co-author, its publication, a reader's question and its answer, an invitation."""
    draft = f"/productions/{house.draft}"
    page = read(f"{draft}/modifier", as_=house.member)
    form = page.form("")
    form.update({"authors-0-email": ["coauteur@exemple.test"]})
    read.send(f"{draft}/modifier", form=form)
    read.send(f"{draft}/etapes/submit")
    read.send(
        f"{draft}/relecture", association="Association fictive", email="lectrice@exemple.test"
    )
    read.send(
        f"{draft}/etapes/ask_changes", as_=house.coordinator, note="Une date ?", reason="other"
    )
    read.send(f"{draft}/etapes/submit", as_=house.member)
    read.send(f"{draft}/etapes/publish", as_=house.coordinator)
    form = {"kind": "question", "text": "Fictif ?", "email": "elle@exemple.test"}
    read.send(f"{draft}/ecrire", form=form)
    read.send(f"/productions/messages/{house.enquiry + 1}", text="Voici.")
    write_for_an_association(read, house)
    with app.app_context():
        with transaction():
            accounts.invite("neuve@exemple.test", Role.MEMBER, None, "fr")
        db.session.remove()


def write_for_an_association(read, house) -> None:
    """An invitation, a succession, a request and its answer, a number that is another's."""
    space = f"/annuaire/associations/{house.association}"
    read.send(f"{space}/membres/inviter", as_=house.member, email="zoe@exemple.test", role="reader")
    read.send(f"/annuaire/membres/{house.place}/passer-la-main", email="yann@exemple.test")
    read.send(f"{space}/numero", number="W591000002")
    charter = re.search(
        r'value="(\d+)"[^>]*>\s*<span>Je peux engager', read("/associations/nouvelle").html
    )
    entry = {"name": "Une autre fictive", "charter": charter[1]}
    read.send("/associations/nouvelle", form=entry)
    read.send(f"{space}/demander?preuve=W591000002", as_=house.asking, message="Moi.")
    read.send(f"/annuaire/membres/{house.place + 4}/repondre", as_=house.member, answer="admit",
              role="reader")  # fmt: skip


def test_every_link_of_every_mail_opens_for_whoever_received_it(app, read, house, work):
    write_to_everybody(app, read, house)
    work()
    links = mailbox(app)
    assert len({email for email, _ in links}) >= 6
    for email, link in links:
        assert link.startswith("http://localhost/"), link
        with app.app_context():
            known = db.session.query(User.id).filter_by(email=email).scalar()
            db.session.remove()
        read.client = app.test_client()
        read.signed_in_as = None
        read(urlsplit(link).path, as_=known)


def test_opening_the_links_of_mails_changes_nothing(app, read, house, work):
    """A mail program that opens every link to look at it answers for nobody (G5)."""
    write_to_everybody(app, read, house)
    work()
    with app.app_context():
        before = db.session.query(HistoryEntry).count()
        db.session.remove()
    robot = app.test_client()
    for _, link in mailbox(app):
        assert robot.get(urlsplit(link).path).status_code < 500
        assert robot.head(urlsplit(link).path).status_code < 500
    with app.app_context():
        assert db.session.query(HistoryEntry).count() == before
        make.bind(app)


def test_a_language_asked_for_once_is_remembered(read):
    assert "Search the publications" in read("/recherche?lang=en", language="en").words
    page = read.client.get("/besoins", headers={"Accept-Language": "fr"})
    assert 'lang="en"' in page.get_data(as_text=True)[:200]


def test_going_to_another_page_of_a_list_keeps_its_filters(read, house):
    with read.app.app_context():
        make.bind(read.app)
        with transaction():
            for _ in range(45):
                make.output(sort_key="une note fictive")
        db.session.remove()
    page = read("/productions/moderation?etat=published&q=fictive", as_=house.coordinator)
    following = next(link for link in page.links() if "page=2" in link)
    assert "etat=published" in following
    assert "q=fictive" in following
    back = [a for a in read(following).links() if a.startswith("/productions/moderation?")]
    assert [a for a in back if "q=fictive" in a and "page=" not in a]
