"""包建单位: the units that stand by a compound."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "partners",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("written_by", KEY, nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("ended_by", KEY, nullable=True),
        sa.Column("until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_partners_compound_id")),
        sa.ForeignKeyConstraint(["written_by"], ["people.id"], name=op.f("fk_partners_written_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_partners_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partners")),
    )
    op.create_index(op.f("ix_partners_compound_id"), "partners", ["compound_id"])
    standing = sa.text("until IS NULL")
    op.create_index(
        "ux_partners_standing",
        "partners",
        ["compound_id", "name"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def downgrade() -> None:
    op.drop_table("partners")
