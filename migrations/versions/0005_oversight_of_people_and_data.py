"""Oversight of people and data: roles with a scope, rights, merges, approvals, sealed history."""

import sqlalchemy as sa
from alembic import op

from univasso.core import db
from univasso.core.french import folded

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def person(table: str, column: str, on_delete: str = "SET NULL") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["user.id"], name=op.f(f"fk_{table}_{column}_user"), ondelete=on_delete
    )


def upgrade() -> None:
    with op.batch_alter_table("user") as batch:
        batch.add_column(sa.Column("name_key", sa.String(200), nullable=False, server_default=""))
        batch.add_column(sa.Column("erased_at", db.Moment(timezone=True)))
        batch.add_column(sa.Column("merged_into_id", sa.Integer()))
        batch.create_foreign_key(
            op.f("fk_user_merged_into_id_user"),
            "user",
            ["merged_into_id"],
            ["id"],
            ondelete="SET NULL",
        )
    fold_names()
    with op.batch_alter_table("user") as batch:
        batch.alter_column("name_key", server_default=None)
    with op.batch_alter_table("role_grant") as batch:
        batch.add_column(sa.Column("scope", sa.String(40), nullable=False, server_default=""))
        batch.add_column(
            sa.Column(
                "since",
                db.Moment(timezone=True),
                nullable=False,
                server_default="2026-01-01 00:00:00+00:00",
            )
        )
        batch.add_column(sa.Column("given_by_id", sa.Integer()))
        batch.add_column(sa.Column("reason", sa.String(300), nullable=False, server_default=""))
        batch.drop_constraint(op.f("uq_role_grant_user_id_role"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_role_grant_user_id_role_scope"), ["user_id", "role", "scope"]
        )
        batch.create_foreign_key(
            op.f("fk_role_grant_given_by_id_user"),
            "user",
            ["given_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
    with op.batch_alter_table("role_grant") as batch:
        for name in ("scope", "since", "reason"):
            batch.alter_column(name, server_default=None)
    with op.batch_alter_table("sign_in") as batch:
        batch.add_column(sa.Column("seen_as_id", sa.Integer()))
        batch.add_column(sa.Column("seen_as_until", db.Moment(timezone=True)))
        batch.create_foreign_key(
            op.f("fk_sign_in_seen_as_id_user"), "user", ["seen_as_id"], ["id"], ondelete="SET NULL"
        )
    with op.batch_alter_table("history_entry") as batch:
        batch.add_column(sa.Column("place", sa.Integer()))
        for name, length in (("salt", 32), ("note_digest", 64), ("seal", 64)):
            batch.add_column(sa.Column(name, sa.String(length), nullable=False, server_default=""))
        batch.create_unique_constraint(op.f("uq_history_entry_place"), ["place"])
    with op.batch_alter_table("history_entry") as batch:
        for name in ("salt", "note_digest", "seal"):
            batch.alter_column(name, server_default=None)
    create_tables()


def fold_names() -> None:
    user = sa.table("user", sa.column("id"), sa.column("name"), sa.column("name_key"))
    connection = op.get_bind()
    for number, name in connection.execute(sa.select(user.c.id, user.c.name)).all():
        connection.execute(
            user.update().where(user.c.id == number).values(name_key=folded(name)[:200])
        )


def create_tables() -> None:
    op.create_table(
        "data_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("who", sa.String(254), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_at", db.Moment(timezone=True), nullable=False),
        sa.Column("received_by_id", sa.Integer()),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("acts_at", db.Moment(timezone=True)),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", db.Moment(timezone=True)),
        sa.Column("answered_by_id", sa.Integer()),
        sa.CheckConstraint(
            "kind in ('access','rectify','erase','object')", name=op.f("ck_data_request_kind_known")
        ),
        *(person("data_request", c) for c in ("user_id", "received_by_id", "answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
    )
    op.create_table(
        "account_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("survivor_id", sa.Integer(), nullable=False),
        sa.Column("absorbed_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("at", db.Moment(timezone=True), nullable=False),
        sa.Column("undone_at", db.Moment(timezone=True)),
        person("account_merge", "survivor_id", "CASCADE"),
        person("account_merge", "absorbed_id", "CASCADE"),
        person("account_merge", "by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_merge")),
    )
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(30), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("asked_by_id", sa.Integer()),
        sa.Column("asked_at", db.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", db.Moment(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer()),
        sa.Column("decided_at", db.Moment(timezone=True)),
        sa.CheckConstraint(
            "decided_by_id is null or decided_by_id <> asked_by_id",
            name=op.f("ck_approval_two_persons"),
        ),
        person("approval", "asked_by_id"),
        person("approval", "decided_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
    )
    op.create_index("ix_approval_state", "approval", ["state", "expires_at"])
    op.create_table(
        "retention_run",
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("at", db.Moment(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_change_at", db.Moment(timezone=True)),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rule", name=op.f("pk_retention_run")),
    )


def downgrade() -> None:
    op.drop_table("retention_run")
    op.drop_index("ix_approval_state", "approval")
    for name in ("approval", "account_merge", "data_request"):
        op.drop_table(name)
    with op.batch_alter_table("history_entry") as batch:
        batch.drop_constraint(op.f("uq_history_entry_place"), type_="unique")
        for name in ("place", "salt", "note_digest", "seal"):
            batch.drop_column(name)
    with op.batch_alter_table("sign_in") as batch:
        batch.drop_constraint(op.f("fk_sign_in_seen_as_id_user"), type_="foreignkey")
        batch.drop_column("seen_as_id")
        batch.drop_column("seen_as_until")
    grant = sa.table("role_grant", sa.column("scope"))
    op.get_bind().execute(
        grant.delete().where(grant.c.scope != "")
    )  # the former table knew no scope
    with op.batch_alter_table("role_grant") as batch:
        batch.drop_constraint(op.f("uq_role_grant_user_id_role_scope"), type_="unique")
        batch.drop_constraint(op.f("fk_role_grant_given_by_id_user"), type_="foreignkey")
        for name in ("scope", "since", "given_by_id", "reason"):
            batch.drop_column(name)
        batch.create_unique_constraint(op.f("uq_role_grant_user_id_role"), ["user_id", "role"])
    with op.batch_alter_table("user") as batch:
        batch.drop_constraint(op.f("fk_user_merged_into_id_user"), type_="foreignkey")
        for name in ("name_key", "erased_at", "merged_into_id"):
            batch.drop_column(name)
