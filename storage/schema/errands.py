"""Tables of 一窗受理: what is offered as it was corrected here, and errands with the list each was given."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Json, Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

errand_services = Table(
    "errand_services",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    Column("name", Text, nullable=False),  # public
    Column("materials", Json, nullable=False),  # public
    Column("days", Integer, nullable=False),
    to("people", "corrected_by"),
    Column("at", Moment, nullable=False),
)

errands = Table(
    "errands",
    metadata,
    own_id(),
    to("compounds", "compound_id"),
    Column("number", Integer, nullable=False),
    Column("service", Text, nullable=False),  # what it is called, public
    Column("materials", Json, nullable=False),  # as they were told with the number
    Column("days", Integer, nullable=False),
    Column("brought", Json, nullable=False),
    Column("state", String(16), nullable=False),
    to("people", "filed_by", nullable=True, index=True),
    to("people", "entered_by", nullable=True),
    Column("filed_at", Moment, nullable=False),
    Column("due_at", Moment),
    to("people", "ended_by", nullable=True),
    Column("ended_at", Moment),
    Column("words", Sealed(), nullable=False, server_default=""),
    Column("stripped_at", Moment),
    UniqueConstraint("compound_id", "number"),
)
