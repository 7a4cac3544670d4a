"""researchers, units and groups."""

import sqlalchemy as sa
from alembic import op

from univasso.core import db


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "research_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", db.Moment(timezone=True), nullable=False),
        sa.Column("closed_at", db.Moment(timezone=True), nullable=True),
        sa.CheckConstraint(
            "capacity >= 0 and seats > 0", name=op.f("ck_research_group_numbers_make_sense")
        ),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_research_group_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_group")),
    )
    with op.batch_alter_table("research_group", schema=None) as batch_op:
        batch_op.create_index("ix_research_group_sort_key", ["sort_key"], unique=False)

    op.create_table(
        "research_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ror", sa.String(length=9), nullable=True),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("short_name", sa.String(length=80), nullable=False),
        sa.Column("other_names", sa.JSON(), nullable=False),
        sa.Column("sort_key", sa.String(length=250), nullable=False),
        sa.Column("lookup_key", sa.String(length=1500), nullable=False),
        sa.Column("parents", sa.JSON(), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("website", sa.String(length=500), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_unit")),
        sa.UniqueConstraint("ror", name=op.f("uq_research_unit_ror")),
    )
    with op.batch_alter_table("research_unit", schema=None) as batch_op:
        batch_op.create_index("ix_research_unit_sort_key", ["sort_key"], unique=False)

    op.create_table(
        "shared_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_shared_period_ends_after_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_period")),
    )
    with op.batch_alter_table("shared_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_period_starts_on"), ["starts_on"], unique=False)

    op.create_table(
        "group_need",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["research_group.id"],
            name=op.f("fk_group_need_group_id_research_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["need_id"],
            ["knowledge_need.id"],
            name=op.f("fk_group_need_need_id_knowledge_need"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("group_id", "need_id", name=op.f("pk_group_need")),
    )
    op.create_table(
        "researcher",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("given", sa.String(length=120), nullable=False),
        sa.Column("family", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=250), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("discipline", sa.String(length=2), nullable=False),
        sa.Column("expertise_fr", sa.Text(), nullable=False),
        sa.Column("expertise_en", sa.Text(), nullable=False),
        sa.Column("methods", sa.JSON(), nullable=False),
        sa.Column("fieldwork", sa.JSON(), nullable=False),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("website", sa.String(length=500), nullable=False),
        sa.Column("idhal", sa.String(length=100), nullable=False),
        sa.Column("orcid_typed", sa.String(length=19), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("offers", sa.JSON(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("interests_confirmed_at", db.Moment(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", db.Moment(timezone=True), nullable=False),
        sa.Column("updated_at", db.Moment(timezone=True), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("visibility", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state <> 'merged' or merged_into_id is not null",
            name=op.f("ck_researcher_merged_into"),
        ),
        sa.CheckConstraint(
            "capacity is null or capacity >= 0", name=op.f("ck_researcher_capacity_not_negative")
        ),
        sa.CheckConstraint("length(family) > 0", name=op.f("ck_researcher_named")),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["researcher.id"],
            name=op.f("fk_researcher_merged_into_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_researcher_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_researcher")),
        sa.UniqueConstraint("user_id", name=op.f("uq_researcher_user_id")),
    )
    with op.batch_alter_table("researcher", schema=None) as batch_op:
        batch_op.create_index("ix_researcher_sort_key", ["sort_key"], unique=False)

    op.create_table(
        "affiliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("researcher_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=250), nullable=False),
        sa.Column("position", sa.String(length=120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "unit_id is not null or name <> ''", name=op.f("ck_affiliation_names_a_place")
        ),
        sa.CheckConstraint(
            "starts_on is null or ends_on is null or ends_on >= starts_on",
            name=op.f("ck_affiliation_ends_after_start"),
        ),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
            name=op.f("fk_affiliation_researcher_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["research_unit.id"],
            name=op.f("fk_affiliation_unit_id_research_unit"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
    )
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_affiliation_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "available_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("researcher_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "ends_on >= starts_on", name=op.f("ck_available_period_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
            name=op.f("fk_available_period_researcher_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_available_period")),
    )
    op.create_table(
        "candidacy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("researcher_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("is_subject_public", sa.Boolean(), nullable=False),
        sa.Column("was_asked", sa.Boolean(), nullable=False),
        sa.Column("fact", sa.String(length=300), nullable=False),
        sa.Column("at", db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
            name=op.f("fk_candidacy_researcher_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidacy")),
    )
    with op.batch_alter_table("candidacy", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_candidacy_researcher_id"), ["researcher_id"], unique=False
        )

    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("researcher_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("created_at", db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
            name=op.f("fk_delegation_researcher_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_delegation_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_email_key"), ["email_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_delegation_researcher_id"), ["researcher_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_delegation_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "uq_delegation_one_at_a_time",
            ["researcher_id", "email_key"],
            unique=True,
            sqlite_where=sa.text("state in ('asked', 'active')"),
            postgresql_where=sa.text("state in ('asked', 'active')"),
        )

    op.create_table(
        "group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("researcher_id", sa.Integer(), nullable=True),
        sa.Column("association_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", db.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", db.Moment(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'active' or (researcher_id is null) <> (association_id is null)",
            name=op.f("ck_group_member_one_or_the_other"),
        ),
        sa.ForeignKeyConstraint(
            ["association_id"],
            ["association.id"],
            name=op.f("fk_group_member_association_id_association"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["research_group.id"],
            name=op.f("fk_group_member_group_id_research_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"],
            ["user.id"],
            name=op.f("fk_group_member_invited_by_id_user"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
            name=op.f("fk_group_member_researcher_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_group_member_token_hash")),
    )
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.create_index(
            "uq_group_member_association",
            ["group_id", "association_id"],
            unique=True,
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        )
        batch_op.create_index(
            "uq_group_member_researcher",
            ["group_id", "researcher_id"],
            unique=True,
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        )

    op.create_table(
        "interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("researcher_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("association_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "starts_on is null or ends_on is null or ends_on >= starts_on",
            name=op.f("ck_interest_ends_after_start"),
        ),
        sa.ForeignKeyConstraint(
            ["association_id"],
            ["association.id"],
            name=op.f("fk_interest_association_id_association"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
            name=op.f("fk_interest_researcher_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
    )
    op.create_table(
        "key_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("researcher_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("output_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("year", sa.String(length=4), nullable=False),
        sa.CheckConstraint(
            "output_id is not null or title <> ''", name=op.f("ck_key_work_names_a_work")
        ),
        sa.ForeignKeyConstraint(
            ["output_id"],
            ["output.id"],
            name=op.f("fk_key_work_output_id_output"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
            name=op.f("fk_key_work_researcher_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_work")),
    )
    op.create_table(
        "name_variant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("researcher_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
            name=op.f("fk_name_variant_researcher_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_variant")),
        sa.UniqueConstraint("researcher_id", "key", name=op.f("uq_name_variant_researcher_id_key")),
    )
    with op.batch_alter_table("name_variant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_name_variant_key"), ["key"], unique=False)

    op.create_table(
        "profile_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("researcher_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", db.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
            name=op.f("fk_profile_claim_researcher_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"],
            ["user.id"],
            name=op.f("fk_profile_claim_sent_by_id_user"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_profile_claim_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_claim")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_profile_claim_token_hash")),
    )
    with op.batch_alter_table("profile_claim", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_profile_claim_researcher_id"), ["researcher_id"], unique=False
        )

    op.create_table(
        "profile_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", db.Moment(timezone=True), nullable=False),
        sa.Column("undone_at", db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_profile_merge_by_id_user"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["researcher.id"],
            name=op.f("fk_profile_merge_from_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["into_id"],
            ["researcher.id"],
            name=op.f("fk_profile_merge_into_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_merge")),
    )
    op.create_table(
        "researcher_need",
        sa.Column("researcher_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"],
            ["knowledge_need.id"],
            name=op.f("fk_researcher_need_need_id_knowledge_need"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
            name=op.f("fk_researcher_need_researcher_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("researcher_id", "need_id", name=op.f("pk_researcher_need")),
    )
    op.create_table(
        "researcher_territory",
        sa.Column("researcher_id", sa.Integer(), nullable=False),
        sa.Column("territory_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["researcher_id"],
            ["researcher.id"],
            name=op.f("fk_researcher_territory_researcher_id_researcher"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["territory_id"],
            ["territory.id"],
            name=op.f("fk_researcher_territory_territory_id_territory"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint(
            "researcher_id", "territory_id", name=op.f("pk_researcher_territory")
        ),
    )


def downgrade() -> None:
    op.drop_table("researcher_territory")
    op.drop_table("researcher_need")
    op.drop_table("profile_merge")
    with op.batch_alter_table("profile_claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_claim_researcher_id"))

    op.drop_table("profile_claim")
    with op.batch_alter_table("name_variant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_name_variant_key"))

    op.drop_table("name_variant")
    op.drop_table("key_work")
    op.drop_table("interest")
    with op.batch_alter_table("group_member", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_group_member_researcher",
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        )
        batch_op.drop_index(
            "uq_group_member_association",
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        )

    op.drop_table("group_member")
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_delegation_one_at_a_time",
            sqlite_where=sa.text("state in ('asked', 'active')"),
            postgresql_where=sa.text("state in ('asked', 'active')"),
        )
        batch_op.drop_index(batch_op.f("ix_delegation_user_id"))
        batch_op.drop_index(batch_op.f("ix_delegation_researcher_id"))
        batch_op.drop_index(batch_op.f("ix_delegation_email_key"))

    op.drop_table("delegation")
    with op.batch_alter_table("candidacy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidacy_researcher_id"))

    op.drop_table("candidacy")
    op.drop_table("available_period")
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_affiliation_unit_id"))

    op.drop_table("affiliation")
    with op.batch_alter_table("researcher", schema=None) as batch_op:
        batch_op.drop_index("ix_researcher_sort_key")

    op.drop_table("researcher")
    op.drop_table("group_need")
    with op.batch_alter_table("shared_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shared_period_starts_on"))

    op.drop_table("shared_period")
    with op.batch_alter_table("research_unit", schema=None) as batch_op:
        batch_op.drop_index("ix_research_unit_sort_key")

    op.drop_table("research_unit")
    with op.batch_alter_table("research_group", schema=None) as batch_op:
        batch_op.drop_index("ix_research_group_sort_key")

    op.drop_table("research_group")
