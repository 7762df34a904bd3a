"""Who asked that a matter stops, and why: a second person confirms."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stop_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("stop_why", sa.Text(), server_default="", nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_matters_stop_by"), "people", ["stop_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_matters_stop_by"), type_="foreignkey")
        batch_op.drop_column("stop_why")
        batch_op.drop_column("stop_by")
