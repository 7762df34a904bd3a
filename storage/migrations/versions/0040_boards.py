"""网上公示栏: which compounds put their board on the web."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "boards",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_by", KEY, nullable=True),
        sa.Column("changed_by", KEY, nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_boards_compound_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_boards_asked_by")),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name=op.f("fk_boards_changed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boards")),
        sa.UniqueConstraint("compound_id", name=op.f("uq_boards_compound_id")),
        sa.UniqueConstraint("code", name=op.f("uq_boards_code")),
    )


def downgrade() -> None:
    op.drop_table("boards")
