"""Elections by two: who saw a consent on paper, who confirmed an appointment, whether a posted group was changed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("candidacies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_candidacies_seen_by"), "people", ["seen_by"], ["id"])

    with op.batch_alter_table("elections", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("confirmed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("group_state", sa.String(length=8), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_elections_confirmed_by"), "people", ["confirmed_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("elections", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_elections_confirmed_by"), type_="foreignkey")
        batch_op.drop_column("group_state")
        batch_op.drop_column("confirmed_by")

    with op.batch_alter_table("candidacies", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_candidacies_seen_by"), type_="foreignkey")
        batch_op.drop_column("seen_by")
