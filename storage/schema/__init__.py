"""The tables (数据表), in reading order; `metadata` knows them all."""

from storage.schema import announcements, issues, polls, records, registry, traffic
from storage.schema.base import metadata

__all__ = ["announcements", "issues", "metadata", "polls", "records", "registry", "traffic"]
