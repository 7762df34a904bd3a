"""议题记录: what is on record in figures besides its words: who came to a meeting, who applied for the fund.

Of a vote (表决), when what it decided was written anew.
"""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("matter_records", schema=None) as batch_op:
        batch_op.add_column(sa.Column("details", sa.Text(), nullable=True))
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("overtaken_at", Moment(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.drop_column("overtaken_at")
    with op.batch_alter_table("matter_records", schema=None) as batch_op:
        batch_op.drop_column("details")
