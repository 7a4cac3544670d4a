"""Who reads what of a profile: one form for associations and researchers, made from its fields."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from univasso.models.profiles import LEVEL_LABELS, Level, Profile
from univasso.web.forms import Form, choices


class VisibilityForm(Form):
    """The base: whether the directory names the profile at all."""

    is_listed = BooleanField(
        _l("Show it in the directory"),
        description=_l("Until then only its own people and the coordination know that it is here."),
    )

    def levels(self) -> dict[str, Level]:
        """The level chosen for each field."""
        return {name: Level(f.data) for name, f in self._fields.items() if name != "is_listed"}


def visibility_form(profile: Profile, labels: dict[str, object]) -> VisibilityForm:
    """The form of a profile, with a level to choose for each of its fields."""
    levels = [(level.value, said) for level, said in LEVEL_LABELS.items()]
    fields = {name: SelectField(label, choices=choices(levels)) for name, label in labels.items()}
    given = {name: profile.level_of(name).value for name in labels}
    return type("OneProfile", (VisibilityForm,), fields)(
        data={"is_listed": profile.is_listed, **given}
    )
