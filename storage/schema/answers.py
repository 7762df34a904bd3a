"""Tables of answers to opinions (意见答复): clusters, who was told, the channels that were used."""

from sqlalchemy import CheckConstraint, Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to

opinion_clusters = Table(
    "opinion_clusters",
    metadata,
    own_id(),
    to("matters", "matter_id", index=True),
    Column("title", Text, nullable=False),  # public, as the reason is
    to("people", "made_by"),
    Column("made_at", Moment, nullable=False),
    Column("verdict", String(16)),  # NULL: not answered, or opened again
    Column("reason", Text, nullable=False, server_default=""),
    Column("revision", Integer, nullable=False, server_default="0"),
    to("people", "answered_by", nullable=True),
    Column("answered_at", Moment),
    CheckConstraint("verdict IS NULL OR (reason <> '' AND answered_by IS NOT NULL)", name="whole_answer"),
)

answer_tellings = Table(
    "answer_tellings",
    metadata,
    own_id(),
    to("opinion_clusters", "cluster_id"),
    Column("revision", Integer, nullable=False),
    to("people", "person_id"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("cluster_id", "revision", "person_id"),
)

channel_uses = Table(
    "channel_uses",
    metadata,
    own_id(),
    to("matters", "matter_id", index=True),
    Column("channel", String(16), nullable=False),
    Column("day", String(10), nullable=False),
    Column("homes", Integer, nullable=False),  # reached
    Column("words", Text, nullable=False, server_default=""),  # public
    to("people", "entered_by"),
    Column("at", Moment, nullable=False),
)
