"""微心愿, 一窗受理: wishes and how a maker is reached; services as they were corrected, errands with their lists."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Json, Moment

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wishes",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("reach", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_by", KEY, nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("entered_by", KEY, nullable=True),
        sa.Column("keeper_id", KEY, nullable=True),
        sa.Column("claimed_by", KEY, nullable=True),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.Column("claims", sa.Integer(), server_default="0", nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("hidden", sa.String(length=16), nullable=True),
        sa.Column("thanks", sa.Text(), server_default="", nullable=False),
        sa.Column("stripped_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_wishes_compound_id")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_wishes_made_by")),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_wishes_entered_by")),
        sa.ForeignKeyConstraint(["keeper_id"], ["people.id"], name=op.f("fk_wishes_keeper_id")),
        sa.ForeignKeyConstraint(["claimed_by"], ["people.id"], name=op.f("fk_wishes_claimed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishes")),
        sa.UniqueConstraint("compound_id", "number", name=op.f("uq_wishes_compound_id_number")),
    )
    with op.batch_alter_table("wishes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wishes_claimed_by"), ["claimed_by"], unique=False)
    op.create_table(
        "wish_contacts",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("wish_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["wish_id"], ["wishes.id"], name=op.f("fk_wish_contacts_wish_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_wish_contacts_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish_contacts")),
    )
    with op.batch_alter_table("wish_contacts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wish_contacts_wish_id"), ["wish_id"], unique=False)
    op.create_table(
        "errand_services",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("materials", Json(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("corrected_by", KEY, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_errand_services_compound_id")),
        sa.ForeignKeyConstraint(["corrected_by"], ["people.id"], name=op.f("fk_errand_services_corrected_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand_services")),
    )
    with op.batch_alter_table("errand_services", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_errand_services_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "errands",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("materials", Json(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("brought", Json(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("filed_by", KEY, nullable=True),
        sa.Column("entered_by", KEY, nullable=True),
        sa.Column("filed_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("ended_by", KEY, nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("stripped_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_errands_compound_id")),
        sa.ForeignKeyConstraint(["filed_by"], ["people.id"], name=op.f("fk_errands_filed_by")),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_errands_entered_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_errands_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errands")),
        sa.UniqueConstraint("compound_id", "number", name=op.f("uq_errands_compound_id_number")),
    )
    with op.batch_alter_table("errands", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_errands_filed_by"), ["filed_by"], unique=False)


def downgrade() -> None:
    op.drop_table("errands")
    op.drop_table("errand_services")
    op.drop_table("wish_contacts")
    op.drop_table("wishes")
