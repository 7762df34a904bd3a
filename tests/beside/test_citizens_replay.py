"""Nine years of real citizens' messages and replies, each on its date, through a house that is killed a hundred times.

They lie beside the project and are never part of it: `make citizens-replay`. What came of it stands in docs/replay.md.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from tests.conftest import sqlite_copy
from tests.replay.checks import arrived_once, each_once, the_same
from tests.replay.play import Played, play
from tests.replay.script import read_letters

FILE = os.environ.get("CITIZENS_FILE", "")
KILLS = int(os.environ.get("REPLAY_KILLS", "100"))

pytestmark = pytest.mark.skipif(not FILE, reason="CITIZENS_FILE is not set: the messages lie beside the project")


async def replay(folder: Path, template: Path, kills: int) -> Played:
    folder.mkdir()
    return await play(folder, sqlite_copy(template, folder), read_letters(Path(FILE)), kills, Random(kills))


async def test_nine_years_go_by_and_each_thing_happens_once(
    tmp_path: Path, sqlite_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quiet, killed = await asyncio.gather(
        replay(tmp_path / "quiet", sqlite_template, 0), replay(tmp_path / "killed", sqlite_template, KILLS)
    )
    with capsys.disabled():
        for played in (quiet, killed):
            say(played, each_once(played), arrived_once(played))
    the_same(quiet, killed)
    assert killed.deaths == KILLS


def say(played: Played, fired: Counter[str], fates: Mapping[str, int]) -> None:
    """The figures for docs/replay.md."""
    ledger = played.ledger
    print(f"\n{played.first:%F} – {played.last:%F}: {played.moments} moments, {played.deaths} deaths")
    print(f"{len(ledger.reports)} reports, {len(ledger.steps)} steps, {len(ledger.entries)} entries")
    for counts in (fired, fates):
        print(", ".join(f"{what} {count}" for what, count in sorted(counts.items())))
