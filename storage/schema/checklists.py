"""Tables of 问题清单: lists, and the items that are struck off them."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

checklists = Table(
    "checklists",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("teams", "team_id", nullable=True),  # the group that looks after it
    Column("title", Text, nullable=False),  # public
    to("people", "made_by"),
    Column("made_at", Moment, nullable=False),
)

checklist_items = Table(
    "checklist_items",
    metadata,
    own_id(),
    to("checklists", "checklist_id"),
    Column("number", Integer, nullable=False),
    Column("spot", Sealed(), nullable=False),
    Column("words", Sealed(), nullable=False),
    Column("office", String(24)),  # who does it; None: a unit
    Column("unit", Text, nullable=False, server_default=""),  # of an organisation, public
    Column("finish_on", String(10), nullable=False),
    Column("state", String(16), nullable=False),
    to("issues", "issue_id", nullable=True),
    to("people", "added_by"),
    Column("added_at", Moment, nullable=False),
    to("people", "done_by", nullable=True),
    Column("done_words", Sealed(), nullable=False, server_default=""),
    Column("other_way", Sealed(), nullable=False, server_default=""),
    to("people", "accepted_by", nullable=True),
    Column("struck_at", Moment),
    to("people", "looked_by", nullable=True),
    Column("looked_at", Moment),
    Column("reopened", Integer, nullable=False, server_default="0"),
    UniqueConstraint("checklist_id", "number"),
)
