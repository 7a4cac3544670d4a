"""Rows for tests: sensible defaults, and a test passes only the values it is about.

Everybody here is fictional. Functions commit, as people do.
"""

import re
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

from sqlalchemy import select

from univasso import policy
from univasso.accounts import services as accounts
from univasso.accounts.services import consents
from univasso.core import clock
from univasso.core.db import db, is_writing, transaction
from univasso.directory.identities import Identity
from univasso.directory.services import associations, researchers
from univasso.models import (
    Association,
    Author,
    FilePage,
    KnowledgeNeed,
    MemberRole,
    Membership,
    MembershipState,
    OutgoingMail,
    Output,
    OutputFile,
    OutputState,
    Researcher,
    Role,
    TextState,
    User,
    Workshop,
)
from univasso.models.pairings import Pairing
from univasso.models.question_outcomes import ReceivingBody
from univasso.models.questions import PROMISE, SEEN_STATES, Question, QuestionState
from univasso.models.seminars import Seminar, SeminarState
from univasso.needs import vocabularies
from univasso.questions.forms.workshops import guests_of
from univasso.questions.services import workshops

_numbers = count(1)
_app = None


def bind(app) -> None:
    """The application whose database is filled."""
    global _app
    _app = app


@contextmanager
def _writing():
    if is_writing():
        yield
        db.session.flush()
    else:
        with transaction():
            yield


def user(*roles: Role, name: str = "Camille Fictif", email: str = "", **about) -> User:
    email = email or f"camille{next(_numbers)}@exemple.test"
    with _writing():
        made = accounts.create_user(email, name, *roles, **about)
        consents.accept_all(made)
    return made


def coordinator(**about) -> User:
    return user(Role.COORDINATOR, **{"name": "Coralie Fictive", **about})


def administrator(**about) -> User:
    return user(Role.ADMINISTRATOR, **{"name": "Ada Fictive", **about})


def output(
    state: OutputState = OutputState.PUBLISHED, authors=("Dupont-Fictif",), **about
) -> Output:
    number = next(_numbers)
    given = {
        "kind_code": "note",
        "title_fr": f"Une note fictive sur les associations, numéro {number}",
        "abstract_fr": "Un résumé fictif.",
        "language": "fr",
        "issued": "2020",
        "issued_key": 20200000,
        "published_at": clock.now() if state == OutputState.PUBLISHED else None,
        "submitted_at": clock.now() if state == OutputState.SUBMITTED else None,
    }
    with _writing():
        made = Output(state=state, **{**given, **about})
        made.authors = [
            Author(position=i, family=name, given="Dominique") for i, name in enumerate(authors, 1)
        ]
        db.session.add(made)
    return made


def ready(depositor: User | None = None, **about) -> Output:
    """A draft that lacks nothing."""
    given = {
        "licence": "cc-by-4.0",
        "url": "https://association.example/note",
        "depositor": depositor,
    }
    return output(OutputState.DRAFT, **{**given, **about})


def page_of_text(output: Output, *pages: str, name: str = "note.pdf") -> OutputFile:
    """A file of an output whose words were read, without its bytes."""
    with _writing():
        file = OutputFile(
            output=output, name=name, sha256=f"{next(_numbers):064x}", size=1000,
            media_type="application/pdf", language=output.language, page_count=len(pages),
            text_state=TextState.READ,
        )  # fmt: skip
        db.session.add(file)
        db.session.flush()
        file.page_texts = [FilePage(number=n, text=text) for n, text in enumerate(pages, 1)]
    return file


def mails() -> list[OutgoingMail]:
    """What was written to anybody, oldest first."""
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def need(number: int) -> KnowledgeNeed:
    return db.session.scalars(select(KnowledgeNeed).filter_by(number=number)).one()


