"""The tables (数据表), in reading order; `metadata` knows them all."""

from storage.schema import (
    announcements,
    issues,
    joining,
    polls,
    printing,
    privacy,
    records,
    registry,
    traffic,
    units,
    voting,
)
from storage.schema.base import metadata

__all__ = [
    "announcements",
    "issues",
    "joining",
    "metadata",
    "polls",
    "printing",
    "privacy",
    "records",
    "registry",
    "traffic",
    "units",
    "voting",
]
