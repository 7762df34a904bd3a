"""预交, 计时服务, 结算单, 凑钱: rounds and ledgers; services, months, fees wanted; years; promises and receipts."""

import sqlalchemy as sa
from alembic import op

from storage.schema.base import Moment

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "prepay_rounds",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=8), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("confirmed_by", KEY, nullable=True),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_prepay_rounds_compound_id")),
        sa.ForeignKeyConstraint(["fund_id"], ["funds.id"], name=op.f("fk_prepay_rounds_fund_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_prepay_rounds_asked_by")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_prepay_rounds_confirmed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepay_rounds")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("prepay_rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prepay_rounds_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "prepay_settlements",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("building_id", KEY, nullable=False),
        sa.Column("next_id", KEY, nullable=False),
        sa.Column("surplus", sa.BigInteger(), nullable=False),
        sa.Column("homes", sa.Integer(), nullable=False),
        sa.Column("paid", sa.Integer(), nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("confirmed_by", KEY, nullable=True),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["prepay_rounds.id"], name=op.f("fk_prepay_settlements_round_id")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_prepay_settlements_building_id")),
        sa.ForeignKeyConstraint(["next_id"], ["prepay_rounds.id"], name=op.f("fk_prepay_settlements_next_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_prepay_settlements_asked_by")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_prepay_settlements_confirmed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepay_settlements")),
        sa.UniqueConstraint("round_id", "building_id", name=op.f("uq_prepay_settlements_round_id_building_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "prepay_lines",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("building_id", KEY, nullable=False),
        sa.Column("unit_id", KEY, nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("voided_at", Moment(), nullable=True),
        sa.Column("fund_line_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["prepay_rounds.id"], name=op.f("fk_prepay_lines_round_id")),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_prepay_lines_building_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_prepay_lines_unit_id")),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_prepay_lines_by")),
        sa.ForeignKeyConstraint(["fund_line_id"], ["fund_lines.id"], name=op.f("fk_prepay_lines_fund_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepay_lines")),
    )
    with op.batch_alter_table("prepay_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_prepay_lines_round_id"), ["round_id"], unique=False)
    op.create_table(
        "hourly_services",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("confirmed_by", KEY, nullable=True),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("since", sa.String(length=7), server_default="", nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_hourly_services_compound_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_hourly_services_asked_by")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_hourly_services_confirmed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hourly_services")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("hourly_services", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hourly_services_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "hourly_visits",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("service_id", KEY, nullable=False),
        sa.Column("on", sa.String(length=10), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["hourly_services.id"], name=op.f("fk_hourly_visits_service_id")),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_hourly_visits_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hourly_visits")),
        sa.UniqueConstraint("service_id", "on", name=op.f("uq_hourly_visits_service_id_on")),
    )
    op.create_table(
        "hourly_words",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("service_id", KEY, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("unit_id", KEY, nullable=True),
        sa.Column("fine", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["hourly_services.id"], name=op.f("fk_hourly_words_service_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_hourly_words_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["dwelling_units.id"], name=op.f("fk_hourly_words_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hourly_words")),
        sa.UniqueConstraint(
            "service_id",
            "month",
            "person_id",
            name=op.f("uq_hourly_words_service_id_month_person_id"),
        ),
    )
    op.create_table(
        "hourly_months",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("service_id", KEY, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["hourly_services.id"], name=op.f("fk_hourly_months_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hourly_months")),
        sa.UniqueConstraint("service_id", "month", name=op.f("uq_hourly_months_service_id_month")),
    )
    op.create_table(
        "fee_changes",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("was", sa.BigInteger(), nullable=False),
        sa.Column("wanted", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("matter_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_fee_changes_compound_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_fee_changes_asked_by")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_fee_changes_matter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_changes")),
    )
    with op.batch_alter_table("fee_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fee_changes_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "settlement_sheets",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("begun_by", KEY, nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("opening", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("asked_by", KEY, nullable=True),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("published_by", KEY, nullable=True),
        sa.Column("published_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_settlement_sheets_compound_id")),
        sa.ForeignKeyConstraint(["fund_id"], ["funds.id"], name=op.f("fk_settlement_sheets_fund_id")),
        sa.ForeignKeyConstraint(["begun_by"], ["people.id"], name=op.f("fk_settlement_sheets_begun_by")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_settlement_sheets_asked_by")),
        sa.ForeignKeyConstraint(["published_by"], ["people.id"], name=op.f("fk_settlement_sheets_published_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement_sheets")),
        sa.UniqueConstraint("fund_id", "year", name=op.f("uq_settlement_sheets_fund_id_year")),
    )
    with op.batch_alter_table("settlement_sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_settlement_sheets_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "settlement_lines",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("sheet_id", KEY, nullable=False),
        sa.Column("head", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("homes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("each", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("matter_id", KEY, nullable=True),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["settlement_sheets.id"], name=op.f("fk_settlement_lines_sheet_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name=op.f("fk_settlement_lines_matter_id")),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_settlement_lines_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement_lines")),
    )
    with op.batch_alter_table("settlement_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_settlement_lines_sheet_id"), ["sheet_id"], unique=False)
    op.create_table(
        "pledge_drives",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("compound_id", KEY, nullable=False),
        sa.Column("fund_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("unmet", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("confirmed_by", KEY, nullable=True),
        sa.ForeignKeyConstraint(["compound_id"], ["compounds.id"], name=op.f("fk_pledge_drives_compound_id")),
        sa.ForeignKeyConstraint(["fund_id"], ["funds.id"], name=op.f("fk_pledge_drives_fund_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_pledge_drives_asked_by")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["people.id"], name=op.f("fk_pledge_drives_confirmed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_drives")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("pledge_drives", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_drives_compound_id"), ["compound_id"], unique=False)
    op.create_table(
        "pledges",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("drive_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", KEY, nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["drive_id"], ["pledge_drives.id"], name=op.f("fk_pledges_drive_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_pledges_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledges")),
        sa.UniqueConstraint("drive_id", "number", name=op.f("uq_pledges_drive_id_number")),
    )
    op.create_table(
        "pledge_receipts",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("pledge_id", KEY, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("fund_line_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledges.id"], name=op.f("fk_pledge_receipts_pledge_id")),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_pledge_receipts_by")),
        sa.ForeignKeyConstraint(["fund_line_id"], ["fund_lines.id"], name=op.f("fk_pledge_receipts_fund_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_receipts")),
    )
    with op.batch_alter_table("pledge_receipts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_receipts_pledge_id"), ["pledge_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("pledge_receipts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_receipts_pledge_id"))
    op.drop_table("pledge_receipts")
    op.drop_table("pledges")
    with op.batch_alter_table("pledge_drives", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_drives_compound_id"))
    op.drop_table("pledge_drives")
    with op.batch_alter_table("settlement_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_settlement_lines_sheet_id"))
    op.drop_table("settlement_lines")
    with op.batch_alter_table("settlement_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_settlement_sheets_compound_id"))
    op.drop_table("settlement_sheets")
    with op.batch_alter_table("fee_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fee_changes_compound_id"))
    op.drop_table("fee_changes")
    op.drop_table("hourly_months")
    op.drop_table("hourly_words")
    op.drop_table("hourly_visits")
    with op.batch_alter_table("hourly_services", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hourly_services_compound_id"))
    op.drop_table("hourly_services")
    with op.batch_alter_table("prepay_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prepay_lines_round_id"))
    op.drop_table("prepay_lines")
    op.drop_table("prepay_settlements")
    with op.batch_alter_table("prepay_rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_prepay_rounds_compound_id"))
    op.drop_table("prepay_rounds")
