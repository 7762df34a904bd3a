"""Tables of 微心愿: wishes, and how whoever made one may be reached, which goes as soon as the wish is over."""

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

wishes = Table(
    "wishes",
    metadata,
    own_id(),
    to("compounds", "compound_id"),
    Column("number", Integer, nullable=False),
    Column("words", Sealed(), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("reach", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    to("people", "made_by", nullable=True),
    Column("made_at", Moment, nullable=False),
    to("people", "entered_by", nullable=True),
    to("people", "keeper_id", nullable=True),
    to("people", "claimed_by", nullable=True, index=True),
    Column("claimed_at", Moment),
    Column("returns_at", Moment),
    Column("claims", Integer, nullable=False, server_default="0"),
    Column("closed_at", Moment),
    Column("hidden", String(16)),
    Column("thanks", Sealed(), nullable=False, server_default=""),
    Column("stripped_at", Moment),
    UniqueConstraint("compound_id", "number"),
)

wish_contacts = Table(
    "wish_contacts",
    metadata,
    own_id(),
    to("wishes", "wish_id", index=True),
    to("people", "person_id"),
    Column("words", Sealed(), nullable=False),
)
