"""微心愿按约定的天数: what is in hand keeps the day it was claimed until."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

RETURNED_AFTER = timedelta(days=14)
"""So long everything was in hand before a compound could agree otherwise."""

wishes = sa.table("wishes", sa.column("id"), sa.column("claimed_at", Moment()), sa.column("returns_at", Moment()))


def upgrade() -> None:
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("returns_at", Moment(), nullable=True))
    connection = op.get_bind()
    claimed = sa.select(wishes.c.id, wishes.c.claimed_at).where(wishes.c.claimed_at.is_not(None))
    for row in connection.execute(claimed).all():
        until = row.claimed_at + RETURNED_AFTER
        connection.execute(wishes.update().where(wishes.c.id == row.id).values(returns_at=until))


def downgrade() -> None:
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.drop_column("returns_at")
