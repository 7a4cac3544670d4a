"""What may be typed about a researcher: each field says what it is used for."""

import re
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField
from wtforms.validators import Optional, ValidationError

from univasso.core.identifiers import recognise
from univasso.directory.disciplines import sections
from univasso.directory.forms.associations import known
from univasso.directory.forms.members import email_field
from univasso.models.association_words import SECTORS
from univasso.models.researcher_words import FIELDWORK, LANGUAGES, METHODS, STATUSES
from univasso.models.researchers import NAME_KINDS, Researcher
from univasso.web.fields import Choices, PlainName, WebAddress, boxes
from univasso.web.forms import DayField, Form, Given, LineField, TextField, choices
from univasso.web.numbers import NumberField
from univasso.web.territory_field import TerritoryField
from univasso.web.typography import typo


def orcid(form: Form, field: Field) -> None:
    """Keep an iD in its normal form; its last character checks the others."""
    if not field.data:
        return
    found = recognise(field.data)
    if found is None or found.scheme != "orcid":
        raise ValidationError(
            _l("This is not an ORCID iD: its last character does not match. Copy it again.")
        )
    field.data = found.value


def idhal(form: Form, field: Field) -> None:
    if field.data and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", field.data):
        raise ValidationError(_l("An idHAL is written in small letters, with hyphens."))


def ordered(starts: date | None, ends: date | None) -> None:
    """For the check of an end: it does not come before the beginning."""
    if starts and ends and ends < starts:
        raise ValidationError(_l("The end comes before the beginning."))


def given_field() -> LineField:
    return LineField(_l("First name"), PlainName(), most=120)


def family_field() -> LineField:
    return LineField(_l("Last name"), Given(_l("Give a last name.")), PlainName(), most=120)


def place_field(*more: object, hint: object = "") -> LineField:
    return LineField(
        _l("Laboratory or institution"), *more, most=250,
        hint=hint or _l("Begin to type and choose from the list, or write it in your words."),
        render_kw={"list": "units", "autocomplete": "off"},
    )  # fmt: skip


def needs_field() -> Choices:
    return Choices(
        _l("Your themes among the knowledge needs"), coerce=int,
        description=_l("Used to propose you for studies on these needs."),
    )  # fmt: skip


class BeginForm(Form):
    """The first two minutes of a profile."""

    given = given_field()
    family = family_field()
    status = SelectField(_l("You are"), choices=known(STATUSES))
    place = place_field()
    needs = needs_field()
    is_listed = BooleanField(
        _l("Show my name, my affiliation and my themes in the directory"),
        default=True,
        description=_l("Everything else stays between you and the coordination until you choose."),
    )


class UnclaimedForm(Form):
    """A profile that the coordination prepares for somebody without an account."""

    given = given_field()
    family = family_field()
    place = place_field()
    email = email_field(needed=False)


class ResearcherForm(Form):
    """All that a profile may say."""

    version = NumberField(validators=[Optional()])
    given = given_field()
    family = family_field()
    status = SelectField(_l("You are"), choices=known(STATUSES))
    discipline = SelectField(
        _l("Discipline (section of the CNU)"),
        description=_l("Used to make groups of several disciplines."),
    )
    expertise_fr = TextField(
        _l("What you work on, in French"), most=3_000,
        hint=_l("Read by associations, and searched: say it without jargon."),
    )  # fmt: skip
    expertise_en = TextField(_l("What you work on, in English"), most=3_000)
    methods = boxes(_l("Your methods"), METHODS,
                    _l("Without a method you are not proposed for fieldwork."))  # fmt: skip
    fieldwork = boxes(_l("The fieldwork that you do"), FIELDWORK,
                      _l("Held against what associations accept."))  # fmt: skip
    sectors = boxes(_l("The fields of associations that you know"), SECTORS,
                    _l("Used to propose you to associations of these fields."))  # fmt: skip
    needs = needs_field()
    territories = TerritoryField(
        _l("The places where you can go"),
        hint=_l("One a line: used to weigh distance. A department is enough."),
    )
    languages = boxes(_l("The languages in which you can lead a conversation"), LANGUAGES,
                      _l("Used when an association works in another language."))  # fmt: skip
    website = LineField(_l("Web page"), WebAddress(), most=500)
    idhal = LineField(
        "idHAL", idhal, hint=_l("Used to find your deposits, and shown if you wish."), most=100
    )
    orcid_typed = LineField(
        _l("ORCID iD, typed"), orcid, most=60,
        hint=_l("Shown as “not verified”. Sign in with ORCID to have it verified."),
    )  # fmt: skip

    @classmethod
    def of(cls, researcher: Researcher) -> "ResearcherForm":
        form = cls(obj=researcher)
        form.discipline.choices = known(
            {code: typo(f"{code}. {title}", "fr") for code, title in sections().items()}
        )
        return form

    def values(self) -> dict:
        """The fields as the service takes them."""
        names = [name for name in self._fields if name not in ("version", "needs")]
        return {name: getattr(self, name).data for name in names}


class AffiliationForm(Form):
    place = place_field(Given(_l("Say where.")))
    position = LineField(_l("Your position there"), most=120)
    starts_on = DayField(_l("Since"))
    ends_on = DayField(_l("Until"), hint=_l("Leave it empty while you are there."))

    def validate_ends_on(self, field: DayField) -> None:
        ordered(self.starts_on.data, field.data)


class NameForm(Form):
    name = LineField(
        _l("Another name"), Given(_l("Write the name.")), PlainName(), most=200,
        hint=_l("At birth, married, with initials, as signed… Accents and capitals do not matter."),
    )  # fmt: skip
    kind = SelectField(_l("What it is"), choices=choices(NAME_KINDS.items()), default="other")
    is_hidden = BooleanField(
        _l("Hide it everywhere"),
        description=_l("Nobody reads it, nobody finds you by it: no page, no search, no export."),
    )

    def validate_name(self, field: LineField) -> None:
        if field.data and not any(c.isalnum() for c in field.data):
            raise ValidationError(_l("Write the name."))


RESEARCHER_LABELS = {
    "affiliations": _l("Where I work"),
    "needs": _l("My themes (knowledge needs)"),
    "discipline": _l("Discipline and status"),
    "expertise": _l("What I work on"),
    "methods": _l("My methods"),
    "fieldwork": _l("The fieldwork that I do"),
    "sectors": _l("The fields of associations that I know"),
    "territories": _l("The places where I can go"),
    "languages": _l("My languages"),
    "identifiers": _l("ORCID and idHAL"),
    "website": _l("My web page"),
    "works": _l("My key works"),
    "availability": _l("My availability"),
    "other_names": _l("My other names, except hidden ones"),
}
