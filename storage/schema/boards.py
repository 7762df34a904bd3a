"""Table of 网上公示栏: which compounds put their board on the web."""

from sqlalchemy import Column, String, Table, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to

boards = Table(
    "boards",
    metadata,
    own_id(),
    to("compounds", "compound_id"),
    Column("code", String(8), nullable=False),  # public
    Column("state", String(8), nullable=False),
    to("people", "asked_by", nullable=True),
    to("people", "changed_by", nullable=True),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("compound_id"),
    UniqueConstraint("code"),
)
