"""questions are read twice, changed together, divided and linked."""

import sqlalchemy as sa
from alembic import op

from univasso.core import db


revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("delete from question_coding")  # nothing wrote it before
    op.create_table(
        "question_coding_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=12), nullable=False),
        sa.Column("chosen", sa.String(length=6), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", db.Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "chosen in ('first', 'second', 'other')",
            name=op.f("ck_question_coding_choice_chosen_known"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["user.id"],
            name=op.f("fk_question_coding_choice_by_id_user"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_question_coding_choice_question_id_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_coding_choice")),
        sa.UniqueConstraint(
            "question_id", "field", name=op.f("uq_question_coding_choice_question_id_field")
        ),
    )
    with op.batch_alter_table("question_coding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("places", sa.JSON(), nullable=False))
        batch_op.add_column(sa.Column("asked_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("asked_at", db.Moment(timezone=True), nullable=False))
        batch_op.add_column(sa.Column("given_at", db.Moment(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_question_coding_asked_by_id_user"),
            "user",
            ["asked_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.drop_column("at")

    with op.batch_alter_table("bulk_change") as batch_op:
        batch_op.add_column(
            sa.Column("subject", sa.String(length=10), nullable=False, server_default="output")
        )
        batch_op.add_column(sa.Column("unchanged", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("bulk_change") as batch_op:
        batch_op.alter_column("subject", server_default=None)
        batch_op.alter_column("unchanged", server_default=None)
    with op.batch_alter_table("outgoing_mail") as batch_op:
        batch_op.alter_column("secret", existing_type=sa.String(length=64), type_=sa.Text())

    _ties()


def _ties() -> None:
    with op.batch_alter_table("question") as batch_op:
        batch_op.add_column(sa.Column("part_of_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_question_part_of_id_question"),
            "question",
            ["part_of_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(batch_op.f("ix_question_part_of_id"), ["part_of_id"], unique=False)

    op.create_table(
        "question_division",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", db.Moment(timezone=True), nullable=False),
        sa.Column("closed_at", db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["user.id"],
            name=op.f("fk_question_division_by_id_user"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_question_division_question_id_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_division")),
    )
    with op.batch_alter_table("question_division", schema=None) as batch_op:
        batch_op.create_index(
            "uq_question_division_one_asked",
            ["question_id"],
            unique=True,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )

    op.create_table(
        "question_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", db.Moment(timezone=True), nullable=False),
        sa.Column("ended_at", db.Moment(timezone=True), nullable=True),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_question_link_in_order")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_question_link_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["one_id"],
            ["question.id"],
            name=op.f("fk_question_link_one_id_question"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["question.id"],
            name=op.f("fk_question_link_other_id_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_link")),
    )
    with op.batch_alter_table("question_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_link_other_id"), ["other_id"], unique=False)
        batch_op.create_index(
            "uq_question_link_once",
            ["one_id", "other_id"],
            unique=True,
            sqlite_where=sa.text("ended_at is null"),
            postgresql_where=sa.text("ended_at is null"),
        )


def downgrade() -> None:
    op.drop_table("question_link")
    op.drop_table("question_division")
    with op.batch_alter_table("question") as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_part_of_id"))
        batch_op.drop_constraint(batch_op.f("fk_question_part_of_id_question"), type_="foreignkey")
        batch_op.drop_column("part_of_id")
    with op.batch_alter_table("outgoing_mail") as batch_op:
        batch_op.alter_column("secret", existing_type=sa.Text(), type_=sa.String(length=64))
    op.execute("delete from bulk_change where subject <> 'output'")
    with op.batch_alter_table("bulk_change") as batch_op:
        batch_op.drop_column("unchanged")
        batch_op.drop_column("subject")
    op.execute("delete from question_coding")
    with op.batch_alter_table("question_coding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("at", db.Moment(timezone=True), nullable=False))
        batch_op.drop_constraint(
            batch_op.f("fk_question_coding_asked_by_id_user"), type_="foreignkey"
        )
        batch_op.drop_column("given_at")
        batch_op.drop_column("asked_at")
        batch_op.drop_column("asked_by_id")
        batch_op.drop_column("places")

    op.drop_table("question_coding_choice")
