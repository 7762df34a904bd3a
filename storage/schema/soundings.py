"""Tables of 征集问题: what all homes are asked, and what each says while it is open."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Json, Moment, metadata, own_id, to

soundings = Table(
    "soundings",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    Column("question", Text, nullable=False),  # public
    Column("options", Json, nullable=False),
    to("people", "started_by"),
    Column("at", Moment, nullable=False),
    Column("closes_at", Moment, nullable=False),
    Column("homes", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("counts", Json, nullable=False),
    Column("answered", Integer, nullable=False, server_default="0"),
    to("checklists", "checklist_id", nullable=True),
)

sounding_answers = Table(  # gone when it closes: only the counts stay
    "sounding_answers",
    metadata,
    own_id(),
    to("soundings", "sounding_id"),
    to("dwelling_units", "unit_id"),
    to("people", "person_id", nullable=True),  # who of the home answered last
    Column("choices", Json, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("sounding_id", "unit_id"),
)
