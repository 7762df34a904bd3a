"""An operator lets a word go that the board covers by mistake."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.__main__ import main
from bot.running import open_database
from bot.settings import Settings
from services.board_covers import veil_of

AT = datetime(2026, 11, 24, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("a_folder_of_its_own")


async def found(*names: str) -> None:
    """Compounds, of each of which 黄历 went."""
    async with open_database(Settings.from_environment()) as database, database.transaction() as transaction:
        for name in names:
            await transaction.registry.found(street="", community="", name=name, building_labels=[], at=AT)
        for one in await transaction.registry.compounds():
            await transaction.boards.let_go(one.id, ["黄历"], transaction.keys)


async def shown() -> list[str]:
    async with open_database(Settings.from_environment()) as database, database.reading() as transaction:
        every = await transaction.registry.compounds()
        return [(await veil_of(transaction, one.id))("照黄历看") for one in every]


def test_a_word_is_read_again_in_the_compound_that_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(found("中华园", "康乐院"))
    assert main(["uncover", "黄历"]) == 2, "of which compound?"
    assert main(["uncover", "黄历", "--compound", "康乐院"]) == 0
    assert "「黄历」在康乐院的公示栏上不再遮了" in capsys.readouterr().out
    assert sorted(asyncio.run(shown())) == ["照黄历看", "照＊看"]


def test_a_word_that_is_not_covered_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(found("中华园"))
    assert main(["uncover", "停水"]) == 1
    assert "什么都没改" in capsys.readouterr().out
    assert asyncio.run(shown()) == ["照＊看"]
