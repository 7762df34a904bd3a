"""The stories hold, and read as dialogues."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo import STORIES, play_story
from bot.settings import Settings
from sandbox.client import Effort, Person, Town
from services.upkeep import journal_breaks
from stories import FROM_NOTHING
from stories.first_evening import tell_effort
from tests.stage import AFTER_OPENING, Stage, open_stage

FROM_THE_COMMAND = ("report", "deemed")
"""Played as `python -m bot demo --story` plays them, the second with its by-laws; all others begin on a stage."""


def reads_as_a_dialogue(lines: list[str]) -> bool:
    spoken = [line for line in lines if "：" in line and any("\u4e00" <= char <= "\u9fff" for char in line)]
    return len(spoken) >= 20


async def assert_the_journal_verifies(stage: Stage) -> None:
    breaks = await journal_breaks(stage.house.database)
    assert breaks, "the story has left its marks"
    assert [name for name, seq in breaks.items() if seq is not None] == []


@pytest.mark.parametrize("name", FROM_THE_COMMAND)
async def test_a_story_holds_from_the_command(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings.from_values({"BOT_DATA_DIR": str(tmp_path), "BOT_LISTEN": "127.0.0.1:0"})
    status = await play_story(settings, name)
    lines = capsys.readouterr().out.splitlines()
    assert status == 0, "\n".join(lines)
    assert reads_as_a_dialogue(lines)
    assert "每一条都首尾相接" in lines[-1]


@pytest.mark.parametrize("name", [name for name in STORIES if name not in (*FROM_NOTHING, *FROM_THE_COMMAND)])
async def test_the_story_holds(name: str, tmp_path: Path, opened_template: Path) -> None:
    async with open_stage(tmp_path, opened_template, AFTER_OPENING) as stage:
        await STORIES[name](stage.town, "")
        assert reads_as_a_dialogue(stage.town.transcript)
        await assert_the_journal_verifies(stage)


async def test_the_first_evening_holds_and_says_what_it_took(stage: Stage) -> None:
    await STORIES["first-evening"](stage.town, await stage.claim_code())
    *told, together, homes = stage.town.transcript
    assert reads_as_a_dialogue(told)
    assert "5 位组织的人一共" in together and "限600秒" in together
    assert "40 户登记，每户最多点5下、打12个字；限6下、16个字" in homes
    assert (await stage.town.known("王阿姨")).effort == Effort(5, 12)
    await assert_the_journal_verifies(stage)


async def test_an_owners_vote_holds(stage: Stage) -> None:
    await STORIES["owners-vote"](stage.town, await stage.claim_code())
    assert reads_as_a_dialogue(stage.town.transcript)
    await assert_the_journal_verifies(stage)


async def test_an_election_holds(stage: Stage) -> None:
    await STORIES["election"](stage.town, await stage.claim_code())
    assert reads_as_a_dialogue(stage.town.transcript)
    await assert_the_journal_verifies(stage)


async def test_a_small_matter_holds(stage: Stage) -> None:
    await STORIES["small-matter"](stage.town, await stage.claim_code())
    assert reads_as_a_dialogue(stage.town.transcript)
    await assert_the_journal_verifies(stage)


async def test_a_residents_proposal_holds(stage: Stage) -> None:
    await STORIES["resident-proposal"](stage.town, await stage.claim_code())
    assert reads_as_a_dialogue(stage.town.transcript)
    await assert_the_journal_verifies(stage)


async def counted(organisers: list[Effort], homes: list[Effort]) -> list[str]:
    """What the first evening says of such efforts."""
    async with Town("http://127.0.0.1:1") as town:  # nobody is asked there
        people = [
            [Person(town.wire, town.script, number, "邻居", effort) for number, effort in enumerate(efforts)]
            for efforts in (organisers, homes)
        ]
        tell_effort(town, *people)
        return town.transcript


async def test_all_that_the_first_evening_allows_is_allowed() -> None:
    told = await counted([Effort(100, 99), Effort(50, 51)], [Effort(6, 16), Effort(1, 0)])
    assert told[-2] == "（2 位组织的人一共点150下、打150个字，合600秒；限600秒）"


@pytest.mark.parametrize(
    ("organisers", "home", "words"),
    [
        (Effort(0, 601), Effort(), "合601秒"),
        (Effort(201, 0), Effort(), "合603秒"),
        (Effort(), Effort(7, 0), "7 taps"),
        (Effort(), Effort(0, 17), "17 characters"),
    ],
)
async def test_a_tap_or_a_sign_more_fails(organisers: Effort, home: Effort, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        await counted([organisers, Effort()], [Effort(), home])


@pytest.mark.parametrize("name", ["yizheng", "gate-fund", "yizheng-refusals", "urgent-repair"])
async def test_the_whole_procedure_holds(stage: Stage, name: str) -> None:
    await STORIES[name](stage.town, await stage.claim_code())
    assert reads_as_a_dialogue(stage.town.transcript)
    await assert_the_journal_verifies(stage)
