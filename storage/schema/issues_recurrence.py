"""Tables of what keeps coming back (病根), and which reports speak of it."""

from sqlalchemy import Column, String, Table, UniqueConstraint

from storage.schema.base import Moment, metadata, own_id, to
from storage.schema.sealed import Sealed

root_causes = Table(
    "root_causes",
    metadata,
    own_id(),
    to("compounds", "compound_id", index=True),
    to("buildings", "building_id", nullable=True),
    Column("entrance", String(64)),  # 2单元, as it is called
    Column("thing", String(64)),  # 2号梯
    Column("category", String(16), nullable=False),
    Column("opened_at", Moment, nullable=False),
    to("matters", "matter_id", nullable=True),  # begun about it
    to("people", "set_aside_by", nullable=True),
    Column("set_aside_at", Moment),
    Column("reason", Sealed(), nullable=False, server_default=""),
)

root_cause_reports = Table(
    "root_cause_reports",
    metadata,
    own_id(),
    to("root_causes", "cause_id"),
    to("issues", "issue_id", index=True),
    UniqueConstraint("cause_id", "issue_id"),
)
