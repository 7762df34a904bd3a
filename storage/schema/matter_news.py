"""Tables of news (进展): the steps of matters, and who does not want to hear of one any more."""

from sqlalchemy import Column, String, Table, UniqueConstraint

from storage.schema.base import Json, Moment, metadata, own_id, to

matter_news = Table(
    "matter_news",
    metadata,
    own_id(),
    to("matters", "matter_id"),
    Column("at", Moment, nullable=False),
    Column("what", String(16), nullable=False),
    Column("facts", Json, nullable=False),
    Column("told_at", Moment, index=True),  # with the digest of that morning
)

matter_optouts = Table(
    "matter_optouts",
    metadata,
    own_id(),
    to("matters", "matter_id"),
    to("people", "person_id"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("matter_id", "person_id"),
)
