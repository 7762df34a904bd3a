"""The tables (数据表), in reading order; `metadata` knows them all."""

from storage.schema import (
    announcements,
    deliberation,
    elections,
    issues,
    joining,
    polls,
    printing,
    privacy,
    proposals,
    records,
    registry,
    traffic,
    units,
    voting,
)
from storage.schema.base import metadata

__all__ = [
    "announcements",
    "deliberation",
    "elections",
    "issues",
    "joining",
    "metadata",
    "polls",
    "printing",
    "privacy",
    "proposals",
    "records",
    "registry",
    "traffic",
    "units",
    "voting",
]
