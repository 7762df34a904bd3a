"""Tables of the rating (评议): what each home says of what was done."""

from sqlalchemy import Column, String, Table, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

ratings = Table(
    "ratings",
    metadata,
    own_id(),
    to("matters", "matter_id"),
    Column("since", Moment, nullable=False),  # when the homes began to be asked
    to("dwelling_units", "unit_id", nullable=True, index=True),  # None once only the counts are kept
    to("people", "person_id", nullable=True),  # who of the home answered last
    Column("worked", String(16)),
    Column("content", String(16)),
    Column("words", Sealed(), nullable=False, server_default=""),
    Column("at", Moment, nullable=False),
    UniqueConstraint("matter_id", "since", "unit_id"),
)
