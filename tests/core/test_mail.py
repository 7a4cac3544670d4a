"""Every mail is kept with a state; without a server the outbox is where it is read."""

import email
import email.policy
import socket

import pytest
from aiosmtpd.controller import Controller

from tests import make
from univasso.core import jobs, mail
from univasso.core.db import db, transaction
from univasso.models import OutgoingMail

MESSAGE = mail.Message(
    "Bonjour à vous\r\nBcc: tous@exemple.test",
    (mail.Block("paragraph", "Un texte."), mail.Block("button", "Ouvrir", "http://localhost/x")),
    "Vous recevez ce message parce que c’est un essai.",
)


class Sink:
    """A real SMTP server that keeps what it is given."""

    def __init__(self):
        self.received = []
        self.broken = False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 — aiosmtpd's name
        if self.broken:
            return "451 come back later"
        self.received.append(
            email.message_from_bytes(envelope.content, policy=email.policy.default)
        )
        return "250 kept"


@pytest.fixture
def sink(monkeypatch):
    handler = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setattr(mail.post, "server", f"127.0.0.1:{port}")
    monkeypatch.setattr(mail.post, "tls", False)
    yield handler
    controller.stop()


def queue(message=MESSAGE, to="elle@exemple.test"):
    with transaction():
        return mail.queue(message, to, "Elle Fictive")


def test_without_a_server_a_mail_is_kept_and_written_as_a_file(context):
    kept = queue()
    jobs.run_due(10)
    db.session.expire_all()
    assert kept.state == mail.MailState.KEPT
    files = list(mail.post.folder.glob("*.eml"))
    assert len(files) == 1
    read = email.message_from_bytes(files[0].read_bytes(), policy=email.policy.default)
    assert "http://localhost/x" in read.get_body(("plain",)).get_content()


def test_a_subject_cannot_carry_a_second_header(context, sink):
    queue()
    jobs.run_due(10)
    received = sink.received[0]
    assert received["Subject"] == "Bonjour à vous Bcc: tous@exemple.test"
    assert received["Bcc"] is None


def test_a_mail_has_both_parts_and_says_why_it_comes(context, sink):
    queue()
    jobs.run_due(10)
    plain = sink.received[0].get_body(("plain",)).get_content()
    html = sink.received[0].get_body(("html",)).get_content()
    assert "parce que c’est un essai" in plain
    assert "parce que c’est un essai" in html
    assert max(len(line) for line in plain.splitlines() if "http" not in line) <= 76


def test_one_event_is_one_mail_per_person(context, sink):
    message = mail.Message("Une fois", (), "Pourquoi.", event_key="fact:1")
    assert queue(message) is not None
    assert queue(message) is None
    assert queue(message, "lui@exemple.test") is not None
    jobs.run_due(10)
    assert len(sink.received) == 2


def test_a_server_that_is_away_loses_nothing(context, sink, later):
    kept = queue()
    sink.broken = True
    jobs.run_due(10)
    db.session.expire_all()
    assert kept.state == mail.MailState.FAILED
    sink.broken = False
    later(minutes=1)
    jobs.run_due(10)
    db.session.expire_all()
    assert kept.state == mail.MailState.SENT
    assert db.session.query(OutgoingMail).one().message_id == sink.received[0]["Message-ID"]


def test_the_secret_of_a_link_leaves_with_the_mail_and_no_copy_keeps_it(context, sink):
    secret = "un-secret-de-lien-0123456789"
    link = (mail.Block("button", "Ouvrir", f"http://localhost/mot-de-passe/{secret}"),)
    kept = queue(mail.Message("Un lien", link, "Vous l’avez demandé.", secret=secret))
    sink.broken = True
    jobs.run_due(10)
    db.session.expire_all()
    assert secret in kept.text  # it will be tried again
    sink.broken = False
    make.clock.shift(make.timedelta(minutes=5))
    jobs.run_due(10)
    db.session.expire_all()
    assert secret in sink.received[0].get_body(("plain",)).get_content()
    assert [secret in words for words in (kept.text, kept.html, kept.secret)] == [False] * 3
