"""Tables of announcements (公告)."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to

announcements = Table(
    "announcements",
    metadata,
    own_id(),
    to("compounds", "compound_id"),
    to("buildings", "building_id", nullable=True),
    to("people", "author_id"),
    Column("year", Integer),
    Column("number", Integer),  # 编号 within compound and year, given when it is scheduled
    Column("called", Text),  # the whole number where the compound writes it its own way, as it was then
    Column("text", Text, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("pin", Boolean, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("state", String(16), nullable=False),  # scheduled, published, cancelled, unsent
    Column("due_at", Moment, nullable=False),
    Column("published_at", Moment),
    Column("corrected_at", Moment),
    UniqueConstraint("compound_id", "year", "number"),
)

announcement_versions = Table(
    "announcement_versions",
    metadata,
    own_id(),
    to("announcements", "announcement_id", index=True),
    Column("version", Integer, nullable=False),
    Column("text", Text, nullable=False),
    to("people", "by"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("announcement_id", "version"),
)
