"""The field that says where: several places, one a line, chosen between namesakes without scripts."""

import re

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup
from wtforms import Field
from wtforms.widgets import html_params

from univasso.core.french import place_key
from univasso.models.vocabularies import Territory
from univasso.web.forms import is_plain, tidy
from univasso.web.territories import Place, find_territory, propose
from univasso.web.typography import number

MOST = 40  # places in one field


class LinesOfPlaces:
    """A text of several lines, then one choice for each name that several places bear."""

    def __call__(self, field: "TerritoryField", **about: object) -> Markup:
        about = {"id": field.id, "name": field.name, "rows": 3, **about,
                 "data-places": url_for("needs.suggest_places"),
                 "data-say": _("Places that begin so")}  # fmt: skip
        area = Markup("<textarea {}>\n{}</textarea>").format(
            Markup(html_params(**about)),  # noqa: S704 — it escapes
            field._value(),
        )
        groups = (self._choice(field, typed, some) for typed, some in field.ambiguous.items())
        return area + Markup("").join(groups)

    def _choice(self, field: "TerritoryField", typed: str, places: list[Place]) -> Markup:
        name = field.choice_name(typed)
        options = Markup("").join(
            Markup(
                '<label class="choice" for="{id}"><input type="radio" id="{id}" name="{name}" '
                'value="{code}"><span>{label}</span></label>'
            ).format(
                id=f"{name}-{rank}", name=name, code=place.territory.code, label=described(place)
            )
            for rank, place in enumerate(places)
        )
        legend = _("Which place called “%(name)s”?", name=typed)
        return Markup(
            '<fieldset class="field mt-3"><legend>{}</legend><div class="choices">{}</div></fieldset>'
        ).format(legend, options)


def described(place: Place) -> str:
    """A place as a choice says it: its department and how many live there."""
    label = place.label
    if place.name != place.territory.name:
        label = _("%(former)s, now in %(place)s", former=place.name, place=label)
    if place.territory.population:
        return _("%(place)s: %(count)s inhabitants", place=label,
                 count=number(place.territory.population))  # fmt: skip
    return label


class TerritoryField(Field):
    """``data`` is a list of ``Territory``, each once, in the order typed."""

    widget = LinesOfPlaces()

    def __init__(self, label: object, *validators: object, hint: object = "", **kw):
        super().__init__(label, list(validators), description=hint, **kw)
        self.ambiguous: dict[str, list[Place]] = {}
        self.typed: str | None = None
        self._sent: object = None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return "\n".join(label_of(territory) for territory in self.data or [])

    def choice_name(self, typed: str) -> str:
        return f"{self.name}-{place_key(typed)}"

    def process(self, formdata: object, *given: object, **named: object) -> None:
        self._sent = formdata
        super().process(formdata, *given, **named)

    def process_formdata(self, values: list[str]) -> None:
        if not values:
            return
        self.typed, self.data, self.ambiguous = tidy(values[0]), [], {}
        if not is_plain(self.typed):
            raise ValueError(
                _("This text holds a character that cannot be kept: delete it and type it again.")
            )
        lines = _lines(self.typed)
        if len(lines) > MOST:
            raise ValueError(_("At most %(most)d.", most=MOST))
        unknown = [line for line in lines if not self._take(line)]
        self._complain(unknown)

    def _take(self, line: str) -> bool:
        """Keep the place of a line, or the choice that it asks for; False when it is none."""
        places = find_territory(line)
        if len(places) > 1:
            chosen = self._sent.get(self.choice_name(line)) if self._sent else None
            picked = [place for place in places if place.territory.code == chosen]
            if not picked:
                self.ambiguous[line] = places
                return True
            self.typed = re.sub(rf"(?m)(^|[;,]\s*){re.escape(line)}(?=\s*([;,]|$))",
                                lambda found: found[1] + picked[0].label, self.typed)  # fmt: skip
            places = picked
        if places and places[0].territory not in self.data:
            self.data.append(places[0].territory)
        return bool(places)

    def _complain(self, unknown: list[str]) -> None:
        said = [_unknown(line) for line in unknown]
        said += [
            _("Several places are called “%(name)s”: choose one below.", name=line)
            for line in self.ambiguous
        ]
        if said:
            raise ValueError(" ".join(said))


def _lines(text: str) -> list[str]:
    """What was typed, name by name; the comma of a name does not part it."""
    parts = [tidy(part) for part in re.split(r"[;\n]", text)]
    names = [
        tidy(name)
        for part in parts
        for name in ([part] if find_territory(part) else part.split(","))
    ]
    return list(dict.fromkeys(filter(None, names)))


def _unknown(line: str) -> str:
    near = ", ".join(place.label for place in propose(line, 3))
    if near:
        return _("“%(name)s” is no place of Hauts-de-France that we know. Is it one of these: "
                 "%(near)s?", name=line, near=near)  # fmt: skip
    return _("“%(name)s” is no place of Hauts-de-France that we know: write the name of a commune, "
             "a group of communes or a department, or a postcode.", name=line)  # fmt: skip


def label_of(territory: Territory) -> str:
    """A line that leads back to this very place."""
    places = [p for p in find_territory(territory.name) if p.territory == territory]
    return places[0].label if places else territory.code.partition(":")[2]
