"""needs and axes keep their versions, and a need is retired with its successor."""

import sqlalchemy as sa
from alembic import op

from univasso.core import db


revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PROMISES = {
    "confirmed_has_source": "not is_confirmed or source_url <> ''",
    "retired_has_successor": "(retired_on is null) = (successor_id is null)",
    "not_its_own_successor": "successor_id is null or successor_id <> id",
}


def upgrade() -> None:
    with op.batch_alter_table("knowledge_need") as table:
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        table.add_column(sa.Column("retired_reason", sa.Text(), nullable=False, server_default=""))
        table.drop_constraint(
            op.f("fk_knowledge_need_successor_id_knowledge_need"), type_="foreignkey"
        )
        table.create_foreign_key(
            op.f("fk_knowledge_need_successor_id_knowledge_need"),
            "knowledge_need",
            ["successor_id"],
            ["id"],
            ondelete="RESTRICT",
        )
        for name, promise in PROMISES.items():
            table.create_check_constraint(op.f(f"ck_knowledge_need_{name}"), promise)
    with op.batch_alter_table("research_axis") as table:
        table.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.create_table(
        "term_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("axis_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", db.Moment(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(need_id is null) <> (axis_id is null)", name=op.f("ck_term_version_of_one_term")
        ),
        sa.ForeignKeyConstraint(
            ["need_id"],
            ["knowledge_need.id"],
            name=op.f("fk_term_version_need_id_knowledge_need"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["axis_id"],
            ["research_axis.id"],
            name=op.f("fk_term_version_axis_id_research_axis"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_term_version_by_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_version")),
        sa.UniqueConstraint("need_id", "number", name=op.f("uq_term_version_need_id_number")),
        sa.UniqueConstraint("axis_id", "number", name=op.f("uq_term_version_axis_id_number")),
    )
    op.create_table(
        "unmet_subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=250), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"],
            ["knowledge_need.id"],
            name=op.f("fk_unmet_subject_need_id_knowledge_need"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_unmet_subject_by_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmet_subject")),
        sa.UniqueConstraint("key", name=op.f("uq_unmet_subject_key")),
    )
    op.create_index(op.f("ix_unmet_subject_need_id"), "unmet_subject", ["need_id"])


def downgrade() -> None:
    op.drop_table("unmet_subject")
    op.drop_table("term_version")
    with op.batch_alter_table("research_axis") as table:
        table.drop_column("version")
    with op.batch_alter_table("knowledge_need") as table:
        for name in PROMISES:
            table.drop_constraint(op.f(f"ck_knowledge_need_{name}"), type_="check")
        table.drop_constraint(
            op.f("fk_knowledge_need_successor_id_knowledge_need"), type_="foreignkey"
        )
        table.create_foreign_key(
            op.f("fk_knowledge_need_successor_id_knowledge_need"),
            "knowledge_need",
            ["successor_id"],
            ["id"],
            ondelete="SET NULL",
        )
        table.drop_column("retired_reason")
        table.drop_column("version")
