"""Tables of 预交: rounds, the lines of each building's ledger, settlements."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to

prepay_rounds = Table(
    "prepay_rounds",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("funds", "fund_id"),
    Column("name", Text, nullable=False),  # public
    Column("basis", String(8), nullable=False),
    Column("rate", BigInteger, nullable=False),  # 分 a month
    Column("months", Integer, nullable=False),
    to("people", "asked_by"),
    Column("asked_at", Moment, nullable=False),
    to("people", "confirmed_by", nullable=True),
    Column("confirmed_at", Moment),
    sqlite_autoincrement=True,  # a number is never given again: old buttons and notices carry it
)

prepay_settlements = Table(
    "prepay_settlements",
    metadata,
    own_id(),
    to("prepay_rounds", "round_id"),
    to("buildings", "building_id"),
    to("prepay_rounds", "next_id"),
    Column("surplus", BigInteger, nullable=False),  # 分
    Column("homes", Integer, nullable=False),
    Column("paid", Integer, nullable=False),
    to("people", "asked_by"),
    Column("asked_at", Moment, nullable=False),
    to("people", "confirmed_by", nullable=True),
    Column("confirmed_at", Moment),
    UniqueConstraint("round_id", "building_id"),
    sqlite_autoincrement=True,  # a number is never given again: old buttons and notices carry it
)

prepay_lines = Table(
    "prepay_lines",
    metadata,
    own_id(),
    to("prepay_rounds", "round_id", index=True),
    to("buildings", "building_id"),
    to("dwelling_units", "unit_id", nullable=True),
    Column("kind", String(16), nullable=False),
    Column("amount", BigInteger, nullable=False),  # 分, below zero where money went away
    Column("words", Text, nullable=False, server_default=""),  # public
    to("people", "by"),
    Column("at", Moment, nullable=False),
    Column("voided_at", Moment),
    to("fund_lines", "fund_line_id", nullable=True),
)
