"""Hostile workbooks: each is answered with a plain list of what is wrong, and nothing changes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime

import pytest

from domain.outcomes import Reason, Refusal
from domain.registry import ANYWHERE, Actor, Role, RoleKind
from rendering.registry_import import faulty, told, whole_list
from rendering.texts import texts
from services.registry_import import DryRun, dry_run, import_registry
from storage.database import Database
from storage.workbooks import PATIENCE
from tests.hostile import CELLS, EVERY
from tests.house.plan import HAN

WORDS = texts("zh_Hans")
OUTCOMES = 'INSERT INTO "acts"'
"""What was answered is kept; that is no change."""

SECONDS, MEMORY = PATIENCE + 5, 1024**3
"""What is not read within its time is given up."""

READING = """
import asyncio, resource, sys
from storage.workbooks import read_workbook
asyncio.run(read_workbook(sys.stdin.buffer.read()))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


async def compound(database: Database, at: datetime) -> int:
    """中华园 with one home that is known already."""
    async with database.transaction() as transaction:
        number = await transaction.registry.found(
            street="", community="", name="中华园", building_labels=["3号楼"], at=at
        )
        (building,) = await transaction.registry.buildings(number)
        entrance = await transaction.units.entrance(building.id, "2单元", 2)
        await transaction.units.add_unit(number, building.id, entrance, floor=3, label="301")
    return number


def everything(database: Database) -> list[str]:
    """Every row of every table, as the file has it."""
    with closing(sqlite3.connect(str(database.url.database))) as file:
        return [line for line in file.iterdump() if not line.startswith(OUTCOMES)]


def test_there_are_sixty_of_them() -> None:
    assert len(EVERY) >= 60


@pytest.mark.parametrize("name", EVERY)
async def test_a_hostile_workbook_is_told_what_is_wrong_and_changes_nothing(
    name: str, embedded: Database, at: datetime
) -> None:
    make, flaw = EVERY[name]
    number = await compound(embedded, at)
    before = everything(embedded)
    operator = Actor(None, (Role(RoleKind.OPERATOR, ANYWHERE, at),))
    content, began = make(), time.monotonic()
    run = await dry_run(embedded, actor=operator, compound_id=number, content=content)
    assert time.monotonic() - began < SECONDS
    assert isinstance(run, DryRun)
    grave = [problem for problem in run.problems if problem.grave]
    assert [problem.flaw for problem in grave][:1] == [flaw]
    outcome = await import_registry(embedded, actor=operator, run=run, state=run.state, source="1", at=at)
    assert outcome == Refusal(Reason.INVALID, {"what": "workbook"})
    assert everything(embedded) == before
    said = told(WORDS, run.problems, run.difference)
    assert said and all(HAN.search(line) and len(line) < 500 for line in said)
    assert not any(word in line for line in said for word in ("Traceback", "Error", "None", "Flaw", "{", "\x00"))
    if name in CELLS:
        (problem,) = grave
        assert (problem.sheet, problem.row) == ("名册", 2)
        assert f"第2行「{problem.heading}」（" in said[0]
    assert str(faulty(WORDS, run.problems).text).count("\n") < 8
    assert whole_list(WORDS, name="中华园", problems=run.problems, difference=run.difference).document


@pytest.mark.parametrize("name", ["one string in every cell", "a million rows", "a bomb of words"])
def test_the_heaviest_take_no_more_of_the_machine_than_they_may(name: str) -> None:
    """Seen from a process that is small itself: a child's peak begins with its parent's. Kilobytes, on this system."""
    make, _ = EVERY[name]
    reading = subprocess.run([sys.executable, "-c", READING], input=make(), capture_output=True, check=True)
    assert 1024 < int(reading.stdout) < MEMORY // 1024
