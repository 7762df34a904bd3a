"""报事评价: what a reporter says of one closing, the appeal against it, and what came of that."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "issue_ratings",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("issue_id", KEY, nullable=False),
        sa.Column("step_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("content", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("appealed_by", KEY, nullable=True),
        sa.Column("appealed_at", Moment(), nullable=True),
        sa.Column("appeal", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_by", KEY, nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_ratings_issue_id")),
        sa.ForeignKeyConstraint(["step_id"], ["issue_steps.id"], name=op.f("fk_issue_ratings_step_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_issue_ratings_person_id")),
        sa.ForeignKeyConstraint(["appealed_by"], ["people.id"], name=op.f("fk_issue_ratings_appealed_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_issue_ratings_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_ratings")),
        sa.UniqueConstraint("step_id", name=op.f("uq_issue_ratings_step_id")),
    )
    with op.batch_alter_table("issue_ratings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_ratings_issue_id"), ["issue_id"], unique=False)


def downgrade() -> None:
    op.drop_table("issue_ratings")
