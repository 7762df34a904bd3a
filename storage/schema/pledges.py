"""Tables of 凑钱: what money is put together for, what was promised, what came in."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

pledge_drives = Table(
    "pledge_drives",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("funds", "fund_id"),
    Column("name", Text, nullable=False),  # public
    Column("purpose", Text, nullable=False),  # public
    Column("target", BigInteger, nullable=False),  # 分
    Column("ends_at", Moment, nullable=False),
    Column("unmet", String(8), nullable=False),
    Column("state", String(8), nullable=False),
    to("people", "asked_by"),
    Column("asked_at", Moment, nullable=False),
    to("people", "confirmed_by", nullable=True),
    sqlite_autoincrement=True,  # a number is never given again: old buttons and notices carry it
)

pledges = Table(
    "pledges",
    metadata,
    own_id(),
    to("pledge_drives", "drive_id"),
    Column("number", Integer, nullable=False),
    to("people", "person_id", nullable=True),
    Column("amount", BigInteger, nullable=False),  # 分
    Column("at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("name", Sealed()),  # as its giver asked to be named, inside the compound; None unless they asked
    UniqueConstraint("drive_id", "number"),
)

pledge_receipts = Table(
    "pledge_receipts",
    metadata,
    own_id(),
    to("pledges", "pledge_id", index=True),
    Column("amount", BigInteger, nullable=False),  # 分, below zero where it went back
    to("people", "by"),
    Column("at", Moment, nullable=False),
    to("fund_lines", "fund_line_id"),
)
