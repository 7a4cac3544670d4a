"""Files that whoever asks a question, and the coordination, add to it (A2.11, C1.3)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from univasso.core import clock
from univasso.core.db import Moment, db
from univasso.models.accounts import User
from univasso.models.attached import Attached
from univasso.models.question_exchanges import with_question
from univasso.models.questions import Question


class QuestionFile(Attached, db.Model):
    """A file of one side, read by those who follow the question and by the coordination alone."""

    __tablename__ = "question_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id", ondelete="CASCADE"), index=True
    )
    is_from_asker: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text, default="")  # a word to say what it is
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    question: Mapped[Question] = relationship(backref=with_question("files", "QuestionFile.id"))
    by: Mapped[User | None] = relationship()
