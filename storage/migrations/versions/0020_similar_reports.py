"""Who else has a trouble that was reported, and which reports share a card in the group."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "issue_additions",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("issue_id", number, nullable=False),
        sa.Column("person_id", number, nullable=False),
        sa.Column("unit_id", number, nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_additions_issue_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_issue_additions_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_issue_additions_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_additions")),
        sa.UniqueConstraint("issue_id", "person_id", name=op.f("uq_issue_additions_issue_id_person_id")),
    )
    op.create_index(op.f("ix_issue_additions_person_id"), "issue_additions", ["person_id"], unique=False)
    op.create_index(op.f("ix_issue_additions_unit_id"), "issue_additions", ["unit_id"], unique=False)
    op.create_table(
        "issue_lines",
        sa.Column("id", number, autoincrement=True, nullable=False),
        sa.Column("issue_id", number, nullable=False),
        sa.Column("under_id", number, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("told_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_lines_issue_id")),
        sa.ForeignKeyConstraint(["under_id"], ["issues.id"], name=op.f("fk_issue_lines_under_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_lines")),
        sa.UniqueConstraint("issue_id", name=op.f("uq_issue_lines_issue_id")),
    )
    op.create_index(op.f("ix_issue_lines_under_id"), "issue_lines", ["under_id"], unique=False)
    op.create_index(op.f("ix_issue_lines_told_at"), "issue_lines", ["told_at"], unique=False)


def downgrade() -> None:
    op.drop_table("issue_lines")
    op.drop_table("issue_additions")
