"""Tables of 账目: accounts, the lines two people stand for, the days they closed, and what the bank says."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, Text, UniqueConstraint, false

from storage.schema.base import Json, Moment, metadata, own_id, to
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

fund_deeds = Table(
    "fund_deeds",
    metadata,
    own_id(),
    to("funds", "fund_id"),
    Column("number", Integer, nullable=False),
    Column("kind", String(16), nullable=False),  # registration, contract, room, void
    Column("words", Text, nullable=False),  # public
    Column("code", String(18), nullable=False, server_default=""),  # of a registration; the number of what is void
    Column("source", String(16), nullable=False, server_default=""),  # of a contract: where its money comes from
    Column("price", BigInteger, nullable=False, server_default="0"),  # of a contract: 分
    Column("until", String(10)),  # of a contract: its last day
    Column("owned", String(16), nullable=False, server_default=""),  # of a room: whose it is
    Column("use", String(16), nullable=False, server_default=""),  # of a room: what for
    Column("area", BigInteger, nullable=False, server_default="0"),  # of a room: 0.01 ㎡
    Column("room", Integer),  # the number of the room a contract lets, or of the one this is a later entry of
    to("matters", "matter_id", nullable=True),  # of a room: the decision it is used so by
    to("people", "written_by"),
    Column("written_at", Moment, nullable=False),
    to("people", "checked_by", nullable=True),
    Column("checked_at", Moment),
    Column("declined", Text, nullable=False, server_default=""),
    UniqueConstraint("fund_id", "number"),
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
    Column("source", String(16), nullable=False, server_default=""),  # where money that came in is from
    to("fund_deeds", "deed_id", nullable=True),  # the contract it is of
    UniqueConstraint("fund_id", "number"),
)

fund_periods = Table(
    "fund_periods",
    metadata,
    own_id(),
    to("funds", "fund_id", index=True),
    Column("span", String(16), nullable=False),  # month, statement
    Column("since", String(10), nullable=False),
    Column("until", String(10), nullable=False),
    Column("drafted_at", Moment, nullable=False),
    to("people", "signed_by", nullable=True),
    Column("signed_at", Moment),
    Column("seen", Json),  # the sums whoever signed first had before them
    to("people", "closed_by", nullable=True),
    Column("closed_at", Moment),
    Column("facts", Json),  # the statement as it was closed, public
    to("people", "opening_by", nullable=True),
    Column("why", Text, nullable=False, server_default=""),  # public
    to("people", "opened_by", nullable=True),
    Column("opened_at", Moment),
)

bank_files = Table(
    "bank_files",
    metadata,
    own_id(),
    to("funds", "fund_id"),
    Column("sha256", String(64), nullable=False),
    Column("since", String(10), nullable=False),
    Column("until", String(10), nullable=False),
    to("people", "taken_by"),
    Column("taken_at", Moment, nullable=False),
    UniqueConstraint("fund_id", "sha256"),
)

bank_rows = Table(
    "bank_rows",
    metadata,
    own_id(),
    to("bank_files", "file_id"),
    Column("number", Integer, nullable=False),  # the row of the file
    Column("on", String(10), nullable=False),
    Column("amount", BigInteger, nullable=False),  # 分, below zero where money went away
    Column("words", Sealed(), nullable=False, server_default=""),
    Column("bare", Boolean, nullable=False, server_default=false()),  # its words are gone
    UniqueConstraint("file_id", "number"),
)

bank_notes = Table(
    "bank_notes",
    metadata,
    own_id(),
    to("bank_files", "file_id", index=True),
    to("bank_rows", "row_id", nullable=True),
    to("fund_lines", "line_id", nullable=True),
    Column("why", Text, nullable=False),  # public
    to("people", "noted_by"),
    Column("noted_at", Moment, nullable=False),
)
