"""The tables (数据表), in reading order; `metadata` knows them all."""

from storage.schema import (
    announcements,
    deliberation,
    elections,
    issues,
    joining,
    matter_news,
    polls,
    printing,
    privacy,
    proposals,
    ratings,
    records,
    registry,
    tasks,
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
    "matter_news",
    "metadata",
    "polls",
    "printing",
    "privacy",
    "proposals",
    "ratings",
    "records",
    "registry",
    "tasks",
    "traffic",
    "units",
    "voting",
]
