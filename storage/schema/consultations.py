"""Tables of 相关单位商议: the units that are asked, and what they answer."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

consulted_units = Table(
    "consulted_units",
    metadata,
    own_id(),
    to("matters", "matter_id"),
    Column("round", Integer, nullable=False),
    Column("name", Text, nullable=False),  # of an organisation, public
    to("people", "named_by"),
    Column("named_at", Moment, nullable=False),
    Column("version", Integer),  # of the text it was asked about last; None: it was not asked yet
    Column("asked_at", Moment),
    Column("until", Moment),
    Column("reminded_at", Moment),
    UniqueConstraint("matter_id", "round", "name"),
)

unit_answers = Table(
    "unit_answers",
    metadata,
    own_id(),
    to("consulted_units", "consulted_unit_id", index=True),
    Column("version", Integer, nullable=False),
    Column("says", String(16), nullable=False),
    Column("reason", Sealed(), nullable=False),
    Column("answered_name", Sealed()),  # who answers for the unit; None once that is past its time
    Column("answered_post", Sealed()),
    Column("way", String(16), nullable=False),
    Column("day", String(10), nullable=False),
    to("people", "entered_by", nullable=True),  # None: it came by the link
    Column("at", Moment, nullable=False),
)
