"""Indexes of what is listed: the newest outputs and their counts without reading every row."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_output_state_published": ["state", "published_at"],
    "ix_output_listed": [
        "state", "is_title_hidden", "embargo_until", "hidden_until", "issued_key",
    ],
}  # fmt: skip


def upgrade() -> None:
    for name, columns in INDEXES.items():
        op.create_index(name, "output", columns)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "output")
