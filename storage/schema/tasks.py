"""Tables of the work (实施): what is to be done, by whom until when, and what it costs."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

tasks = Table(
    "tasks",
    metadata,
    own_id(),
    to("matters", "matter_id"),
    Column("number", Integer, nullable=False),  # counts up within a matter
    Column("round", Integer, nullable=False),  # of the text it carries out
    Column("what", Text, nullable=False),  # public, as everything of a task is
    Column("holder", Sealed(), nullable=False),  # who answers for it, in words
    Column("due", String(10), nullable=False),
    Column("first_due", String(10), nullable=False),  # as it was given out
    Column("moved", Text, nullable=False, server_default=""),  # why its day was changed last
    Column("planned", Integer, nullable=False),  # 分
    Column("spent", Integer),  # 分, once it is done
    Column("state", String(16), nullable=False),
    Column("words", Text, nullable=False, server_default=""),  # what was done; why it is not done any more
    Column("told", Integer, nullable=False, server_default="0"),  # how far up it was said that it is late
    to("people", "added_by"),
    Column("at", Moment, nullable=False),
    to("people", "ended_by", nullable=True),
    Column("ended_at", Moment),
    UniqueConstraint("matter_id", "number"),
)
