"""Paper ballots that are void, and written proxies."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vote_proxies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("head_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("holder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("entered_by <> confirmed_by", name=op.f("ck_vote_proxies_second_person")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_vote_proxies_confirmed_by")),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_vote_proxies_entered_by")),
        sa.ForeignKeyConstraint(["head_id"], ["vote_heads.id"], name=op.f("fk_vote_proxies_head_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["people.id"], name=op.f("fk_vote_proxies_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_proxies")),
    )
    with op.batch_alter_table("vote_proxies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_proxies_head_id"), ["head_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vote_proxies_holder_id"), ["holder_id"], unique=False)

    with op.batch_alter_table("vote_papers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("void", sa.String(length=16), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("vote_papers", schema=None) as batch_op:
        batch_op.drop_column("void")

    with op.batch_alter_table("vote_proxies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_proxies_holder_id"))
        batch_op.drop_index(batch_op.f("ix_vote_proxies_head_id"))

    op.drop_table("vote_proxies")
