"""Tables of 账目: accounts, and the lines two people stand for."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

funds = Table(
    "funds",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),  # public
    Column("holder", Text, nullable=False),  # an organ, public
    Column("tail", String(4), nullable=False),  # the last figures of its number
    to("people", "opened_by"),
    Column("opened_at", Moment, nullable=False),
)

fund_lines = Table(
    "fund_lines",
    metadata,
    own_id(),
    to("funds", "fund_id"),
    Column("number", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("amount", BigInteger, nullable=False),  # 分, below zero where money went away
    Column("on", String(10), nullable=False),
    Column("purpose", Text, nullable=False),  # public
    Column("payee", Sealed(), nullable=False, server_default=""),
    Column("invoice", Text, nullable=False, server_default=""),
    to("matters", "matter_id", nullable=True),
    Column("counters", Integer),  # the number of the line it takes back
    to("people", "posted_by"),
    Column("posted_at", Moment, nullable=False),
    to("people", "checked_by", nullable=True),
    Column("checked_at", Moment),
    Column("declined", Text, nullable=False, server_default=""),
    UniqueConstraint("fund_id", "number"),
)
