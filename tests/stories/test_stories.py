"""The stories hold, and read as dialogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo import STORIES, play_story
from bot.settings import Settings
from tests.stage import AFTER_OPENING, open_stage

FROM_THE_COMMAND = "report"
"""One story is played as `python -m bot demo --story` plays it; all others begin where the opening ended, too."""


def reads_as_a_dialogue(lines: list[str]) -> bool:
    spoken = [line for line in lines if "：" in line and any("\u4e00" <= char <= "\u9fff" for char in line)]
    return len(spoken) >= 20


async def test_a_story_holds_from_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings.from_values({"BOT_DATA_DIR": str(tmp_path), "BOT_LISTEN": "127.0.0.1:0"})
    status = await play_story(settings, FROM_THE_COMMAND)
    lines = capsys.readouterr().out.splitlines()
    assert status == 0, "\n".join(lines)
    assert reads_as_a_dialogue(lines)


@pytest.mark.parametrize("name", [name for name in STORIES if name not in ("opening", FROM_THE_COMMAND)])
async def test_the_story_holds(name: str, tmp_path: Path, opened_template: Path) -> None:
    async with open_stage(tmp_path, opened_template, AFTER_OPENING) as stage:
        await STORIES[name](stage.town, "")
        assert reads_as_a_dialogue(stage.town.transcript)
