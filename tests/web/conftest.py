"""The doorstep, and a visitor before it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from storage.database import Database
from tests.web.doorstep import Doorstep, Visitor, visiting


@pytest.fixture
def doorstep(embedded: Database, at: datetime) -> Doorstep:
    return Doorstep(embedded, at)


@pytest.fixture
async def visitor(doorstep: Doorstep) -> AsyncIterator[Visitor]:
    async with visiting(doorstep) as visitor:
        yield visitor
