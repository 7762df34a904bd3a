"""Tables of joining (加入): one-household-one-code slips, who confirmed whom, what a home is told on paper."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, String, Table, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

slips = Table(
    "slips",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("dwelling_units", "unit_id", index=True),
    Column("kind", String(16), nullable=False),  # home (printed), family (given by somebody of the home)
    Column("serial", Integer, nullable=False),  # printed on slip and stub; counts up within a compound
    Column("code_hash", String(64), nullable=False, unique=True),  # keyed hash of the twelve digits
    Column("key_id", String(32), nullable=False),
    to("people", "made_by"),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment),
    to("people", "used_by", nullable=True),
    Column("used_at", Moment),
    Column("revoked_at", Moment),
    UniqueConstraint("compound_id", "serial"),
    CheckConstraint("(used_by IS NULL) = (used_at IS NULL)", name="use"),
)
Index(
    "uq_slips_open_home",
    slips.c.unit_id,
    unique=True,
    sqlite_where=(slips.c.kind == "home") & slips.c.used_at.is_(None) & slips.c.revoked_at.is_(None),
    postgresql_where=(slips.c.kind == "home") & slips.c.used_at.is_(None) & slips.c.revoked_at.is_(None),
)

home_confirmations = Table(
    "home_confirmations",
    metadata,
    own_id(),
    to("home_requests", "request_id", index=True),
    to("people", "person_id"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("request_id", "person_id"),
)

household_notes = Table(
    "household_notes",
    metadata,
    own_id(),
    to("dwelling_units", "unit_id", index=True),
    Column("kind", String(32), nullable=False),  # bound, moved_out …
    Column("facts", Sealed(facts=True), nullable=False),
    Column("at", Moment, nullable=False),
    Column("printed_at", Moment),  # when somebody printed it for the letter box
)
