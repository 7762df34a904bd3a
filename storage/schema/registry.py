"""Tables of the registry (名册): places, people, roles, and how roles are given."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

installation = Table(
    "installation",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

streets = Table("streets", metadata, own_id(), Column("name", Text, nullable=False, unique=True))

communities = Table(
    "communities",
    metadata,
    own_id(),
    to("streets", "street_id"),
    Column("name", Text, nullable=False),
    UniqueConstraint("street_id", "name"),
)

compounds = Table(
    "compounds",
    metadata,
    own_id(),
    to("communities", "community_id"),
    Column("name", Text, nullable=False),
    Column("households", Integer),  # 户数: None until counted
    Column("profile", String(64), nullable=False, server_default="national"),  # which city's rules
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("community_id", "name"),
)

buildings = Table(
    "buildings",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    Column("position", Integer, nullable=False),
    Column("label", Text, nullable=False),
    UniqueConstraint("compound_id", "label"),
)

people = Table(
    "people",
    metadata,
    own_id(),
    Column("telegram_id", BigInteger, unique=True),  # None once erased
    Column("name", Sealed(), nullable=False),
    Column("own_name", Boolean, nullable=False, server_default="0"),  # corrected here: Telegram's is followed no more
    Column("locale", String(16)),  # chosen in the bot; None: the installation's
    Column("wrong_codes", Integer, nullable=False, server_default="0"),
    Column("locked_until", Moment),
    Column("created_at", Moment, nullable=False),
)

roles = Table(
    "roles",
    metadata,
    own_id(),
    to("people", "person_id", index=True),
    Column("kind", String(32), nullable=False),
    to("compounds", "compound_id", nullable=True, index=True),
    to("buildings", "building_id", nullable=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    to("people", "given_by", nullable=True),
    to("communities", "community_id", nullable=True, index=True),  # a role in every compound of a community
    to("grids", "grid_id", nullable=True, index=True),  # a role in every building of a grid
    to("entrances", "entrance_id", nullable=True),
    Column("floor", Integer),
    to("dwelling_units", "unit_id", nullable=True, index=True),  # of a home role
    Column("organ", String(32)),  # of a committee member
    to("roles", "deputy_of", nullable=True),  # the role this one stands in for
    Column("basis", String(16)),  # of a home role: slip, family, one, two
    CheckConstraint("until IS NULL OR until >= since", name="dates"),
    CheckConstraint("building_id IS NULL OR compound_id IS NOT NULL", name="place"),
)

invitations = Table(
    "invitations",
    metadata,
    own_id(),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("kind", String(32), nullable=False),
    to("compounds", "compound_id", nullable=True),  # None: of a community or grid
    to("buildings", "building_id", nullable=True),
    to("people", "given_by"),
    Column("expires_at", Moment, nullable=False),
    to("people", "used_by", nullable=True),
    to("communities", "community_id", nullable=True),
    to("grids", "grid_id", nullable=True),
    to("entrances", "entrance_id", nullable=True),
    Column("floor", Integer),
    Column("organ", String(32)),
    to("roles", "deputy_of", nullable=True),
    to("roles", "replaces", nullable=True),  # 交接: the role that ends when this one begins
    Column("until", Moment),  # when the term ends
)

home_requests = Table(
    "home_requests",
    metadata,
    own_id(),
    to("people", "person_id"),
    Column("kind", String(32), nullable=False),
    to("compounds", "compound_id"),
    to("buildings", "building_id"),
    to("dwelling_units", "unit_id", nullable=True),
    Column("state", String(16), nullable=False),  # open, confirmed, declined, withdrawn
    Column("at", Moment, nullable=False),
    to("people", "settled_by", nullable=True),
)
Index(
    "uq_home_requests_open",
    home_requests.c.person_id,
    home_requests.c.building_id,
    unique=True,
    sqlite_where=home_requests.c.state == "open",
    postgresql_where=home_requests.c.state == "open",
)

chats = Table(
    "chats",
    metadata,
    own_id(),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("kind", String(16), nullable=False),  # private, group, supergroup, channel
    Column("title", Text, nullable=False, server_default=""),
    to("people", "person_id", nullable=True, index=True),
    to("compounds", "compound_id", nullable=True, index=True),
    to("buildings", "building_id", nullable=True),
    Column("state", String(16), nullable=False, server_default="open"),  # open, closed (blocked, kicked), muted
    Column("administrator", Boolean, nullable=False, server_default="0"),
    to("people", "added_by", nullable=True),
)
