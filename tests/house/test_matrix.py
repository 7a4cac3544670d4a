"""Roles × routes, generated: what each door answers follows from its permission and from RULES alone."""

import pytest
from flask import Flask

from tests import make
from tests.reader import Reader
from univasso.core.db import db
from univasso.directory.services import groups
from univasso.models import (
    AccountMerge,
    Approval,
    DataRequest,
    Delegation,
    Enquiry,
    Invitation,
    Job,
    PairingBatch,
    PairingSeat,
    ProfileClaim,
    ProfileMerge,
    Remark,
    ResearchUnit,
    Role,
    RoleGrant,
    SharedPeriod,
    User,
    WordBridge,
)
from univasso.policy import KNOWN, RULES, SPOKEN, Permission, allows

LEAST = 1_000  # cells
# A view that says more than its door: it looks at a second row (a file, a thread, a kind) itself.
STRICTER = {"outputs.step", "audience.who", "accounts.second"}
WORDS = {
    "other": 999,
    "user_id": 999,
    "verb": "publish",
    "token": "x",
    "name": "x",
    "form": "csv",
    "kind": "output",
    "slug": "x",
}


def people() -> dict[str, User | None]:
    """Somebody of each role; nobody; somebody suspended, whose session ended."""
    suspended = make.user(Role.ADMINISTRATOR, name="Sus Fictif")
    with make.transaction():
        suspended.disabled_at = make.clock.now()
    axis = make.user(name="Axe Fictif")
    with make.transaction():
        axis.grants.append(RoleGrant(role=Role.COORDINATOR, scope="axis:3"))
    return {
        "nobody": None, "no role": make.user(), "suspended": suspended, "one axis": axis,
        **{role.value: make.user(role) for role in Role},
    }  # fmt: skip


def subjects() -> dict[type, int]:
    """The number of a row of each kind that doors load."""
    with make.transaction():
        output, someone = make.output(), make.user()
        file = make.page_of_text(output, "Des mots.")
        day = make.clock.today()
        rows = [
            Enquiry(output=output, kind="question", text="Pourquoi ?", tracking_hash="x" * 64),
            WordBridge(expressions=["un", "deux"]),
            DataRequest(kind="access", due_on=day),
            AccountMerge(survivor_id=someone.id, absorbed_id=make.user().id, moved=[]),
            Approval(act="erase", about={"user_id": someone.id}, reason="x", expires_at=make.clock.now()),
            Invitation(token_hash="y" * 64, email="x@exemple.test", role="member",
                       expires_at=make.clock.now()),
            RoleGrant(user_id=someone.id, role=Role.RESEARCHER),
            Job(kind="none", given_up_at=make.clock.now()),
            Remark(output_id=output.id, text="Un mot."),
            PairingBatch(choices={"questions": [], "fairness": "nobody_aside", "seed": 1}),
        ]  # fmt: skip
        db.session.add_all(rows)
        db.session.flush()
        association = make.association()
        person, twin = make.researcher(make.user()), make.researcher(make.user())
        letter = ProfileClaim(researcher_id=twin.id, token_hash="z" * 64, email="y@exemple.test",
                              expires_at=make.clock.now())  # fmt: skip
        shared = Delegation(
            researcher_id=person.id, email="d@exemple.test", email_key="d@exemple.test"
        )
        joined = ProfileMerge(from_id=twin.id, into_id=person.id, moved={})
        db.session.add_all([letter, shared, joined])
        db.session.flush()
        rows += [association, association.members[0], person, letter, shared, joined]
        rows += [make.question(), make.receiving_body(), make.workshop(), make.seminar()]
        rows += [make.pairing(), PairingSeat(pairing=make.pairing(), kind="student")]
        db.session.add(rows[-1])
        db.session.flush()
        rows += [groups.found("Un groupe fictif", person, someone)]
        rows += [db.session.query(ResearchUnit).first(), db.session.query(SharedPeriod).first()]
        rows += [output, someone, file, make.mail_row(), make.need(1), output.authors[0]]
        return {type(row): row.id for row in rows}


def model_of(view) -> type | None:
    """What a door loads before it asks the policy; nothing for most."""
    return getattr(view, "model", None)


def cells(app: Flask):
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield rule, method, app.view_functions[rule.endpoint]


def address(app: Flask, rule, method: str, numbers: dict, view) -> str:
    values = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        if model_of(view) is not None and name == view.key:
            values[name] = numbers[model_of(view)]
        elif hasattr(converter, "items"):
            values[name] = sorted(converter.items)[0]
        elif type(converter).__name__ == "AnyConverter":
            values[name] = converter.regex.strip("(?:)").split("|")[0]
        else:
            values[name] = WORDS.get(name, 999_999)
    return app.url_map.bind("localhost").build(rule.endpoint, values, method=method)


def expected(view, user: User | None, subject: object, method: str) -> str:
    """``open``, ``sign in``, ``forbidden`` or ``unknown``: what access.require says it gives."""
    user = user if user is not None and user.is_active else None
    if allows(view.permission, user, subject):
        return "open"
    known = KNOWN.get(type(subject))
    if subject is not None and (known is None or not allows(known, user, subject)):
        return "unknown"
    return "sign in" if user is None else "forbidden"


def answered(response) -> str:
    if response.status_code == 401 or "/connexion?next" in response.headers.get("Location", ""):
        return "sign in"
    return {403: "forbidden", 404: "unknown"}.get(response.status_code, "open")


@pytest.fixture
def cast(context):
    return {k: u and u.id for k, u in people().items()}, subjects()


def test_every_cell_of_the_matrix_answers_as_policy_says(app, cast):
    who, numbers = cast
    wrong, count = [], 0
    for role, number in who.items():
        reader = Reader(app)
        if number is not None:
            reader.sign_in(number)
        user = db.session.get(User, number) if number else None
        token = reader.token()
        for rule, method, view in cells(app):
            if rule.endpoint == "accounts.sign_out":
                continue
            count += 1
            subject = (
                db.session.get(model_of(view), numbers[model_of(view)]) if model_of(view) else None
            )
            path = address(app, rule, method, numbers, view)
            foreseen = expected(view, user, subject, method)
            if method == "POST" and foreseen == "open":
                continue  # it would act; the journeys say what
            got = answered(reader.client.open(path, method=method, data={"csrf_token": token}))
            if rule.endpoint in STRICTER or (foreseen == "open" and got == "unknown"):
                continue  # the door opened; what lies behind does not exist
            if got != foreseen:
                wrong.append(f"{role}: {method} {path} ({view.permission}): {got}, not {foreseen}")
    assert wrong == [], "\n".join(wrong)
    assert count >= LEAST, count


def test_every_predicate_is_spoken():
    assert {p.__name__ for rule in RULES.values() for p in rule} <= {p.__name__ for p in SPOKEN}


def test_every_permission_is_asked_by_a_door_or_a_verb(app):
    used = {view.permission for view in app.view_functions.values()}
    used |= {getattr(view, "asks", None) for view in app.view_functions.values()}
    assert {p for p in Permission if p not in used} <= {
        Permission.OUTPUT_PUBLISH, Permission.OUTPUT_APPEAL, Permission.OUTPUT_SUBMIT,
        Permission.AUDIENCE_READ, Permission.OUTPUT_FILE,
    }  # fmt: skip
