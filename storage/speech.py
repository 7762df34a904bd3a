"""The speech (说法): what statements become in SQLite, kept by all engines over the same keys.

SQLAlchemy keeps with each engine what it has put into SQL. A database of ours has two engines on SQLite, one that
writes and one that reads, and whatever both ask was put into words twice.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import Compiled, Dialect
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import NullPool
from sqlalchemy.util import LRUCache

from storage.schema.sealed import lend
from storage.sealing import Keys

MOST = 1000
"""So many statements are kept; a process says fewer."""


@dataclass(frozen=True)
class Speech:
    """One dialect and what was said in it."""

    dialect: Dialect
    said: MutableMapping[Any, Compiled]

    def teach(self, engine: AsyncEngine) -> None:
        """Let the engine speak so. (Its option `compiled_cache` says the same and makes every statement dearer.)"""
        engine.sync_engine.dialect = self.dialect
        engine.sync_engine._compiled_cache = self.said


def speech(keys: Keys | None) -> Speech:
    """What is sealed with other keys is said otherwise: a dialect knows its keys (`schema/sealed.py`)."""
    found = _speech(keys and (keys.active, *sorted(keys.keys.items())))
    if keys is not None:
        lend(keys, found.dialect)
    return found


@lru_cache(maxsize=8)
def _speech(_keys: tuple[Any, ...] | None) -> Speech:
    dialect = create_engine("sqlite+aiosqlite://").dialect
    with create_engine("sqlite://", poolclass=NullPool).connect() as empty:
        dialect.initialize(empty)  # it asks what this SQLite can
    return Speech(dialect, LRUCache(MOST))