def mail_row() -> OutgoingMail:
    """A mail in the outbox, in the transaction that is open."""
    row = OutgoingMail(
        message_id=f"<{next(_numbers)}@exemple.test>", to_email="elle@exemple.test",
        subject="Un essai", text="Bonjour. http://localhost/", html="<p>Bonjour.</p>",
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def visible(user: User | None) -> set[int]:
    """The outputs that lists show to somebody."""
    return set(db.session.scalars(select(Output.id).where(policy.VISIBLE[Output](user))))


def may_list(user: User | None, output: Output) -> bool:
    """What one row says of its place in lists: listed for all, or one's own, or the team's."""
    return policy.is_listed(output) or policy.depositor(user, output) or policy.coordinator(user)


def paris(**duration) -> str:
    """A moment from now, as a browser sends a day and an hour of Paris."""
    return (clock.now() + timedelta(**duration)).astimezone(clock.PARIS).strftime("%Y-%m-%dT%H:%M")


def association(
    manager: User | None = None, name: str = "", *, is_listed: bool = False, **about
) -> Association:
    """An association without a number, with somebody who answers for it."""
    with _writing():
        manager = manager or user(name="Nadia Fictive")
        made = associations.join(
            Identity(name or f"Les Ateliers fictifs, numéro {next(_numbers)}"), manager
        )
        made.is_listed = is_listed
        for field, value in about.items():
            setattr(made, field, value)
    return made


def member(association: Association, who: User, role: MemberRole = MemberRole.READER) -> Membership:
    """Somebody in an association, invited and welcome."""
    with _writing():
        row = Membership(
            association_id=association.id, user_id=who.id, role=role, state=MembershipState.ACTIVE
        )
        db.session.add(row)
    return row


def researcher(
    who: User | None,
    given: str = "Léa",
    family: str = "Fictive",
    *,
    is_listed: bool = True,
    **about,
) -> Researcher:
    """A profile in the directory; without an account, one that waits for its person."""
    with _writing():
        return researchers.create(
            who, given, family, who or coordinator(), is_listed=is_listed, **about
        )


def question(
    state: QuestionState = QuestionState.RECEIVED, asker: User | None = None, **about
) -> Question:
    """A question that came to the coordination, or stands further on its way."""
    number, now = next(_numbers), clock.now()
    given = {
        "wish": f"Pourquoi nos bénévoles fictifs partent-ils, numéro {number}",
        "received_at": now,
        "last_act_at": now,
        "promised_on": (now + PROMISE).date(),
        "published_at": now if state in SEEN_STATES else None,
        "outcome": "elsewhere" if state == QuestionState.SETTLED else "",
    }
    with _writing():
        made = Question(state=state, asker=asker, **{**given, **about})
        db.session.add(made)
    return made


def pairing(about_it: Question | None = None, who: Researcher | None = None, **about) -> Pairing:
    """Somebody on the shortlist of a question, or further on the way."""
    state = about.get("state", "kept")
    with _writing():
        made = Pairing(
            question=about_it or question(QuestionState.QUALIFIED),
            researcher=who or researcher(user()),
            asked_at=None if state == "kept" else clock.now(), **about,
        )  # fmt: skip
        db.session.add(made)
    return made


def receiving_body(name: str = "DLA fictif", **about) -> ReceivingBody:
    """A body to which a question may be passed on."""
    given = {"kind": "dla", "email": "dla@exemple.test", "about": "Un conseil fictif."}
    with _writing():
        made = ReceivingBody(name=name, sort_key=name.lower(), **{**given, **about})
        db.session.add(made)
    return made


def workshop(*said: tuple[str, str], by: User | None = None, people: str = "") -> Workshop:
    """A workshop of today where each (who, words) was noted; those of ``people`` have addresses."""
    with _writing():
        by = by or coordinator()
        about = {"title": "Un atelier fictif", "place": "Roubaix", "held_on": clock.today()}
        made = workshops.start(about, guests_of(people), by)
        for who, words in said:
            workshops.add(made, words, who, by)
    return made


def seminar(state: SeminarState = SeminarState.ANNOUNCED, days: float = 20, **about) -> Seminar:
    """A meeting of two hours, ``days`` from now."""
    starts_at = (clock.now() + timedelta(days=days)).replace(microsecond=0)
    given = {
        "kind": "cafe", "title_fr": f"Un café fictif, numéro {next(_numbers)}", "town": "Amiens",
        "place_name": "Le Café fictif", "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
    }  # fmt: skip
    with _writing():
        made = Seminar(state=state, **{**given, **about})
        db.session.add(made)
    return made


def allows(permission: str, user: User | None, row: object) -> bool:
    return policy.allows(policy.Permission(permission), user, row)


def load_vocabularies() -> None:
    vocabularies.load()


def link(mail: OutgoingMail, start: str = "") -> str:
    """The address of the button of a mail, as its reader follows it."""
    return re.search(rf"https?://[^/\s]+({re.escape(start)}/\S+)", mail.text)[1]
