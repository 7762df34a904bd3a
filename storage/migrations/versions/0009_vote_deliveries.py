"""Deliveries of a vote: which home was served, by what proof, and reminded."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vote_deliveries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("by_person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("urged_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["by_person_id"], ["people.id"], name=op.f("fk_vote_deliveries_by_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_vote_deliveries_unit_id")),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_vote_deliveries_vote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_deliveries")),
        sa.UniqueConstraint("vote_id", "unit_id", name=op.f("uq_vote_deliveries_vote_id_unit_id")),
    )
    with op.batch_alter_table("vote_deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_deliveries_unit_id"), ["unit_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("vote_deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_deliveries_unit_id"))

    op.drop_table("vote_deliveries")
