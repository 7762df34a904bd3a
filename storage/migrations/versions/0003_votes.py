"""Formal votes: frozen rolls, who may vote, ballots."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Json, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "votes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("compound_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("building_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=64), nullable=False),
        sa.Column("terms", Json(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("started_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("posted_at", Moment(), nullable=False),
        sa.Column("opens_at", Moment(), nullable=False),
        sa.Column("closes_at", Moment(), nullable=False),
        sa.Column("roll_hash", sa.String(length=64), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=False),
        sa.Column("objections_until", Moment(), nullable=True),
        sa.Column("confirmed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("result", Json(), nullable=True),
        sa.Column("reminded", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reminded_at", Moment(), nullable=True),
        sa.CheckConstraint("opens_at <= closes_at", name=op.f("ck_votes_period")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_votes_building_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_votes_compound_id")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_votes_confirmed_by")),
        sa.ForeignKeyConstraint(["started_by"], ["people.id"], name=op.f("fk_votes_started_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_votes")),
        sa.UniqueConstraint("compound_id", "number", name=op.f("uq_votes_compound_id_number")),
    )
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_votes_compound_id"), ["compound_id"], unique=False)

    op.create_table(
        "vote_heads",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("named_owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["named_owner_id"], ["owners.id"], name=op.f("fk_vote_heads_named_owner_id")),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_vote_heads_vote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_heads")),
        sa.UniqueConstraint("vote_id", "slot", name=op.f("uq_vote_heads_vote_id_slot")),
    )
    op.create_table(
        "vote_objections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_vote_objections_person_id")),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_vote_objections_vote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_objections")),
    )
    with op.batch_alter_table("vote_objections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_objections_vote_id"), ["vote_id"], unique=False)

    op.create_table(
        "ballots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("head_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("by_person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("paper", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("receipt", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=128), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_person_id"], ["people.id"], name=op.f("fk_ballots_by_person_id")),
        sa.ForeignKeyConstraint(["head_id"], ["vote_heads.id"], name=op.f("fk_ballots_head_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_ballots_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sa.UniqueConstraint("head_id", "seq", name=op.f("uq_ballots_head_id_seq")),
        sa.UniqueConstraint("receipt", name=op.f("uq_ballots_receipt")),
        sa.UniqueConstraint("source", name=op.f("uq_ballots_source")),
    )
    op.create_table(
        "vote_door_notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_vote_door_notes_unit_id")),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_vote_door_notes_vote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_door_notes")),
        sa.UniqueConstraint("vote_id", "unit_id", name=op.f("uq_vote_door_notes_vote_id_unit_id")),
    )
    with op.batch_alter_table("vote_door_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_door_notes_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "vote_papers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("head_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("choice", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("confirmed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("entered_by <> confirmed_by", name=op.f("ck_vote_papers_second_person")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_vote_papers_confirmed_by")),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_vote_papers_entered_by")),
        sa.ForeignKeyConstraint(["head_id"], ["vote_heads.id"], name=op.f("fk_vote_papers_head_id")),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_vote_papers_vote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_papers")),
        sa.UniqueConstraint("vote_id", "serial", name=op.f("uq_vote_papers_vote_id_serial")),
    )
    with op.batch_alter_table("vote_papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_papers_head_id"), ["head_id"], unique=False)

    op.create_table(
        "vote_units",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("head_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["head_id"], ["vote_heads.id"], name=op.f("fk_vote_units_head_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_vote_units_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_units")),
        sa.UniqueConstraint("head_id", "unit_id", name=op.f("uq_vote_units_head_id_unit_id")),
    )
    with op.batch_alter_table("vote_units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_units_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "vote_voters",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("head_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("names_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["head_id"], ["vote_heads.id"], name=op.f("fk_vote_voters_head_id")),
        sa.ForeignKeyConstraint(["names_id"], ["owners.id"], name=op.f("fk_vote_voters_names_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["owners.id"], name=op.f("fk_vote_voters_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_voters")),
        sa.UniqueConstraint("head_id", "owner_id", name=op.f("uq_vote_voters_head_id_owner_id")),
    )
    with op.batch_alter_table("vote_voters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_voters_owner_id"), ["owner_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("vote_voters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_voters_owner_id"))

    op.drop_table("vote_voters")
    with op.batch_alter_table("vote_units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_units_unit_id"))

    op.drop_table("vote_units")
    with op.batch_alter_table("vote_papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_papers_head_id"))

    op.drop_table("vote_papers")
    with op.batch_alter_table("vote_door_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_door_notes_unit_id"))

    op.drop_table("vote_door_notes")
    op.drop_table("ballots")
    with op.batch_alter_table("vote_objections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vote_objections_vote_id"))

    op.drop_table("vote_objections")
    op.drop_table("vote_heads")
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_votes_compound_id"))

    op.drop_table("votes")
