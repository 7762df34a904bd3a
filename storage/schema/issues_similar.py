"""Tables of reports of one trouble (相似报事): who also has it, and which reports share a card in the group."""

from sqlalchemy import Column, Table, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

issue_additions = Table(
    "issue_additions",
    metadata,
    own_id(),
    to("issues", "issue_id"),
    to("people", "person_id", index=True),
    to("dwelling_units", "unit_id", nullable=True, index=True),  # the home, where its door is known
    Column("text", Sealed(), nullable=False, server_default=""),  # what they were about to report
    Column("at", Moment, nullable=False),
    UniqueConstraint("issue_id", "person_id"),
)

issue_lines = Table(
    "issue_lines",
    metadata,
    own_id(),
    to("issues", "issue_id"),  # it has no card of its own, but a line of the morning's
    to("issues", "under_id", index=True),  # whose card stands in the group
    Column("at", Moment, nullable=False),
    Column("told_at", Moment, index=True),
    UniqueConstraint("issue_id"),
)
