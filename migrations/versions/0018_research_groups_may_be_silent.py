"""research groups may be silent."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TWO = "(researcher_id is null) <> (association_id is null)"
THREE = (
    "(case when researcher_id is null then 0 else 1 end) + (case when association_id is null"
    " then 0 else 1 end) + (case when group_id is null then 0 else 1 end) = 1"
)


def upgrade() -> None:
    with op.batch_alter_table("silence") as table:
        table.drop_constraint(op.f("ck_silence_one_partner"), type_="check")
        table.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_silence_group_id_research_group"), "research_group", ["group_id"], ["id"],
            ondelete="CASCADE",
        )  # fmt: skip
        table.create_index(op.f("ix_silence_group_id"), ["group_id"])
        table.create_check_constraint(op.f("ck_silence_one_partner"), THREE)


def downgrade() -> None:
    op.execute("delete from silence where group_id is not null")
    with op.batch_alter_table("silence") as table:
        table.drop_constraint(op.f("ck_silence_one_partner"), type_="check")
        table.drop_index(op.f("ix_silence_group_id"))
        table.drop_constraint(op.f("fk_silence_group_id_research_group"), type_="foreignkey")
        table.drop_column("group_id")
        table.create_check_constraint(op.f("ck_silence_one_partner"), TWO)
