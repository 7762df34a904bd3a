"""Effective moments: a due row that is tried again later still takes effect when it first fell due."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("due", sa.Column("effective_at", Moment(), nullable=True))


def downgrade() -> None:
    op.drop_column("due", "effective_at")
