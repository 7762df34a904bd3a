"""Elections and petitions: conditions, candidacies, who signed, objections, count sheets."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Json, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "petitions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("compound_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("building_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("organ", sa.String(length=32), nullable=False),
        sa.Column("share", Json(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("homes", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("reached_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_petitions_building_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_petitions_compound_id")),
        sa.ForeignKeyConstraint(["started_by"], ["people.id"], name=op.f("fk_petitions_started_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petitions")),
    )
    with op.batch_alter_table("petitions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petitions_compound_id"), ["compound_id"], unique=False)

    op.create_table(
        "elections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("compound_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("building_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("organ", sa.String(length=32), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("conditions", Json(), nullable=False),
        sa.Column("terms", Json(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("started_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("noticed_at", Moment(), nullable=True),
        sa.Column("notice_until", Moment(), nullable=True),
        sa.Column("vote_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("recorded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("document", Json(), nullable=True),
        sa.Column("result", Json(), nullable=True),
        sa.Column("filed_on", sa.String(length=10), nullable=True),
        sa.Column("handed_on", sa.String(length=10), nullable=True),
        sa.CheckConstraint("seats > 0", name=op.f("ck_elections_seats")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_elections_building_id")),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_elections_compound_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_elections_recorded_by")),
        sa.ForeignKeyConstraint(["started_by"], ["people.id"], name=op.f("fk_elections_started_by")),
        sa.ForeignKeyConstraint(["vote_id"], ["votes.id"], name=op.f("fk_elections_vote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections")),
    )
    with op.batch_alter_table("elections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_elections_compound_id"), ["compound_id"], unique=False)

    op.create_table(
        "candidacies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("election_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("resident", sa.Boolean(), nullable=False),
        sa.Column("posts", sa.Text(), nullable=False),
        sa.Column("added_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("consents", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("on_paper", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("fulfils", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("noticed", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("out", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("elected", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_candidacies_added_by")),
        sa.ForeignKeyConstraint(["election_id"], ["elections.id"], name=op.f("fk_candidacies_election_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_candidacies_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidacies")),
        sa.UniqueConstraint("election_id", "person_id", name=op.f("uq_candidacies_election_id_person_id")),
    )
    with op.batch_alter_table("candidacies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidacies_election_id"), ["election_id"], unique=False)

    op.create_table(
        "count_sheets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("election_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sheet", Json(), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_at", Moment(), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.CheckConstraint("entered_by <> confirmed_by", name=op.f("ck_count_sheets_second_person")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_count_sheets_confirmed_by")),
        sa.ForeignKeyConstraint(["election_id"], ["elections.id"], name=op.f("fk_count_sheets_election_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_count_sheets_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_sheets")),
    )
    with op.batch_alter_table("count_sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_count_sheets_election_id"), ["election_id"], unique=False)

    op.create_table(
        "election_members",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("election_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seat", sa.String(length=32), nullable=False),
        sa.Column("added_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_election_members_added_by")),
        sa.ForeignKeyConstraint(["election_id"], ["elections.id"], name=op.f("fk_election_members_election_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_members")),
    )
    op.create_table(
        "petition_signatures",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("petition_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_petition_signatures_person_id")),
        sa.ForeignKeyConstraint(["petition_id"], ["petitions.id"], name=op.f("fk_petition_signatures_petition_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_petition_signatures_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_signatures")),
        sa.UniqueConstraint(
            "petition_id", "unit_id", "person_id", name=op.f("uq_petition_signatures_petition_id_unit_id_person_id")
        ),
    )
    with op.batch_alter_table("petition_signatures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petition_signatures_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "candidacy_objections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("candidacy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_candidacy_objections_answered_by")),
        sa.ForeignKeyConstraint(
            ["candidacy_id"], ["candidacies.id"], name=op.f("fk_candidacy_objections_candidacy_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_candidacy_objections_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidacy_objections")),
    )
    with op.batch_alter_table("candidacy_objections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidacy_objections_candidacy_id"), ["candidacy_id"], unique=False)

    op.create_table(
        "candidacy_signers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("candidacy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("home", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["candidacy_id"], ["candidacies.id"], name=op.f("fk_candidacy_signers_candidacy_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_candidacy_signers_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidacy_signers")),
        sa.UniqueConstraint("candidacy_id", "home", name=op.f("uq_candidacy_signers_candidacy_id_home")),
    )


def downgrade() -> None:
    op.drop_table("candidacy_signers")
    with op.batch_alter_table("candidacy_objections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidacy_objections_candidacy_id"))

    op.drop_table("candidacy_objections")
    with op.batch_alter_table("petition_signatures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petition_signatures_unit_id"))

    op.drop_table("petition_signatures")
    op.drop_table("election_members")
    with op.batch_alter_table("count_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_count_sheets_election_id"))

    op.drop_table("count_sheets")
    with op.batch_alter_table("candidacies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_candidacies_election_id"))

    op.drop_table("candidacies")
    with op.batch_alter_table("elections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_elections_compound_id"))

    op.drop_table("elections")
    with op.batch_alter_table("petitions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petitions_compound_id"))

    op.drop_table("petitions")
