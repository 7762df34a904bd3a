"""网上公示栏: names that no register knows any more stay covered."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "gone_names",
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_gone_names_compound_id")),
        sa.PrimaryKeyConstraint("compound_id", "name_hash", name=op.f("pk_gone_names")),
    )


def downgrade() -> None:
    op.drop_table("gone_names")
