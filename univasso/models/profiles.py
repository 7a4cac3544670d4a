"""What somebody says of themselves, and to whom: the base of associations and researchers."""

from enum import StrEnum

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from univasso.core.words import N_


class Level(StrEnum):
    """Who may read a field; each level also reads what the ones before it read."""

    PUBLIC = "public"
    MEMBERS = "members"  # whoever takes part in the programme, signed in
    COORDINATORS = "coordinators"


LEVEL_LABELS = {
    Level.PUBLIC: N_("Everybody"),
    Level.MEMBERS: N_("Signed-in members of the programme"),
    Level.COORDINATORS: N_("The coordination only"),
}
RANKS = {level: rank for rank, level in enumerate(Level)}


class Profile:
    """Columns of a row that its owner publishes, field by field.

    Nothing is listed before its owner says so; a field that nobody chose a level for keeps the
    level of ``LEVELS``, and a field that is not named there is for the coordination only.
    """

    LEVELS: dict[str, Level] = {}

    is_listed: Mapped[bool] = mapped_column(default=False)
    visibility: Mapped[dict] = mapped_column(JSON, default=dict)

    def level_of(self, field: str) -> Level:
        """Who may read ``field``."""
        chosen = (self.visibility or {}).get(field)
        return Level(chosen) if chosen else self.LEVELS.get(field, Level.COORDINATORS)

    def shows(self, field: str, reader: Level) -> bool:
        """Whether somebody who reads at the level ``reader`` may read ``field``."""
        return RANKS[self.level_of(field)] <= RANKS[reader]
