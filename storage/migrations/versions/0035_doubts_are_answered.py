"""Who said that a small matter is not done, and is asked whether it is now."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "matter_doubts",
        sa.Column("id", number, nullable=False),
        sa.Column("matter_id", number, nullable=False),
        sa.Column("person_id", number, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_matter_doubts_matter_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_matter_doubts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_doubts")),
        sa.UniqueConstraint("matter_id", "person_id", name=op.f("uq_matter_doubts_matter_id_person_id")),
    )


def downgrade() -> None:
    op.drop_table("matter_doubts")
