"""Who asked that what was decided is written anew, in which words and why: a second person confirms."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

WORDS = ("revise_title", "revise_text", "revise_why")


def upgrade() -> None:
    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revise_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        for name in WORDS:
            batch_op.add_column(sa.Column(name, sa.Text(), server_default="", nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_matters_revise_by"), "people", ["revise_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_matters_revise_by"), type_="foreignkey")
        for name in reversed(WORDS):
            batch_op.drop_column(name)
        batch_op.drop_column("revise_by")
