"""Tables of what reporters say of the work (报事评价): one row a closing, with its appeal."""

from sqlalchemy import Boolean, Column, String, Table, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

issue_ratings = Table(
    "issue_ratings",
    metadata,
    own_id(),
    to("issues", "issue_id", index=True),
    to("issue_steps", "step_id"),  # the step that closed it: asked once a closing
    to("people", "person_id", nullable=True),
    Column("content", String(16), nullable=False),
    Column("words", Sealed(), nullable=False, server_default=""),
    Column("at", Moment, nullable=False),
    to("people", "appealed_by", nullable=True),
    Column("appealed_at", Moment),
    Column("appeal", Sealed(), nullable=False, server_default=""),
    to("people", "decided_by", nullable=True),
    Column("decided_at", Moment),
    Column("accepted", Boolean),  # then figures pass it over; it stays on record
    Column("answer", Sealed(), nullable=False, server_default=""),
    UniqueConstraint("step_id"),
)
