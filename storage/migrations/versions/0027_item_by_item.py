"""问题清单, 征集问题, 定期议事: lists with their items, what all homes are asked, recurring meetings."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Json, Moment

revision = "0027"
down_revision = "0024"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "checklists",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_checklists_compound_id")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_checklists_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklists")),
    )
    with op.batch_alter_table("checklists", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checklists_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "checklist_items",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("checklist_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("spot", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("office", sa.String(length=24), nullable=True),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("finish_on", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("issue_id", KEY, nullable=True),
        sa.Column("added_by", KEY, nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("done_by", KEY, nullable=True),
        sa.Column("done_words", sa.Text(), server_default="", nullable=False),
        sa.Column("other_way", sa.Text(), server_default="", nullable=False),
        sa.Column("accepted_by", KEY, nullable=True),
        sa.Column("struck_at", Moment(), nullable=True),
        sa.Column("looked_by", KEY, nullable=True),
        sa.Column("looked_at", Moment(), nullable=True),
        sa.Column("reopened", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["checklist_id"], ["checklists.id"], name=op.f("fk_checklist_items_checklist_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_checklist_items_issue_id")),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_checklist_items_added_by")),
        sa.ForeignKeyConstraint(["done_by"], ["people.id"], name=op.f("fk_checklist_items_done_by")),
        sa.ForeignKeyConstraint(["accepted_by"], ["people.id"], name=op.f("fk_checklist_items_accepted_by")),
        sa.ForeignKeyConstraint(["looked_by"], ["people.id"], name=op.f("fk_checklist_items_looked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_items")),
        sa.UniqueConstraint("checklist_id", "number", name=op.f("uq_checklist_items_checklist_id_number")),
    )
    op.create_table(
        "soundings",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("options", Json(), nullable=False),
        sa.Column("started_by", KEY, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("closes_at", Moment(), nullable=False),
        sa.Column("homes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("counts", Json(), nullable=False),
        sa.Column("answered", sa.Integer(), server_default="0", nullable=False),
        sa.Column("checklist_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_soundings_compound_id")),
        sa.ForeignKeyConstraint(["started_by"], ["people.id"], name=op.f("fk_soundings_started_by")),
        sa.ForeignKeyConstraint(["checklist_id"], ["checklists.id"], name=op.f("fk_soundings_checklist_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_soundings")),
    )
    with op.batch_alter_table("soundings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_soundings_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "sounding_answers",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("sounding_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("choices", Json(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["sounding_id"], ["soundings.id"], name=op.f("fk_sounding_answers_sounding_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_sounding_answers_unit_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sounding_answers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sounding_answers")),
        sa.UniqueConstraint("sounding_id", "unit_id", name=op.f("uq_sounding_answers_sounding_id_unit_id")),
    )

    _meetings()


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("spot", sa.Text(), nullable=False),
        sa.Column("first_at", Moment(), nullable=False),
        sa.Column("closes_before", sa.Integer(), nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_meetings_compound_id")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_meetings_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meetings_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "meeting_days",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("meeting_id", KEY, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("held_by", KEY, nullable=False),
        sa.Column("held_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_days_meeting_id")),
        sa.ForeignKeyConstraint(["held_by"], ["people.id"], name=op.f("fk_meeting_days_held_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_days")),
        sa.UniqueConstraint("meeting_id", "day", name=op.f("uq_meeting_days_meeting_id_day")),
    )
    op.create_table(
        "meeting_topics",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("meeting_id", KEY, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("filed_by", KEY, nullable=True),
        sa.Column("filed_at", Moment(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_topics_meeting_id")),
        sa.ForeignKeyConstraint(["filed_by"], ["people.id"], name=op.f("fk_meeting_topics_filed_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_meeting_topics_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_topics")),
    )
    with op.batch_alter_table("meeting_topics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_topics_meeting_id"), ["meeting_id"], unique=False)
    op.create_table(
        "meeting_actions",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("meeting_id", KEY, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("finish_on", sa.String(length=10), nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("done_by", KEY, nullable=True),
        sa.Column("done_words", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_actions_meeting_id")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_meeting_actions_made_by")),
        sa.ForeignKeyConstraint(["done_by"], ["people.id"], name=op.f("fk_meeting_actions_done_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_actions")),
    )
    with op.batch_alter_table("meeting_actions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_actions_meeting_id"), ["meeting_id"], unique=False)


def downgrade() -> None:
    op.drop_table("meeting_actions")
    op.drop_table("meeting_topics")
    op.drop_table("meeting_days")
    op.drop_table("meetings")
    op.drop_table("sounding_answers")
    op.drop_table("soundings")
    op.drop_table("checklist_items")
    op.drop_table("checklists")
