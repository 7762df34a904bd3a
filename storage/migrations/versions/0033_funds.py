"""账目: accounts, and the lines two people stand for."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0033"
down_revision = "0031"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "funds",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("tail", sa.String(length=4), nullable=False),
        sa.Column("opened_by", KEY, nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_funds_compound_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_funds_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funds")),
    )
    with op.batch_alter_table("funds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funds_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "fund_lines",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("payee", sa.Text(), server_default="", nullable=False),
        sa.Column("invoice", sa.Text(), server_default="", nullable=False),
        sa.Column("matter_id", KEY, nullable=True),
        sa.Column("counters", sa.Integer(), nullable=True),
        sa.Column("posted_by", KEY, nullable=False),
        sa.Column("posted_at", Moment(), nullable=False),
        sa.Column("checked_by", KEY, nullable=True),
        sa.Column("checked_at", Moment(), nullable=True),
        sa.Column("declined", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["fund_id"], ["funds.id"], name=op.f("fk_fund_lines_fund_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_fund_lines_matter_id")),
        sa.ForeignKeyConstraint(["posted_by"], ["people.id"], name=op.f("fk_fund_lines_posted_by")),
        sa.ForeignKeyConstraint(["checked_by"], ["people.id"], name=op.f("fk_fund_lines_checked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_lines")),
        sa.UniqueConstraint("fund_id", "number", name=op.f("uq_fund_lines_fund_id_number")),
    )


def downgrade() -> None:
    op.drop_table("fund_lines")
    with op.batch_alter_table("funds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_funds_compound_id"))
    op.drop_table("funds")
