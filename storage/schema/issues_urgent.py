"""Table of what cannot wait (急事): declared, missed, taken down."""

from sqlalchemy import Column, String, Table

from storage.schema.base import Json, Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

urgent_reports = Table(
    "urgent_reports",
    metadata,
    own_id(),
    to("issues", "issue_id", index=True),
    Column("criterion", String(16), nullable=False),
    to("people", "declared_by"),
    Column("declared_at", Moment, nullable=False),
    Column("answer_by", Moment, nullable=False),
    Column("done_by", Moment, nullable=False),
    Column("missed", Json, nullable=False),  # which of the two, in order
    to("people", "lowered_by", nullable=True),
    Column("lowered_at", Moment),
    Column("reason", Sealed(), nullable=False, server_default=""),
)
