"""吹哨报到: what was blown for, the units that are called, and everything put down of each."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "whistles",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("building_id", KEY, nullable=True),
        sa.Column("issue_id", KEY, nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("blown_by", KEY, nullable=False),
        sa.Column("blown_at", Moment(), nullable=False),
        sa.Column("spot", sa.Text(), server_default="", nullable=False),
        sa.Column("meets_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_whistles_compound_id")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_whistles_building_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_whistles_issue_id")),
        sa.ForeignKeyConstraint(["blown_by"], ["people.id"], name=op.f("fk_whistles_blown_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whistles")),
    )
    with op.batch_alter_table("whistles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_whistles_compound_id"), ["compound_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_whistles_issue_id"), ["issue_id"], unique=False)
    op.create_table(
        "whistle_units",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("whistle_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("finish_on", sa.String(length=10), nullable=False),
        sa.Column("called_by", KEY, nullable=False),
        sa.Column("called_at", Moment(), nullable=False),
        sa.Column("answer_until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["whistle_id"], ["whistles.id"], name=op.f("fk_whistle_units_whistle_id")),
        sa.ForeignKeyConstraint(["called_by"], ["people.id"], name=op.f("fk_whistle_units_called_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whistle_units")),
        sa.UniqueConstraint("whistle_id", "name", name=op.f("uq_whistle_units_whistle_id_name")),
    )
    op.create_table(
        "whistle_entries",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("whistle_unit_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("says", sa.String(length=16), nullable=False),
        sa.Column("second", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_name", sa.Text(), nullable=True),
        sa.Column("answered_post", sa.Text(), nullable=True),
        sa.Column("comes_at", Moment(), nullable=True),
        sa.Column("entered_by", KEY, nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["whistle_unit_id"], ["whistle_units.id"], name=op.f("fk_whistle_entries_whistle_unit_id")
        ),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_whistle_entries_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whistle_entries")),
    )
    with op.batch_alter_table("whistle_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_whistle_entries_whistle_unit_id"), ["whistle_unit_id"], unique=False)


def downgrade() -> None:
    op.drop_table("whistle_entries")
    op.drop_table("whistle_units")
    op.drop_table("whistles")
