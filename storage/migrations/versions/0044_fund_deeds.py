"""账户的依据: the registration of whoever holds an account, the contracts its money comes from."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "fund_deeds",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=18), server_default="", nullable=False),
        sa.Column("source", sa.String(length=16), server_default="", nullable=False),
        sa.Column("price", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("written_by", KEY, nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("checked_by", KEY, nullable=True),
        sa.Column("checked_at", Moment(), nullable=True),
        sa.Column("declined", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["fund_id"], ["funds.id"], name=op.f("fk_fund_deeds_fund_id")),
        sa.ForeignKeyConstraint(["written_by"], ["people.id"], name=op.f("fk_fund_deeds_written_by")),
        sa.ForeignKeyConstraint(["checked_by"], ["people.id"], name=op.f("fk_fund_deeds_checked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_deeds")),
        sa.UniqueConstraint("fund_id", "number", name=op.f("uq_fund_deeds_fund_id_number")),
    )
    with op.batch_alter_table("fund_lines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deed_id", KEY, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_fund_lines_deed_id"), "fund_deeds", ["deed_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("fund_lines", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_fund_lines_deed_id"), type_="foreignkey")
        batch_op.drop_column("deed_id")
    op.drop_table("fund_deeds")
