"""计时服务: which line of an account pays a month that was accepted."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("hourly_months", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fund_line_id", KEY, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_hourly_months_fund_line_id"), "fund_lines", ["fund_line_id"], ["id"])
        batch_op.create_unique_constraint(batch_op.f("uq_hourly_months_fund_line_id"), ["fund_line_id"])


def downgrade() -> None:
    with op.batch_alter_table("hourly_months", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_hourly_months_fund_line_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_hourly_months_fund_line_id"), type_="foreignkey")
        batch_op.drop_column("fund_line_id")
