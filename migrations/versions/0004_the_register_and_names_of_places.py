"""The national register of associations, the words that find it, and the names of places."""

import sqlalchemy as sa
from alembic import op

from univasso.core import db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("former_number", sa.String(length=30), nullable=False),
        sa.Column("siren", sa.String(length=9), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("short_title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("commune_code", sa.String(length=5), nullable=False),
        sa.Column("commune", sa.String(length=120), nullable=False),
        sa.Column("department", sa.String(length=3), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("dissolved_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("successor", sa.String(length=30), nullable=False),
        sa.Column("stamp", sa.String(length=19), nullable=False),
        sa.Column("layout", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_on", sa.Date(), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("title_key", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "status in ('active', 'dissolved', 'deleted', 'moved')",
            name=op.f("ck_register_entry_status_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("number", name=op.f("uq_register_entry_number")),
    )
    for column in ("former_number", "siren", "title_key"):
        op.create_index(f"ix_register_entry_{column}", "register_entry", [column])
    op.create_table(
        "register_word",
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("word", "entry_id", name=op.f("pk_register_word")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "register_spelling",
        sa.Column("key", sa.String(length=8), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("key", "word", name=op.f("pk_register_spelling")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "register_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("layout", sa.String(length=12), nullable=False),
        sa.Column("encoding", sa.String(length=12), nullable=False),
        sa.Column("source_on", sa.Date(), nullable=False),
        *(
            sa.Column(f"rows_{count}", sa.Integer(), nullable=False)
            for count in ("read", "new", "changed", "same", "refused")
        ),
        sa.Column("first_refused", sa.JSON(), nullable=False),
        sa.Column("started_at", db.Moment(timezone=True), nullable=False),
        sa.Column("seen_at", db.Moment(timezone=True), nullable=False),
        sa.Column("ended_at", db.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_import")),
    )
    op.create_table(
        "territory_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "kind in ('name', 'former', 'postcode', 'code')",
            name=op.f("ck_territory_name_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"], ["territory.id"],
            name=op.f("fk_territory_name_territory_id_territory"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory_name")),
        sa.UniqueConstraint(
            "key", "territory_id", name=op.f("uq_territory_name_key_territory_id")
        ),
    )  # fmt: skip


def downgrade() -> None:
    for table in (
        "territory_name", "register_import", "register_spelling", "register_word", "register_entry",
    ):  # fmt: skip
        op.drop_table(table)
