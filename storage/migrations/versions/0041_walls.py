"""发布点: where what is public also hangs, beside the group."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "walls",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("chat_id", KEY, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), server_default="", nullable=False),
        sa.Column("tail", sa.String(length=4), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("linked_by", KEY, nullable=False),
        sa.Column("linked_at", Moment(), nullable=False),
        sa.Column("confirmed_by", KEY, nullable=True),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("ended_by", KEY, nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("told_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_walls_chat_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_walls_compound_id")),
        sa.ForeignKeyConstraint(["linked_by"], ["people.id"], name=op.f("fk_walls_linked_by")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_walls_confirmed_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_walls_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walls")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_walls_chat_id")),
    )
    with op.batch_alter_table("walls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_walls_compound_id"), ["compound_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("walls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_walls_compound_id"))
    op.drop_table("walls")
