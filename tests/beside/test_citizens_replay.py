"""Nine years of real citizens' messages and replies, each on its date, through a house that is killed a hundred times.

They lie beside the project and are never part of it: `make citizens-replay`. What came of it stands in docs/replay.md.
Where there is no hour for all of it at once, `REPLAY_PART=2/6` replays the second sixth of the file.
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
PART, PARTS = (int(number) for number in os.environ.get("REPLAY_PART", "1/1").split("/"))
REPORTS = Path(__file__).parents[2] / "reports"
FIGURES = REPORTS / ("citizens-replay.txt" if PARTS == 1 else f"citizens-replay-{PART}-of-{PARTS}.txt")
KILLS = int(os.environ.get("REPLAY_KILLS", "100"))

pytestmark = pytest.mark.skipif(not FILE, reason="CITIZENS_FILE is not set: the messages lie beside the project")


def fresh(folder: Path) -> Path:
    folder.mkdir()
    return folder


async def replay(folder: Path, template: Path, kills: int) -> Played:
    letters = read_letters(Path(FILE))
    part = letters[len(letters) * (PART - 1) // PARTS : len(letters) * PART // PARTS]
    return await play(folder, sqlite_copy(template, folder), part, kills, Random(kills))


async def test_nine_years_go_by_and_each_thing_happens_once(tmp_path: Path, sqlite_template: Path) -> None:
    quiet, killed = await asyncio.gather(
        replay(fresh(tmp_path / "quiet"), sqlite_template, 0),
        replay(fresh(tmp_path / "killed"), sqlite_template, KILLS),
    )
    told = [figures(played, each_once(played), arrived_once(played)) for played in (quiet, killed)]
    keep("\n\n".join(told))
    the_same(quiet, killed)
    assert killed.deaths == KILLS


def figures(played: Played, fired: Counter[str], fates: Mapping[str, int]) -> str:
    """What stands in docs/replay.md."""
    ledger = played.ledger
    lines = [
        f"{played.first:%F} – {played.last:%F}: {played.moments} moments, {played.deaths} deaths",
        f"{len(ledger.reports)} reports, {len(ledger.steps)} steps, {len(ledger.entries)} entries",
        *(", ".join(f"{what} {count}" for what, count in sorted(counts.items())) for counts in (fired, fates)),
    ]
    return "\n".join(lines)


def keep(words: str) -> None:
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.write_text(words + "\n", encoding="utf-8")
