"""What a row holds of a file of the store; the bytes stay as long as a row names them."""

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from univasso.core.db import db
from univasso.core.files import Kept


class Attached:
    """The columns of a row that one file goes with, or none while they are empty."""

    file_name: Mapped[str] = mapped_column(String(200), default="")
    file_sha256: Mapped[str] = mapped_column(String(64), default="")
    file_size: Mapped[int] = mapped_column(default=0)
    file_type: Mapped[str] = mapped_column(String(100), default="")

    def hold(self, kept: Kept) -> None:
        self.file_name, self.file_sha256 = kept.filename, kept.digest
        self.file_size, self.file_type = kept.size, kept.media_type


def digests() -> set[str]:
    """The files that rows hold."""
    columns = (model.file_sha256 for model in Attached.__subclasses__())
    return {digest for column in columns for digest in db.session.scalars(select(column))}
