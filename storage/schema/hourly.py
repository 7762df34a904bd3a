"""Tables of 计时服务: what is done by the hour, each time it was, words about a month, fees that are wanted."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

hourly_services = Table(
    "hourly_services",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    Column("name", Text, nullable=False),  # public
    Column("standard", Text, nullable=False),  # public
    Column("minutes", Integer, nullable=False),
    Column("times", Integer, nullable=False),
    Column("rate", BigInteger, nullable=False),  # 分 an hour
    to("people", "asked_by"),
    Column("asked_at", Moment, nullable=False),
    to("people", "confirmed_by", nullable=True),
    Column("confirmed_at", Moment),
    Column("since", String(7), nullable=False, server_default=""),
    Column("ended_at", Moment),
    sqlite_autoincrement=True,  # a number is never given again: old buttons and notices carry it
)

hourly_visits = Table(
    "hourly_visits",
    metadata,
    own_id(),
    to("hourly_services", "service_id"),
    Column("on", String(10), nullable=False),
    Column("minutes", Integer, nullable=False),
    to("people", "by"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("service_id", "on"),
)

hourly_words = Table(
    "hourly_words",
    metadata,
    own_id(),
    to("hourly_services", "service_id"),
    Column("month", String(7), nullable=False),
    to("people", "person_id", nullable=True),
    to("dwelling_units", "unit_id", nullable=True),
    Column("fine", Boolean, nullable=False),
    Column("words", Sealed(), nullable=False, server_default=""),
    Column("at", Moment, nullable=False),
    UniqueConstraint("service_id", "month", "person_id"),
)

hourly_months = Table(
    "hourly_months",
    metadata,
    own_id(),
    to("hourly_services", "service_id"),
    Column("month", String(7), nullable=False),
    Column("planned", Integer, nullable=False),  # minutes
    Column("done", Integer, nullable=False),
    Column("rate", BigInteger, nullable=False),  # 分 an hour
    Column("accepted_at", Moment, nullable=False),
    to("fund_lines", "fund_line_id", nullable=True),  # what pays it
    UniqueConstraint("service_id", "month"),
    UniqueConstraint("fund_line_id"),
)

fee_changes = Table(
    "fee_changes",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    Column("was", BigInteger, nullable=False),  # 分 a ㎡ and month
    Column("wanted", BigInteger, nullable=False),
    to("people", "asked_by"),
    Column("asked_at", Moment, nullable=False),
    to("matters", "matter_id", nullable=True),
)
