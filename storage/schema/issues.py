"""Tables of reports (报事)."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

issues = Table(
    "issues",
    metadata,
    own_id(),
    Column("number", Integer, nullable=False, unique=True),
    to("compounds", "compound_id", nullable=True, index=True),
    to("buildings", "building_id", nullable=True),
    to("people", "reporter_id", nullable=True, index=True),
    Column("draft_id", BigInteger, unique=True),  # the offer it came from: pressed twice, reported once
    Column("text", Sealed(), nullable=False),
    Column("latitude_e6", BigInteger),  # 10⁻⁶ degrees
    Column("longitude_e6", BigInteger),
    Column("poster", String(16), index=True),  # the tag of the poster that led its author here
    Column("state", String(16), nullable=False),
    Column("reported_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),  # when it came into this state
    Column("closed_at", Moment),  # when it ended, in whatever way
    to("people", "holder_id", nullable=True),  # 承办人
    Column("until", Moment),  # 挂起到
    to("issues", "main_id", nullable=True),  # the one it is part of
    to("matters", "matter_id", nullable=True),  # what it became
    Column("reopened", Integer, nullable=False, server_default="0"),
    Column("level", Integer, nullable=False, server_default="0"),  # of the ladder, that heard last
    Column("level_at", Moment),  # when that fell due, or since when somebody holds it
    to("people", "keeper_id", nullable=True),  # 我来盯
    Column("stripped_at", Moment),  # when files, doors and names were taken out of it
    Column("category", String(16)),  # what it is about: guessed, chosen or corrected
    Column("sorted_at", Moment),  # when somebody who serves confirmed it
    to("entrances", "entrance_id", nullable=True),
    Column("thing", String(64)),  # the lamp, the lift whose code was scanned
    Column("hidden", String(16)),  # why its words are not shown to the public, while they are not
)
Index(
    "ix_issues_open",
    issues.c.reported_at,
    issues.c.id,
    sqlite_where=issues.c.closed_at.is_(None),
    postgresql_where=issues.c.closed_at.is_(None),
)

issue_steps = Table(
    "issue_steps",
    metadata,
    own_id(),
    to("issues", "issue_id", index=True),
    Column("kind", String(16), nullable=False),  # what was done
    Column("state", String(16), nullable=False),  # where it led
    Column("why", String(16), nullable=False, server_default=""),  # 不予受理的理由
    Column("text", Sealed(), nullable=False, server_default=""),
    to("people", "by", nullable=True),
    Column("at", Moment, nullable=False),
)
