"""Statutory secret elections on paper: voters' lists with objections, marks of ballots given out."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "election_turnout",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("election_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_election_turnout_by")),
        sa.ForeignKeyConstraint(["election_id"], ["elections.id"], name=op.f("fk_election_turnout_election_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_election_turnout_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_turnout")),
        sa.UniqueConstraint(
            "election_id", "round", "unit_id", name=op.f("uq_election_turnout_election_id_round_unit_id")
        ),
    )
    with op.batch_alter_table("election_turnout", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_election_turnout_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "voter_lists",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("election_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("posted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("posted_at", Moment(), nullable=False),
        sa.Column("objections_until", Moment(), nullable=False),
        sa.Column("opens_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["election_id"], ["elections.id"], name=op.f("fk_voter_lists_election_id")),
        sa.ForeignKeyConstraint(["posted_by"], ["people.id"], name=op.f("fk_voter_lists_posted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voter_lists")),
        sa.UniqueConstraint("election_id", name=op.f("uq_voter_lists_election_id")),
    )
    op.create_table(
        "voter_list_homes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("list_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["voter_lists.id"], name=op.f("fk_voter_list_homes_list_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_voter_list_homes_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voter_list_homes")),
        sa.UniqueConstraint("list_id", "unit_id", name=op.f("uq_voter_list_homes_list_id_unit_id")),
    )
    with op.batch_alter_table("voter_list_homes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voter_list_homes_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "voter_objections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("list_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answer_by", Moment(), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_voter_objections_answered_by")),
        sa.ForeignKeyConstraint(["list_id"], ["voter_lists.id"], name=op.f("fk_voter_objections_list_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_voter_objections_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voter_objections")),
    )
    with op.batch_alter_table("voter_objections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voter_objections_list_id"), ["list_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("voter_objections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_voter_objections_list_id"))

    op.drop_table("voter_objections")
    with op.batch_alter_table("voter_list_homes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_voter_list_homes_unit_id"))

    op.drop_table("voter_list_homes")
    op.drop_table("voter_lists")
    with op.batch_alter_table("election_turnout", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_election_turnout_unit_id"))

    op.drop_table("election_turnout")
