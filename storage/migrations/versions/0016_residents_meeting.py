"""A resolution that so many object to: how many, and the vote of the residents' meeting."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Json

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("called_up", Json(), nullable=True))
        batch_op.add_column(
            sa.Column("residents_vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(batch_op.f("fk_matters_residents_vote_id"), "votes", ["residents_vote_id"], ["id"])

    with op.batch_alter_table("matter_objections", schema=None) as batch_op:
        batch_op.add_column(sa.Column("representative", sa.Boolean(), server_default="0", nullable=False))
        batch_op.alter_column(
            "unit_id", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        )


def downgrade() -> None:
    op.execute("DELETE FROM matter_objections WHERE unit_id IS NULL")
    with op.batch_alter_table("matter_objections", schema=None) as batch_op:
        batch_op.alter_column(
            "unit_id", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        )
        batch_op.drop_column("representative")

    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_matters_residents_vote_id"), type_="foreignkey")
        batch_op.drop_column("residents_vote_id")
        batch_op.drop_column("called_up")
