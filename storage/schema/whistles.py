"""Tables of 吹哨报到: what was blown for, the units that are called, and everything put down of each."""

from sqlalchemy import Boolean, Column, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

whistles = Table(
    "whistles",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("buildings", "building_id", nullable=True),
    to("issues", "issue_id", nullable=True, index=True),
    Column("kind", String(16), nullable=False),
    Column("topic", Sealed(), nullable=False),
    to("people", "blown_by"),
    Column("blown_at", Moment, nullable=False),
    Column("spot", Text, nullable=False, server_default=""),  # of the joint meeting, public
    Column("meets_at", Moment),
    Column("ended_at", Moment),  # every part was done
)

whistle_units = Table(
    "whistle_units",
    metadata,
    own_id(),
    to("whistles", "whistle_id"),
    Column("name", Text, nullable=False),  # of an organisation, public
    Column("lead", Boolean, nullable=False),
    Column("goal", Sealed(), nullable=False),
    Column("finish_on", String(10), nullable=False),
    to("people", "called_by"),
    Column("called_at", Moment, nullable=False),
    Column("answer_until", Moment, nullable=False),
    UniqueConstraint("whistle_id", "name"),
)

whistle_entries = Table(
    "whistle_entries",
    metadata,
    own_id(),
    to("whistle_units", "whistle_unit_id", index=True),
    Column("kind", String(16), nullable=False),
    Column("way", String(16), nullable=False),
    Column("says", String(16), nullable=False),
    Column("second", String(16), nullable=False),
    Column("words", Sealed(), nullable=False),
    Column("answered_name", Sealed()),  # who answered for the unit; None once that is past its time
    Column("answered_post", Sealed()),
    Column("comes_at", Moment),
    to("people", "entered_by", nullable=True),  # None: it came by the link
    Column("at", Moment, nullable=False),
)
