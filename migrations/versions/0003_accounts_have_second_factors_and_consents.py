"""Accounts have second factors, mailed links, verified ORCID iDs and consents."""

import sqlalchemy as sa
from alembic import op

from univasso.core import db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("user") as table:
        table.add_column(sa.Column("arriving_as", sa.String(12), nullable=False, server_default=""))
        table.add_column(sa.Column("password_changed_at", db.Moment(timezone=True)))
        table.add_column(sa.Column("orcid", sa.String(19)))
        table.add_column(sa.Column("orcid_verified_at", db.Moment(timezone=True)))
        table.create_unique_constraint(op.f("uq_user_orcid"), ["orcid"])
    with op.batch_alter_table("sign_in") as table:
        table.add_column(
            sa.Column("strength", sa.String(10), nullable=False, server_default="plain")
        )
        table.add_column(sa.Column("confirmed_at", db.Moment(timezone=True)))
    with op.batch_alter_table("outgoing_mail") as table:
        table.add_column(sa.Column("secret", sa.String(64), nullable=False, server_default=""))
    _links_and_factors()
    _consents()


def _links_and_factors() -> None:
    op.create_table(
        "mailed_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(12), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("created_at", db.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", db.Moment(timezone=True), nullable=False),
        sa.Column("mailed_at", db.Moment(timezone=True)),
        sa.Column("used_at", db.Moment(timezone=True)),
        sa.Column("closed_at", db.Moment(timezone=True)),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_mailed_link_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailed_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_mailed_link_token_hash")),
    )
    op.create_index(op.f("ix_mailed_link_user_id"), "mailed_link", ["user_id"])
    op.create_table(
        "authenticator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("means", sa.String(10), nullable=False),
        sa.Column("label", sa.String(100), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1024)),
        sa.Column("public_key", sa.LargeBinary()),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("created_at", db.Moment(timezone=True), nullable=False),
        sa.Column("used_at", db.Moment(timezone=True)),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_authenticator_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authenticator")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_authenticator_credential_id")),
    )
    op.create_index(op.f("ix_authenticator_user_id"), "authenticator", ["user_id"])
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("used_at", db.Moment(timezone=True)),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_recovery_code_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    op.create_index(op.f("ix_recovery_code_user_id"), "recovery_code", ["user_id"])


def _consents() -> None:
    op.create_table(
        "consent_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title_fr", sa.String(200), nullable=False),
        sa.Column("title_en", sa.String(200), nullable=False),
        sa.Column("body_fr", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), nullable=False),
        sa.Column("published_at", db.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_text")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_consent_text_code_version")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("at", db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_consent_user_id_user"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["consent_text.id"], name=op.f("fk_consent_text_id_consent_text"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("user_id", "text_id", name=op.f("uq_consent_user_id_text_id")),
    )  # fmt: skip


def downgrade() -> None:
    for name in ("consent", "consent_text", "recovery_code", "authenticator", "mailed_link"):
        op.drop_table(name)
    with op.batch_alter_table("outgoing_mail") as table:
        table.drop_column("secret")
    with op.batch_alter_table("sign_in") as table:
        table.drop_column("confirmed_at")
        table.drop_column("strength")
    with op.batch_alter_table("user") as table:
        table.drop_constraint(op.f("uq_user_orcid"), type_="unique")
        for name in ("orcid_verified_at", "orcid", "password_changed_at", "arriving_as"):
            table.drop_column(name)
