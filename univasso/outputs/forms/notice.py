"""The form of a notice: one page, nearly everything optional until it is submitted."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import EmailField, FieldList, FormField, SelectField
from wtforms.validators import Optional

from univasso.core.db import db
from univasso.core.identifiers import recognise
from univasso.models.output_words import AUDIENCES, AUTHOR_ROLES, LICENCES, LINK_KINDS
from univasso.models.outputs import Author, Output, OutputLink
from univasso.models.vocabularies import KnowledgeNeed, OutputKind, ResearchAxis
from univasso.outputs.forms.fields import PartialDateField, WordListField
from univasso.outputs.forms.identifiers import IdentifierField
from univasso.outputs.services.notices import CREDIT, NOTICE, Notice
from univasso.web.fields import Choices, PlausibleEmail, WebAddress
from univasso.web.forms import (
    AtMost,
    Form,
    LineField,
    LineForm,
    TextField,
    choices,
    plain_characters,
    tidy,
)
from univasso.web.language import current
from univasso.web.needs_field import need_label, proposed_needs
from univasso.web.numbers import NumberField
from univasso.web.territory_field import TerritoryField

BLANK_ROWS = 2
MOST_AUTHORS = 200


class AuthorForm(LineForm):
    """One line of credits. An empty line is no author."""

    position = NumberField(_l("Rank"), [Optional()])
    kind = SelectField(
        _l("Who"),
        choices=choices([("person", _l("Person")), ("organisation", _l("Association or body"))]),
    )
    family = LineField(_l("Family name or association"), most=200)
    given = LineField(_l("Given name"), most=200)
    role = SelectField(_l("Part taken"), choices=choices(AUTHOR_ROLES.items()))
    identifier = LineField(_l("ORCID, RNA or SIREN"), most=60)
    email = EmailField(
        _l("E-mail, to confirm this part"),
        [AtMost(254), plain_characters, PlausibleEmail()],
        filters=[tidy],
    )


class LinkForm(LineForm):
    kind = SelectField(_l("What it is"), choices=choices(LINK_KINDS.items()))
    url = LineField(_l("Address"), WebAddress(), most=2000)
    label = LineField(_l("Shown as"), most=200)


class NoticeForm(Form):
    version = NumberField(validators=[Optional()])
    kind_code = SelectField(_l("Kind"))
    title_fr = LineField(_l("Title in French"), most=500)
    title_en = LineField(_l("Title in English"), most=500)
    language = SelectField(
        _l("Language of the text"), choices=choices([("fr", "Français"), ("en", "English")])
    )
    issued = PartialDateField(
        _l("Date of publication"), description=_l("2019, 2019-03 or 2019-03-14")
    )
    authors = FieldList(FormField(AuthorForm), max_entries=MOST_AUTHORS)

    asked_fr = TextField(_l("What was asked"), most=1500)
    found_fr = TextField(_l("What was found"), most=1500)
    changes_fr = TextField(_l("What it changes for an association"), most=1500)
    asked_en = TextField(_l("What was asked, in English"), most=1500)
    found_en = TextField(_l("What was found, in English"), most=1500)
    changes_en = TextField(_l("What it changes, in English"), most=1500)
    abstract_fr = TextField(_l("Abstract in French"))
    abstract_en = TextField(_l("Abstract in English"))

    needs = Choices(_l("Knowledge needs"), coerce=int)
    axes = Choices(_l("Regional axes"), coerce=int)
    territories = TerritoryField(
        _l("Places"), hint=_l("One a line, or between commas: Amiens, Somme, 59000")
    )
    audiences = Choices(_l("Written for"), choices=choices(AUDIENCES.items()))
    keywords = WordListField(_l("Keywords"), hint=_l("Between commas"))

    licence = SelectField(_l("Licence: what readers may do with it"))
    container = LineField(_l("Journal, book or meeting"), most=500)
    volume = LineField(_l("Volume"), most=40)
    issue = LineField(_l("Issue"), most=40)
    pages = LineField(_l("Pages"), most=40)
    publisher = LineField(_l("Publisher"))
    place = LineField(_l("Place of publication"), most=120)
    doi = IdentifierField("DOI", schemes=("doi",), hint="10.1000/182")
    hal = IdentifierField(_l("HAL identifier"), schemes=("hal",), hint="hal-01234567")
    isbn = IdentifierField("ISBN", schemes=("isbn",))
    issn = IdentifierField("ISSN", schemes=("issn",))
    url = LineField(_l("Where it was first published"), WebAddress(), most=2000)
    links = FieldList(FormField(LinkForm), max_entries=30)
    note = LineField(_l("What changes in this version"), most=500)

    def __init__(self, output: Output | None = None, **given):
        if output is not None:
            given = {**filled(output), **given}
        super().__init__(**given)
        english = current() == "en"
        kinds = db.session.scalars(select(OutputKind).order_by(OutputKind.position))
        self.kind_code.choices = choices(
            (k.code, k.label_en if english else k.label_fr) for k in kinds
        )
        self.needs.choices = choices(
            (n.id, need_label(n, "short"))
            for n in proposed_needs(output.needs if output is not None else ())
        )
        self.axes.choices = choices(
            (a.id, f"{a.number}. {a.title_en if english else a.title_fr}")
            for a in db.session.scalars(select(ResearchAxis).order_by(ResearchAxis.number))
        )
        licences = ((code, row[0]) for code, row in LICENCES.items())
        self.licence.choices = choices([("", "—"), *licences])

    def add_blank_rows(self) -> None:
        """Leave room for two more authors and links: when the page is shown, not when it is sent."""
        for rows, key in ((self.authors, "family"), (self.links, "url")):
            blank = sum(1 for row in rows if not row.form[key].data)
            room = rows.max_entries - len(rows.entries)
            for _ in range(max(0, min(BLANK_ROWS - blank, room))):
                rows.append_entry()

    def notice(self) -> Notice:
        """What was typed, as plain values and rows."""
        return Notice(
            values={name: self[name].data for name in NOTICE},
            authors=self._authors(),
            needs=_rows(KnowledgeNeed, self.needs.data),
            axes=_rows(ResearchAxis, self.axes.data),
            territories=self.territories.data or [],
            links=[
                OutputLink(position=place, kind=row["kind"], url=row["url"], label=row["label"])
                for place, row in enumerate(r.data for r in self.links if r.form.url.data)
            ],
        )

    def _authors(self) -> list[dict]:
        """The lines that name somebody, in the order of their numbers."""
        rows = [row.data for row in self.authors if row.form.family.data]
        order = sorted(range(len(rows)), key=lambda i: (rows[i]["position"] or len(rows), i))
        return [_credited({name: rows[i][name] or "" for name in CREDIT}) for i in order]


def _credited(row: dict) -> dict:
    known = recognise(row["identifier"]) if row["identifier"] else None
    if known is not None:
        row["identifier"] = f"{known.scheme}:{known.value}"
    return row


def _rows(model: type, numbers: list[int] | None) -> list:
    return [row for row in (db.session.get(model, n) for n in numbers or []) if row is not None]


def filled(output: Output) -> dict:
    """What the form shows of an output as it is."""
    return {
        **{name: getattr(output, name) for name in NOTICE},
        "version": output.version,
        "needs": [need.id for need in output.needs],
        "axes": [axis.id for axis in output.axes],
        "territories": list(output.territories),
        "authors": [_line(author) for author in output.authors],
        "links": [{"kind": x.kind, "url": x.url, "label": x.label} for x in output.links],
    }


def _line(author: Author) -> dict:
    return {name: getattr(author, name) for name in (*CREDIT, "position")}
