"""文号: papers for the wall count up within a compound and year."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "bulletin_numbers",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_bulletin_numbers_compound_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin_numbers")),
        sa.UniqueConstraint("compound_id", "year", "number", name=op.f("uq_bulletin_numbers_compound_id_year_number")),
        sa.UniqueConstraint("compound_id", "subject", name=op.f("uq_bulletin_numbers_compound_id_subject")),
    )


def downgrade() -> None:
    op.drop_table("bulletin_numbers")
