"""associations accept a charter, by a named person."""

import sqlalchemy as sa
from alembic import op


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consent") as table:
        table.add_column(sa.Column("association_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_consent_association_id_association"),
            "association",
            ["association_id"],
            ["id"],
            ondelete="CASCADE",
        )
        table.drop_constraint(op.f("uq_consent_user_id_text_id"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_consent_association_id_text_id"), ["association_id", "text_id"]
        )
    op.create_index(
        "uq_consent_of_a_person",
        "consent",
        ["user_id", "text_id"],
        unique=True,
        sqlite_where=sa.text("association_id is null"),
        postgresql_where=sa.text("association_id is null"),
    )


def downgrade() -> None:
    op.execute("DELETE FROM consent WHERE association_id IS NOT NULL")
    op.drop_index("uq_consent_of_a_person", table_name="consent")
    with op.batch_alter_table("consent") as table:
        table.drop_constraint(op.f("uq_consent_association_id_text_id"), type_="unique")
        table.create_unique_constraint(op.f("uq_consent_user_id_text_id"), ["user_id", "text_id"])
        table.drop_constraint(op.f("fk_consent_association_id_association"), type_="foreignkey")
        table.drop_column("association_id")
