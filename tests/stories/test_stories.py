"""The stories hold, and read as dialogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo import STORIES, play_story
from bot.settings import Settings


@pytest.mark.parametrize("name", [name for name in STORIES if name != "opening"])  # the others begin with it
async def test_the_story_holds(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings.from_values({"BOT_DATA_DIR": str(tmp_path), "BOT_LISTEN": "127.0.0.1:0"})
    status = await play_story(settings, name)
    lines = capsys.readouterr().out.splitlines()
    assert status == 0, "\n".join(lines)
    spoken = [line for line in lines if "：" in line and any("\u4e00" <= char <= "\u9fff" for char in line)]
    assert len(spoken) >= 20
