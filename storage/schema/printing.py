"""Tables of what is printed (印刷): QR posters with their source tags, and personal links."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to

posters = Table(
    "posters",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("buildings", "building_id", nullable=True),
    Column("tag", String(16), nullable=False, unique=True),  # 来源标记, in the printed address
    Column("number", Integer, nullable=False),  # counts up within a compound
    Column("spot", Text, nullable=False),  # where it hangs: 3号楼2单元门口
    to("people", "made_by"),
    Column("made_at", Moment, nullable=False),
    to("matters", "matter_id", nullable=True, index=True),  # what it asks about
    Column("thing", String(64)),  # what it is stuck to, where it stands for a thing: 2号梯
    Column("opened", Integer, nullable=False, server_default="0"),  # how often, nothing about by whom
    UniqueConstraint("compound_id", "number"),
)

personal_links = Table(
    "personal_links",
    metadata,
    own_id(),
    Column("purpose", String(32), nullable=False),
    Column("subject", String(64), nullable=False),  # what it opens: unit:12
    to("people", "made_by", nullable=True),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

bulletin_numbers = Table(
    "bulletin_numbers",
    metadata,
    own_id(),
    to("compounds", "compound_id"),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),  # counts up within a compound and year
    Column("subject", String(128), nullable=False),  # which paper: result:vote:3
    Column("on", String(10), nullable=False),  # the day it is signed with
    Column("head", String(64), nullable=False),  # of the journal of what it is about, when it was first printed
    UniqueConstraint("compound_id", "year", "number"),
    UniqueConstraint("compound_id", "subject"),
)
