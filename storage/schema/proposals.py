"""Tables of residents' proposals (居民提议): what was proposed, which homes support it."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Json, Moment, metadata, own_id, to

proposals = Table(
    "proposals",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    Column("number", Integer, nullable=False),  # 编号, counts up within a compound
    Column("title", Text, nullable=False),  # public, as the text is
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False),
    to("people", "author_id", nullable=True),
    Column("homes", Integer, nullable=False),  # 住宅 of the compound, when it was made
    Column("share", Json, nullable=False),  # [part, whole] of the homes, as the profile said then
    Column("source", Text, nullable=False, server_default=""),
    Column("wanted", Integer, nullable=False),
    Column("reached", Integer),  # homes, when they were enough
    Column("at", Moment, nullable=False),
    Column("answer_by", Moment),
    Column("way", String(16)),
    Column("reason", Text, nullable=False, server_default=""),  # public
    to("people", "answered_by", nullable=True),
    Column("ended_at", Moment),  # answered or withdrawn
    to("matters", "matter_id", nullable=True),  # what came of it
    UniqueConstraint("compound_id", "number"),
)

proposal_supports = Table(
    "proposal_supports",
    metadata,
    own_id(),
    to("proposals", "proposal_id"),
    to("dwelling_units", "unit_id"),
    to("people", "person_id"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("proposal_id", "unit_id", "person_id"),
)
