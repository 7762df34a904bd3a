"""病根, 已知晓的故障, 急事: what keeps coming back, known faults with who follows them, what cannot wait."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Json, Moment

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "root_causes",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("building_id", KEY, nullable=True),
        sa.Column("entrance", sa.String(length=64), nullable=True),
        sa.Column("thing", sa.String(length=64), nullable=True),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("matter_id", KEY, nullable=True),
        sa.Column("set_aside_by", KEY, nullable=True),
        sa.Column("set_aside_at", Moment(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_root_causes_compound_id")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_root_causes_building_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_root_causes_matter_id")),
        sa.ForeignKeyConstraint(["set_aside_by"], ["people.id"], name=op.f("fk_root_causes_set_aside_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_root_causes")),
    )
    with op.batch_alter_table("root_causes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_root_causes_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "root_cause_reports",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("cause_id", KEY, nullable=False),
        sa.Column("issue_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["cause_id"], ["root_causes.id"], name=op.f("fk_root_cause_reports_cause_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_root_cause_reports_issue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_root_cause_reports")),
        sa.UniqueConstraint("cause_id", "issue_id", name=op.f("uq_root_cause_reports_cause_id_issue_id")),
    )
    with op.batch_alter_table("root_cause_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_root_cause_reports_issue_id"), ["issue_id"], unique=False)
    _faults()


def _faults() -> None:
    op.create_table(
        "known_faults",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("building_id", KEY, nullable=True),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("noted_by", KEY, nullable=False),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.Column("ends_by", Moment(), nullable=False),
        sa.Column("late_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("by_itself", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_known_faults_compound_id")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_known_faults_building_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["people.id"], name=op.f("fk_known_faults_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_faults")),
    )
    with op.batch_alter_table("known_faults", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_faults_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "fault_followers",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("fault_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["fault_id"], ["known_faults.id"], name=op.f("fk_fault_followers_fault_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_fault_followers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fault_followers")),
        sa.UniqueConstraint("fault_id", "person_id", name=op.f("uq_fault_followers_fault_id_person_id")),
    )
    with op.batch_alter_table("fault_followers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fault_followers_person_id"), ["person_id"], unique=False)
    _urgent()


def _urgent() -> None:
    op.create_table(
        "urgent_reports",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("issue_id", KEY, nullable=False),
        sa.Column("criterion", sa.String(length=16), nullable=False),
        sa.Column("declared_by", KEY, nullable=False),
        sa.Column("declared_at", Moment(), nullable=False),
        sa.Column("answer_by", Moment(), nullable=False),
        sa.Column("done_by", Moment(), nullable=False),
        sa.Column("missed", Json(), nullable=False),
        sa.Column("lowered_by", KEY, nullable=True),
        sa.Column("lowered_at", Moment(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_urgent_reports_issue_id")),
        sa.ForeignKeyConstraint(["declared_by"], ["people.id"], name=op.f("fk_urgent_reports_declared_by")),
        sa.ForeignKeyConstraint(["lowered_by"], ["people.id"], name=op.f("fk_urgent_reports_lowered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urgent_reports")),
    )
    with op.batch_alter_table("urgent_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_urgent_reports_issue_id"), ["issue_id"], unique=False)


def downgrade() -> None:
    op.drop_table("urgent_reports")
    op.drop_table("fault_followers")
    op.drop_table("known_faults")
    op.drop_table("root_cause_reports")
    op.drop_table("root_causes")
