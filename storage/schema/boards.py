"""Tables of 网上公示栏: which compounds put their board on the web, and names it covers though nobody bears them."""

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String, Table, UniqueConstraint

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

gone_names = Table(
    "gone_names",  # nothing of whose it was, nor when it went
    metadata,
    to("compounds", "compound_id"),
    Column("name_hash", String(64), nullable=False),  # keyed, of this compound alone
    Column("length", Integer, nullable=False),  # in signs; 0: covered no more
    PrimaryKeyConstraint("compound_id", "name_hash"),
)
