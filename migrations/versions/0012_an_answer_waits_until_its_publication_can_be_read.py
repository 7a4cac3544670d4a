"""an answer waits until its publication can be read"""

from alembic import op

from univasso.core import db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("question_answer") as table:
        table.alter_column("asked_at", existing_type=db.Moment(timezone=True), nullable=True)


def downgrade() -> None:
    op.execute("delete from question_answer where asked_at is null")
    with op.batch_alter_table("question_answer") as table:
        table.alter_column("asked_at", existing_type=db.Moment(timezone=True), nullable=False)
