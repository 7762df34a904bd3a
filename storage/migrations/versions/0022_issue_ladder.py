"""The ladder of a late report: the level that heard last, since when, and who holds it."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("issues", schema=None) as batch_op:
        batch_op.add_column(sa.Column("level", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("level_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("keeper_id", KEY, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_issues_keeper_id"), "people", ["keeper_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("issues", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_issues_keeper_id"), type_="foreignkey")
        for name in ("keeper_id", "level_at", "level"):
            batch_op.drop_column(name)
