"""those who come are noted on the day"""

import secrets

import sqlalchemy as sa
from alembic import op

from univasso.core import db


revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def upgrade() -> None:
    with op.batch_alter_table("registration") as table:
        table.add_column(sa.Column("code", sa.String(6), nullable=False, server_default=""))
        table.add_column(sa.Column("noted_at", db.Moment(timezone=True), nullable=True))
    with op.batch_alter_table("seminar") as table:
        table.add_column(sa.Column("remote_code", sa.String(6), nullable=False, server_default=""))
    _draw("registration", "code", SIGNS)
    _draw("seminar", "remote_code", "0123456789")


def _draw(name: str, column: str, signs: str) -> None:
    """A code of its own for each row that was there before."""
    table = sa.table(name, sa.column("id"), sa.column(column))
    for (number,) in op.get_bind().execute(sa.select(table.c.id)).all():
        code = "".join(secrets.choice(signs) for _sign in range(6))
        op.execute(table.update().where(table.c.id == number).values({column: code}))


def downgrade() -> None:
    with op.batch_alter_table("seminar") as table:
        table.drop_column("remote_code")
    with op.batch_alter_table("registration") as table:
        table.drop_column("noted_at")
        table.drop_column("code")
