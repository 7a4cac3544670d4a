"""seminars and who comes"""

import sqlalchemy as sa
from alembic import op

from univasso.core import db


revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seminar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("series", sa.String(length=120), nullable=False),
        sa.Column("title_fr", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("about_fr", sa.Text(), nullable=False),
        sa.Column("about_en", sa.Text(), nullable=False),
        sa.Column("for_whom", sa.String(length=300), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("organisers", sa.String(length=500), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=False),
        sa.Column("is_fictional", sa.Boolean(), nullable=False),
        sa.Column("starts_at", db.Moment(timezone=True), nullable=False),
        sa.Column("ends_at", db.Moment(timezone=True), nullable=False),
        sa.Column("has_hours", sa.Boolean(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("has_room", sa.Boolean(), nullable=False),
        sa.Column("has_remote", sa.Boolean(), nullable=False),
        sa.Column("place_name", sa.String(length=200), nullable=False),
        sa.Column("place_address", sa.String(length=300), nullable=False),
        sa.Column("town", sa.String(length=120), nullable=False),
        sa.Column("is_place_reserved", sa.Boolean(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("accessibility", sa.JSON(), nullable=False),
        sa.Column("accessibility_words", sa.String(length=500), nullable=False),
        sa.Column("remote_link", sa.String(length=500), nullable=False),
        sa.Column("takes_registrations", sa.Boolean(), nullable=False),
        sa.Column("closes_at", db.Moment(timezone=True), nullable=True),
        sa.Column("room_seats", sa.Integer(), nullable=True),
        sa.Column("remote_seats", sa.Integer(), nullable=True),
        sa.Column("reserved_seats", sa.Integer(), nullable=False),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("created_at", db.Moment(timezone=True), nullable=False),
        sa.Column("updated_at", db.Moment(timezone=True), nullable=False),
        sa.CheckConstraint("title_fr <> '' or title_en <> ''", name=op.f("ck_seminar_titled")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_seminar_ends_after_it_starts")),
        sa.CheckConstraint(
            "remote_seats is null or remote_seats >= 0", name=op.f("ck_seminar_remote_seats")
        ),
        sa.CheckConstraint("reserved_seats >= 0", name=op.f("ck_seminar_reserved_seats")),
        sa.CheckConstraint(
            "room_seats is null or room_seats >= 0", name=op.f("ck_seminar_room_seats")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seminar")),
        sa.UniqueConstraint("uid", name=op.f("uq_seminar_uid")),
    )
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seminar_series"), ["series"], unique=False)
        batch_op.create_index("ix_seminar_state", ["state", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_seminar_town"), ["town"], unique=False)

    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seminar_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=6), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("association_name", sa.String(length=250), nullable=False),
        sa.Column("is_for_association", sa.Boolean(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("link_number", sa.Integer(), nullable=False),
        sa.Column("offered_until", db.Moment(timezone=True), nullable=True),
        sa.Column("confirm_by", db.Moment(timezone=True), nullable=True),
        sa.Column("created_at", db.Moment(timezone=True), nullable=False),
        sa.Column("ended_at", db.Moment(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'offered' or offered_until is not null",
            name=op.f("ck_registration_offer_has_an_end"),
        ),
        sa.ForeignKeyConstraint(
            ["seminar_id"],
            ["seminar.id"],
            name=op.f("fk_registration_seminar_id_seminar"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_registration_user_id_user"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("seminar_id", "place", name=op.f("uq_registration_seminar_id_place")),
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index("ix_registration_state", ["state", "offered_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_registration_user_id"), ["user_id"], unique=False)
        batch_op.create_index(
            "uq_registration_live",
            ["seminar_id", "email_key"],
            unique=True,
            sqlite_where=sa.text(
                "state in ('confirmed', 'waiting', 'offered') and email_key <> ''"
            ),
            postgresql_where=sa.text(
                "state in ('confirmed', 'waiting', 'offered') and email_key <> ''"
            ),
        )

    op.create_table(
        "seminar_need",
        sa.Column("seminar_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"],
            ["knowledge_need.id"],
            name=op.f("fk_seminar_need_need_id_knowledge_need"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["seminar_id"],
            ["seminar.id"],
            name=op.f("fk_seminar_need_seminar_id_seminar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("seminar_id", "need_id", name=op.f("pk_seminar_need")),
    )
    op.create_table(
        "talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seminar_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hour", sa.String(length=5), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["seminar_id"],
            ["seminar.id"],
            name=op.f("fk_talk_seminar_id_seminar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_seminar_id"), ["seminar_id"], unique=False)

    op.create_table(
        "registration_help",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_registration_help_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_registration_help")),
    )
    op.create_table(
        "seminar_output",
        sa.Column("seminar_id", sa.Integer(), nullable=False),
        sa.Column("output_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["output_id"],
            ["output.id"],
            name=op.f("fk_seminar_output_output_id_output"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seminar_id"],
            ["seminar.id"],
            name=op.f("fk_seminar_output_seminar_id_seminar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("seminar_id", "output_id", name=op.f("pk_seminar_output")),
    )
    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("affiliation", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["talk_id"], ["talk.id"], name=op.f("fk_speaker_talk_id_talk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
    )
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaker_talk_id"), ["talk_id"], unique=False)

    op.create_table(
        "seminar_question",
        sa.Column("seminar_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_seminar_question_question_id_question"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seminar_id"],
            ["seminar.id"],
            name=op.f("fk_seminar_question_seminar_id_seminar"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("seminar_id", "question_id", name=op.f("pk_seminar_question")),
    )


def downgrade() -> None:
    op.drop_table("seminar_question")
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaker_talk_id"))

    op.drop_table("speaker")
    op.drop_table("seminar_output")
    op.drop_table("registration_help")
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_seminar_id"))

    op.drop_table("talk")
    op.drop_table("seminar_need")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_registration_live",
            sqlite_where=sa.text(
                "state in ('confirmed', 'waiting', 'offered') and email_key <> ''"
            ),
            postgresql_where=sa.text(
                "state in ('confirmed', 'waiting', 'offered') and email_key <> ''"
            ),
        )
        batch_op.drop_index(batch_op.f("ix_registration_user_id"))
        batch_op.drop_index("ix_registration_state")

    op.drop_table("registration")
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seminar_town"))
        batch_op.drop_index("ix_seminar_state")
        batch_op.drop_index(batch_op.f("ix_seminar_series"))

    op.drop_table("seminar")
