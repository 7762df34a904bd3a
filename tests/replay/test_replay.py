"""Some months of invented reports go by in seconds while the house is killed again and again: each thing happens once.

The same with real citizens' messages and their dates over nine years: `make citizens`, `docs/replay.md`.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tests.conftest import sqlite_copy
from tests.replay.checks import arrived_once, each_once
from tests.replay.play import play
from tests.replay.script import invented_letters

LETTERS, DAYS = 24, 40
KILLS = int(os.environ.get("REPLAY_KILLS", "8"))
SEED = os.environ.get("REPLAY_SEED", "2011")
FIRST = datetime(2026, 1, 20, tzinfo=UTC)
"""New year's days off and the days worked instead lie in these months."""


async def test_each_thing_happens_once_however_often_the_house_dies(tmp_path: Path, sqlite_template: Path) -> None:
    dice = Random(SEED)
    letters = invented_letters(LETTERS, FIRST, DAYS, dice)
    played = await play(tmp_path, sqlite_copy(sqlite_template, tmp_path), letters, KILLS, dice)
    fired, fates = each_once(played), arrived_once(played)
    assert played.deaths == KILLS
    assert {"level", "remind", "lapse", "week", "month", "told", "night"} <= fired.keys(), fired
    assert fates["sent"] > 10 * fates["unknown"], fates
