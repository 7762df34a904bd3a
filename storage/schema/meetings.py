"""Tables of 定期议事: meetings that come back, days that were held, topics, and what was promised."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

meetings = Table(
    "meetings",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    Column("kind", String(16), nullable=False),
    Column("spot", Text, nullable=False),  # where it is, public
    Column("first_at", Moment, nullable=False),
    Column("closes_before", Integer, nullable=False),
    to("people", "made_by"),
    Column("made_at", Moment, nullable=False),
)

meeting_days = Table(
    "meeting_days",
    metadata,
    own_id(),
    to("meetings", "meeting_id"),
    Column("day", Integer, nullable=False),
    Column("minutes", Sealed(), nullable=False),
    to("people", "held_by"),
    Column("held_at", Moment, nullable=False),
    UniqueConstraint("meeting_id", "day"),
)

meeting_topics = Table(
    "meeting_topics",
    metadata,
    own_id(),
    to("meetings", "meeting_id", index=True),
    Column("day", Integer, nullable=False),
    Column("words", Sealed(), nullable=False),
    to("people", "filed_by", nullable=True),
    Column("filed_at", Moment, nullable=False),
    Column("verdict", String(16)),
    Column("reason", Sealed(), nullable=False, server_default=""),
    to("people", "decided_by", nullable=True),
)

meeting_actions = Table(
    "meeting_actions",
    metadata,
    own_id(),
    to("meetings", "meeting_id", index=True),
    Column("day", Integer, nullable=False),
    Column("words", Sealed(), nullable=False),
    Column("holder", Text, nullable=False),  # an office or a unit, public
    Column("finish_on", String(10), nullable=False),
    to("people", "made_by"),
    Column("done_at", Moment),
    to("people", "done_by", nullable=True),
    Column("done_words", Sealed(), nullable=False, server_default=""),
)
