"""已知晓的故障: the entrance it is in, where it is one entrance alone."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("known_faults", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entrance_id", KEY, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_known_faults_entrance_id"), "entrances", ["entrance_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("known_faults", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_known_faults_entrance_id"), type_="foreignkey")
        batch_op.drop_column("entrance_id")
