"""Tables of 结算单: a compound's year, and its lines."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to

settlement_sheets = Table(
    "settlement_sheets",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    Column("year", Integer, nullable=False),
    to("funds", "fund_id"),
    to("people", "begun_by"),
    Column("begun_at", Moment, nullable=False),
    Column("opening", BigInteger, nullable=False, server_default="0"),  # 分
    to("people", "asked_by", nullable=True),
    Column("asked_at", Moment),
    to("people", "published_by", nullable=True),
    Column("published_at", Moment),
    UniqueConstraint("fund_id", "year"),
)

settlement_lines = Table(
    "settlement_lines",
    metadata,
    own_id(),
    to("settlement_sheets", "sheet_id", index=True),
    Column("head", String(16), nullable=False),
    Column("words", Text, nullable=False, server_default=""),  # public
    Column("amount", BigInteger, nullable=False),  # 分, above zero; none of a declaration
    Column("homes", Integer, nullable=False, server_default="0"),
    Column("each", BigInteger, nullable=False, server_default="0"),  # 分 a home
    to("matters", "matter_id", nullable=True),
    to("people", "by"),
    Column("at", Moment, nullable=False),
)
