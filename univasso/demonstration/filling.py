"""Filling a new instance, step by step: an interrupted first run goes on where it stopped."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from univasso.accounts import services as accounts
from univasso.accounts.services import consents
from univasso.commands import register
from univasso.core import files as store
from univasso.core import jobs
from univasso.core.db import db, transaction
from univasso.core.jobs import Job
from univasso.demonstration import meetings, pairing, questions, researching, taking_part
from univasso.exchange import formats, matching
from univasso.exchange import services as exchange
from univasso.exchange.matching import State
from univasso.finder import following
from univasso.models.accounts import Role
from univasso.models.outputs import OUTPUT, Output, OutputLink
from univasso.models.register import RegisterEntry
from univasso.models.vocabularies import KnowledgeNeed, ResearchAxis, Territory
from univasso.outputs.services import enquiries, files, notices, review

DATA = Path(__file__).parent / "data"
REFERENCES = "https://github.com/rr-france/bookrr"  # where references.bib comes from
Progress = Callable[[str, int, int], None]  # what, how many are done, of how many

# Nobody here exists; addresses end in .example, which no mail can reach (RFC 2606).
PEOPLE = (
    ("ada.fictive@demonstration.example", "Ada Fictive", Role.ADMINISTRATOR),
    ("coralie.fictive@demonstration.example", "Coralie Fictive", Role.COORDINATOR),
    ("corentin.fictif@demonstration.example", "Corentin Fictif", Role.COORDINATOR),
    ("meriem.fictive@demonstration.example", "Meriem Fictive", Role.MEMBER),
    ("nadia.fictive@demonstration.example", "Nadia Fictive", None),
    ("karim.fictif@demonstration.example", "Karim Fictif", None),
)
TEAM, MEMBER = PEOPLE[1][0], PEOPLE[3][0]


def fill(app: Flask, progress: Progress) -> None:
    """Add what is missing; each step is one transaction, so that nothing is done twice."""
    rows = json.loads((DATA / "outputs.json").read_text("utf-8"))
    with app.app_context():
        add_people()
        add_register()
        taking_part.add()
        researching.add()
        questions.add()
        pairing.add()
        meetings.add()
        add_references(progress)
        known = {
            tuple(row)
            for row in db.session.execute(select(Output.source, Output.kind_code, Output.title_fr))
        }
        missing = [r for r in rows if (r["source"], r["kind_code"], r["title_fr"]) not in known]
        for number, row in enumerate(missing, 1):
            add_output(row)
            progress("publications", number, len(missing))
        if missing or not db.session.scalar(select(Output.id).where(Output.title_fr == DRAFT)):
            add_fictional_work()
        db.session.remove()


def add_people() -> None:
    with transaction():
        for email, name, role in PEOPLE:
            user = accounts.find_user(email)
            if user is None:
                roles = [role] if role else []
                user = accounts.create_user(email, name, *roles, is_fictional=True)
            consents.accept_all(user)


def add_register() -> None:
    """An extract of the real register: associations find themselves by their number or their name."""
    if db.session.scalar(select(RegisterEntry.id).limit(1)) is None:
        register.load(DATA / "rna_waldec_extrait.csv")


def add_references(progress: Progress) -> None:
    """A real bibliography on how research is made, through the import that anybody may use."""
    if db.session.scalar(select(Output.id).where(Output.source == REFERENCES).limit(1)):
        return
    reading = formats.read((DATA / "references.bib").read_bytes())
    rows = exchange.compare(reading.records, matching.shelf())
    with transaction():
        for record in (record for record, match in rows if match.state == State.NEW):
            output = exchange.write(record, None, REFERENCES)
            exchange.publish(output, None, REFERENCES)
            put_behind(output)
    progress("references", len(rows), len(rows))


def add_output(row: dict) -> None:
    """One real notice, through the same steps as a person's: draft, submitted, published."""
    kept = keep(row["file"]) if row.get("file") else None
    with transaction():
        by = accounts.find_user(TEAM)
        output = notices.start(None, row["kind_code"])
        notices.save(output, notice_of(row), by, None)
        output.source = row["source"]
        if kept is not None:
            files.add(output, kept, by)
        OUTPUT.apply("submit", output, None)
        review.publish(output, by)
        if kept is not None:
            put_behind(output)


def put_behind(output: Output) -> None:
    """Let the programme's own outputs be the latest on the home page."""
    output.published_at -= timedelta(days=1)


def keep(name: str) -> store.Kept:
    with (DATA / "documents" / name).open("rb") as stream:
        return store.store.keep(stream, name)


def notice_of(row: dict) -> notices.Notice:
    values = {name: row[name] for name in notices.NOTICE if name in row}
    blank = {"identifier": "", "email": ""}
    return notices.Notice(
        values=values,
        authors=[{**blank, **author} for author in (*row["authors"], *row["partners"])],
        needs=rows_of(KnowledgeNeed, KnowledgeNeed.number, row["needs"]),
        axes=rows_of(ResearchAxis, ResearchAxis.number, row["axes"]),
        territories=rows_of(Territory, Territory.code, row["territories"]),
        links=[OutputLink(position=0, kind="audio", url=row["url"])]
        if row["link"] == "audio"
        else [],
    )


def rows_of(model: type, column: object, values: list) -> list:
    return list(db.session.scalars(select(model).where(column.in_(values)))) if values else []


DRAFT = "Exemple fictif : accueillir de nouveaux bénévoles"
WAITING = "Exemple fictif : ce que nos adhérents disent du numérique"
FICTIONAL_AUTHOR = {
    "kind": "organisation", "family": "Association fictive des Exemples", "given": "",
    "role": "author", "identifier": "", "email": "",
}  # fmt: skip


def add_fictional_work() -> None:
    """A draft, a submission and a reader's message, so that every page of work has something to show."""
    with transaction():
        member = accounts.find_user(MEMBER)
        if db.session.scalar(select(Output.id).where(Output.title_fr == DRAFT)):
            return
        notices.start(member, "guide", DRAFT)
        output = notices.start(member, "note", WAITING)
        output.abstract_fr = (
            "Ce texte est inventé pour la démonstration. Une association fictive a demandé à ses "
            "adhérents ce que le numérique change pour eux."
        )
        output.licence, output.url = "cc-by-4.0", "https://association.example/note"
        notices.set_authors(output, [FICTIONAL_AUTHOR])
        OUTPUT.apply("submit", output, member)
        output.submitted_at = output.updated_at
        add_message()


def add_message() -> None:
    about = {
        "kind": "question", "email": "", "who": "", "language": "fr",
        "text": "Message fictif : existe-t-il une version courte de ce guide ?",
    }  # fmt: skip
    found = db.session.scalar(
        select(Output).where(Output.kind_code == "guide", Output.source != "")
    )
    if found is not None:
        enquiries.write(found, about, "demonstration")


def build_index(app: Flask, progress: Progress) -> int:
    """Read the words of files that wait, then build the index if there is none.

    Gives back how many documents can be searched.
    """
    with app.app_context():
        total = count_waiting()
        while (waiting := count_waiting()) and jobs.run_due(1):
            progress("words of files", total - waiting + 1, total)
        if following.status() != "ready":
            expected = following.expected_count()
            made = following.rebuild(lambda done: progress("search index", done, expected + 1))
            progress("search index", made, made)
        following.follow()
        db.session.remove()
        return following.index().count()


def count_waiting() -> int:
    return db.session.scalar(select(func.count()).select_from(Job).where(Job.kind == "read_words"))
