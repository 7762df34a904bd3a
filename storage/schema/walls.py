"""The table of walls (发布点): each stands among the chats; its address and secret are gone once it is switched off."""

from sqlalchemy import Column, String, Table, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

walls = Table(
    "walls",
    metadata,
    own_id(),
    to("chats", "chat_id"),
    to("compounds", "compound_id", index=True),
    Column("kind", String(16), nullable=False),
    Column("address", Sealed(), nullable=False),
    Column("secret", Sealed(), nullable=False, server_default=""),
    Column("tail", String(4), nullable=False),
    Column("state", String(16), nullable=False),
    to("people", "linked_by"),
    Column("linked_at", Moment, nullable=False),
    to("people", "confirmed_by", nullable=True),
    Column("confirmed_at", Moment),
    to("people", "ended_by", nullable=True),
    Column("ended_at", Moment),
    Column("told_at", Moment),  # when the committee heard that nothing arrives there; None once something does
    UniqueConstraint("chat_id"),
)
