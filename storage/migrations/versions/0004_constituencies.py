"""Who decides a vote, and what stands on its ballot; who has signed in to a meeting."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Json, Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("vote_heads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("signed_in_at", Moment(), nullable=True))

    with op.batch_alter_table("vote_voters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person_id", NUMBER, nullable=True))
        batch_op.alter_column("owner_id", existing_type=NUMBER, nullable=True)
        batch_op.create_index(batch_op.f("ix_vote_voters_person_id"), ["person_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_vote_voters_person_id"), "people", ["person_id"], ["id"])
        batch_op.create_check_constraint(batch_op.f("ck_vote_voters_one"), "(owner_id IS NULL) <> (person_id IS NULL)")

    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("constituency", sa.String(length=32), server_default="owners", nullable=False))
        batch_op.add_column(sa.Column("ballot", sa.String(length=32), server_default="yes-no-abstain", nullable=False))
        batch_op.add_column(sa.Column("options", Json(), nullable=True))
        batch_op.add_column(sa.Column("seats", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.drop_column("seats")
        batch_op.drop_column("options")
        batch_op.drop_column("ballot")
        batch_op.drop_column("constituency")

    with op.batch_alter_table("vote_voters", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_vote_voters_one"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_vote_voters_person_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_vote_voters_person_id"))
        batch_op.alter_column("owner_id", existing_type=NUMBER, nullable=False)
        batch_op.drop_column("person_id")

    with op.batch_alter_table("vote_heads", schema=None) as batch_op:
        batch_op.drop_column("signed_in_at")
