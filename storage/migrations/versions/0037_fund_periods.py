"""账目: where money is from, days that are closed, what the bank says."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("fund_lines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(length=16), server_default="", nullable=False))
    op.create_table(
        "fund_periods",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("span", sa.String(length=16), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=False),
        sa.Column("drafted_at", Moment(), nullable=False),
        sa.Column("signed_by", KEY, nullable=True),
        sa.Column("signed_at", Moment(), nullable=True),
        sa.Column("seen", sa.Text(), nullable=True),
        sa.Column("closed_by", KEY, nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("opening_by", KEY, nullable=True),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("opened_by", KEY, nullable=True),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["fund_id"], ["funds.id"], name=op.f("fk_fund_periods_fund_id")),
        sa.ForeignKeyConstraint(["signed_by"], ["people.id"], name=op.f("fk_fund_periods_signed_by")),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name=op.f("fk_fund_periods_closed_by")),
        sa.ForeignKeyConstraint(["opening_by"], ["people.id"], name=op.f("fk_fund_periods_opening_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["people.id"], name=op.f("fk_fund_periods_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund_periods")),
    )
    with op.batch_alter_table("fund_periods", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fund_periods_fund_id"), ["fund_id"], unique=False)
    op.create_table(
        "bank_files",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=False),
        sa.Column("taken_by", KEY, nullable=False),
        sa.Column("taken_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["fund_id"], ["funds.id"], name=op.f("fk_bank_files_fund_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["people.id"], name=op.f("fk_bank_files_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_files")),
        sa.UniqueConstraint("fund_id", "sha256", name=op.f("uq_bank_files_fund_id_sha256")),
    )
    op.create_table(
        "bank_rows",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("file_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("bare", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["bank_files.id"], name=op.f("fk_bank_rows_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_rows")),
        sa.UniqueConstraint("file_id", "number", name=op.f("uq_bank_rows_file_id_number")),
    )
    op.create_table(
        "bank_notes",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("file_id", KEY, nullable=False),
        sa.Column("row_id", KEY, nullable=True),
        sa.Column("line_id", KEY, nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("noted_by", KEY, nullable=False),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["bank_files.id"], name=op.f("fk_bank_notes_file_id")),
        sa.ForeignKeyConstraint(["row_id"], ["bank_rows.id"], name=op.f("fk_bank_notes_row_id")),
        sa.ForeignKeyConstraint(["line_id"], ["fund_lines.id"], name=op.f("fk_bank_notes_line_id")),
        sa.ForeignKeyConstraint(["noted_by"], ["people.id"], name=op.f("fk_bank_notes_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_notes")),
    )
    with op.batch_alter_table("bank_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bank_notes_file_id"), ["file_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("bank_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bank_notes_file_id"))
    op.drop_table("bank_notes")
    op.drop_table("bank_rows")
    op.drop_table("bank_files")
    with op.batch_alter_table("fund_periods", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fund_periods_fund_id"))
    op.drop_table("fund_periods")
    with op.batch_alter_table("fund_lines", schema=None) as batch_op:
        batch_op.drop_column("source")
