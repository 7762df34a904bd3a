"""议题记录: what is on record in figures besides its words: who came to a meeting, who applied for the fund."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("matter_records", schema=None) as batch_op:
        batch_op.add_column(sa.Column("details", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("matter_records", schema=None) as batch_op:
        batch_op.drop_column("details")
