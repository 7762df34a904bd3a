"""The residents' meeting at the door, in both languages: objected, called, too soon, voted, published, fallen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.deliberation.stages import Stage as Step
from rendering.texts import texts
from sandbox.client import Message, Person
from stories.moves import invite
from tests.handlers.test_deliberation_full import lamps
from tests.pressing import in_english
from tests.stage import Compound, Stage

Said = Callable[..., str]


def words(language: str) -> Said:
    spoken = texts(language)

    def said(name: str, **facts: object) -> str:
        plain = spoken.plain(name if name.startswith("voting.") else f"deliberation.{name}", **facts)
        return plain.replace("<b>", "").replace("</b>", "")

    return said


async def running(person: Person, said: Said, now: str) -> Message:
    """What is missing, for whoever runs it."""
    await person.starts("matter_1")
    await person.presses(said("key.run"), message=await person.sees("1/3", fresh=True))
    return await person.sees(said(f"called.{now}"), fresh=True)


async def objects(person: Person, said: Said, thanks: str) -> None:
    await person.starts("matter_1")
    await person.presses(said("key.object"), message=await person.sees("院内路灯改造", fresh=True))
    await person.sees("院内路灯改造", fresh=True)
    await person.says("晃眼")
    await person.presses(said("key.send_words"), message=await person.sees("晃眼", fresh=True))
    await person.sees(said(thanks), fresh=True)


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
async def test_a_home_carries_it_up_and_the_homes_decide(compound: Compound, stage: Stage, language: str) -> None:
    said, chair, wang, checker = words(language), compound.chair, compound.wang, compound.grid
    await invite(compound.operator, checker, "请监票人")
    await lamps(stage, compound, Step.DISCLOSING)
    if language == "en":
        await in_english(chair, wang)
    await objects(wang, said, "thanks.objection_up")
    await stage.town.settle()
    await wang.sees(said("called_up"))
    await chair.sees(said("now.residents"))
    page = await running(chair, said, "wanted")
    await chair.presses(said("supply.residents"), message=page)
    asked = await chair.sees("20", fresh=True)
    assert "12月5日（周六）" in asked.text or "Sat 5 Dec" in asked.text, asked.text
    await chair.says("11月28日19:30")
    await chair.sees("12月5日" if language == "zh_Hans" else "day 5 of month 12", fresh=True)
    await chair.says("12月20日19:30")
    seen = await chair.sees(said("check.residents_law", n=3), fresh=True)
    await chair.presses(said("key.confirm_residents"), message=seen)
    await chair.sees(said("thanks.residents"), fresh=True)
    assert (await running(chair, said, "voting")).button(said("key.residents_vote"))
    assert "12月20日（周日）19:30开居民会议" in (await chair.sees("一户一票", chat=compound.group)).text
    await stage.town.forward(days=27)
    await stage.town.settle()
    await votes(wang, said)
    await published(compound, stage)
    await chair.sees(said("called.fallen"), fresh=True)
    run = await running(chair, said, "fallen")
    assert run.button(said("key.revise")) and run.button(said("key.stop")), run.text
    assert not run.button(said("supply.residents")) and not run.button(said("key.residents_vote"))


async def votes(person: Person, said: Said) -> None:
    """For its home, and a second look."""
    await person.starts("vote_1")
    page = await person.sees("3号楼1单元101", fresh=True)
    await person.presses(said("voting.choice.approve"), message=page)
    await person.presses(said("voting.key.cast"), message=await person.sees("3号楼1单元101", fresh=True))
    await person.sees("3号楼1单元101", fresh=True)


async def published(compound: Compound, stage: Stage) -> None:
    """One of three homes took part; a second person publishes that; everybody reads that the resolution falls."""
    await stage.town.forward(days=8)
    await stage.town.settle()
    checker = compound.grid
    await checker.presses("去核对", message=await checker.sees("请核对结果", fresh=True))
    await checker.presses("核对结果", message=await checker.sees("已截止", fresh=True))
    await checker.presses("核对无误，公布", message=await checker.sees("公布以后不能收回", fresh=True))
    await stage.town.settle()
    told = await checker.sees("居民会议没有通过，原来的决议不再执行", chat=compound.group)
    assert "居民会议：参加 1/3 户，其中同意 1/1 户" in told.text, told.text


async def test_a_meeting_nobody_called_for_and_one_without_a_day_are_refused(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.DISCLOSING)
    chair, wang, said = compound.chair, compound.wang, words("zh_Hans")
    await chair.starts("matter_1")
    page = await chair.sees("院内路灯改造", fresh=True)
    assert "才召开居民会议" in (await chair.forges("1mfu:1", page)).text
    assert "没有找到这件事" in (await chair.forges("1mfu:99", page)).text
    assert "已经办完" in (await chair.forges("1mfy:99", page)).text
    await objects(wang, said, "thanks.objection_up")
    await stage.town.settle()
    await chair.sees(said("now.residents"), fresh=True)
    await chair.presses(said("supply.residents"), message=await running(chair, said, "wanted"))
    asked = await chair.sees("居民会议哪天几点开", fresh=True)
    draft = asked.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"].split(":")[1]
    assert "已经办完" in (await chair.forges(f"1mfy:{draft}", asked)).text, "no day was written yet"
    await chair.says("过几天")
    await chair.sees("没看懂", fresh=True)
