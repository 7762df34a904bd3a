"""Tables of 相关单位商议: the units that are asked, what they answer, and the meetings with them."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, UniqueConstraint

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

unit_meetings = Table(
    "unit_meetings",
    metadata,
    own_id(),
    to("matters", "matter_id", index=True),
    Column("round", Integer, nullable=False),
    Column("spot", Text, nullable=False),  # public
    Column("meets_at", Moment, nullable=False),
    to("people", "called_by"),
    Column("called_at", Moment, nullable=False),
)

unit_replies = Table(
    "unit_replies",
    metadata,
    own_id(),
    to("unit_meetings", "meeting_id"),
    to("consulted_units", "consulted_unit_id", index=True),
    Column("comes", Boolean, nullable=False),
    Column("times", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("meeting_id", "consulted_unit_id"),
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
