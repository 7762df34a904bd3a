"""Tables of homes (门牌): entrances, dwelling units, their owners, and the grids across buildings."""

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, String, Table, Text, UniqueConstraint

from storage.schema.base import metadata, own_id, to
from storage.schema.sealed import Sealed

entrances = Table(
    "entrances",
    metadata,
    own_id(),
    to("buildings", "building_id"),
    Column("position", Integer, nullable=False),
    Column("label", Text, nullable=False),  # 2单元; empty in a building that has one way in
    UniqueConstraint("building_id", "label"),
)

dwelling_units = Table(
    "dwelling_units",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("buildings", "building_id", index=True),
    to("entrances", "entrance_id"),
    Column("floor", Integer, nullable=False),  # 0: unknown; below ground: negative
    Column("label", Text, nullable=False),  # what is on the door: 301
    Column("kind", String(16), nullable=False),  # residential, shop, parking, storage
    Column("area", Integer),  # 专有部分面积, in 0.01 ㎡; None until known
    Column("area_source", String(16)),  # registered, surveyed, contract; None with `area`
    Column("developer", Boolean, nullable=False, server_default="0"),  # 开发商未售
    Column("inhabitants", Integer),  # how many live there, as the household said; no names
    Column("gone", Boolean, nullable=False, server_default="0"),  # taken off the list; its history stays
    UniqueConstraint("entrance_id", "label"),
    CheckConstraint("area IS NULL OR area > 0", name="area"),
    CheckConstraint("(area IS NULL) = (area_source IS NULL)", name="source"),
)

owners = Table(
    "owners",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    Column("name", Sealed(), nullable=False),
    Column("name_hash", String(64), nullable=False, index=True),  # keyed: finds the same name again
    Column("number", String(64), nullable=False, server_default=""),  # 业主编号: tells people of one name apart
    to("people", "person_id", nullable=True),  # who on the messenger this is, once shown
)

ownerships = Table(
    "ownerships",
    metadata,
    own_id(),
    to("dwelling_units", "unit_id"),
    to("owners", "owner_id", index=True),
    UniqueConstraint("unit_id", "owner_id"),
)

grids = Table(
    "grids",
    metadata,
    own_id(),
    to("communities", "community_id"),
    Column("label", Text, nullable=False),
    UniqueConstraint("community_id", "label"),
)

grid_buildings = Table(
    "grid_buildings",
    metadata,
    own_id(),
    to("grids", "grid_id", index=True),
    to("buildings", "building_id"),
    UniqueConstraint("building_id"),  # a building lies in one grid at most
)
