"""workshops have guests, and their notes a place."""

import sqlalchemy as sa
from alembic import op

from univasso.core import db


revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workshop_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=250), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_guest_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_guest")),
        sa.UniqueConstraint(
            "workshop_id", "name_key", name=op.f("uq_workshop_guest_workshop_id_name_key")
        ),
    )
    op.create_table(
        "workshop_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("dropped_at", db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_workshop_step_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"],
            ["workshop_guest.id"],
            name=op.f("fk_workshop_step_guest_id_workshop_guest"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["workshop_note.id"],
            name=op.f("fk_workshop_step_note_id_workshop_note"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_step_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_step")),
    )
    with op.batch_alter_table("workshop_step", schema=None) as batch_op:
        batch_op.create_index(
            "ix_workshop_step_last", ["workshop_id", "by_id", "number"], unique=False
        )

    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    with op.batch_alter_table("workshop_note", schema=None) as batch_op:
        batch_op.add_column(sa.Column("guest_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("dropped_at", db.Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("sent_at", db.Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("declined_at", db.Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("support_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_workshop_note_guest_id"), ["guest_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_workshop_note_support_id_question_support"),
            "question_support",
            ["support_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_workshop_note_guest_id_workshop_guest"),
            "workshop_guest",
            ["guest_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.drop_column("association_name")
        batch_op.drop_column("email")


def downgrade() -> None:
    with op.batch_alter_table("workshop_note", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("email", sa.String(length=254), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("association_name", sa.String(length=250), nullable=False, server_default="")
        )
        batch_op.drop_constraint(
            batch_op.f("fk_workshop_note_guest_id_workshop_guest"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_workshop_note_support_id_question_support"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_workshop_note_guest_id"))
        batch_op.drop_column("support_id")
        batch_op.drop_column("declined_at")
        batch_op.drop_column("sent_at")
        batch_op.drop_column("dropped_at")
        batch_op.drop_column("version")
        batch_op.drop_column("place")
        batch_op.drop_column("guest_id")

    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_column("version")

    with op.batch_alter_table("workshop_step", schema=None) as batch_op:
        batch_op.drop_index("ix_workshop_step_last")

    op.drop_table("workshop_step")
    op.drop_table("workshop_guest")
