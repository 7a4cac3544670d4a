"""pairings are agreed upon, with files and dates."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WORDS = (("file_name", 200), ("file_sha256", 64), ("file_type", 100))


def upgrade() -> None:
    with op.batch_alter_table("pairing") as table:
        table.add_column(
            sa.Column("is_sole", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("pairing_message") as table:
        for name, most in WORDS:
            table.add_column(sa.Column(name, sa.String(most), nullable=False, server_default=""))
        table.add_column(sa.Column("file_size", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("outgoing_mail") as table:
        table.add_column(sa.Column("calendar", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("outgoing_mail") as table:
        table.drop_column("calendar")
    with op.batch_alter_table("pairing_message") as table:
        for name in ("file_size", *(name for name, _most in WORDS)):
            table.drop_column(name)
    with op.batch_alter_table("pairing") as table:
        table.drop_column("is_sole")
