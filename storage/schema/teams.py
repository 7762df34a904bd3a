"""Tables of 居民小组: groups, and who is in them."""

from sqlalchemy import Column, String, Table, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to

teams = Table(
    "teams",
    metadata,
    own_id(),
    to("compounds", "compound_id"),
    Column("kind", String(16), nullable=False),
    to("people", "made_by"),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("compound_id", "kind"),
)

team_members = Table(
    "team_members",
    metadata,
    own_id(),
    to("teams", "team_id"),
    to("people", "person_id", index=True),
    Column("asked_at", Moment, nullable=False),
    to("people", "named_by", nullable=True),
    Column("named_at", Moment),
    UniqueConstraint("team_id", "person_id"),
)
