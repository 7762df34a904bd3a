"""Stopping a matter at the door, by two; words that others read, looked at once more; in both languages."""

from __future__ import annotations

import pytest

from domain.deliberation.stages import Stage as Step
from domain.registry import Place, RoleKind
from stories.moves import finds
from tests.handlers.test_deliberation_full import lamps
from tests.handlers.test_elections import known, town_of
from tests.pressing import in_english
from tests.stage import Compound, Stage

CHINESE = {
    "run": "办这件事",
    "stop": "不办了",
    "asked": "为什么不办了",
    "look": "要先请另一位委员看",
    "report": "报给另一位委员看",
    "reported": "同意以前，这件事接着办",
    "wants": "要您同意才停下",
    "see": "去看看",
    "why": "有人提请不办了，原因：街道另有安排",
    "go_on": "接着办",
    "why_on": "为什么接着办",
    "read": "提请的人看到的是",
    "send": "发出去",
    "told": "另一位委员没有同意",
    "agree": "同意不办了，告诉大家",
    "stopped": "停下了，群里写明了原因",
}
ENGLISH = {
    "run": "Run this matter",
    "stop": "Stop it",
    "asked": "Why is it stopped",
    "look": "has to agree first",
    "report": "Ask another member to look",
    "reported": "Until they agree, it goes on",
    "wants": "It stops only if you agree",
    "see": "Look at it",
    "why": "asks to stop it, because: 街道另有安排",
    "go_on": "Let it go on",
    "why_on": "Why does it go on",
    "read": "whoever asked reads",
    "send": "Send it out",
    "told": "another member did not agree",
    "agree": "Agree and tell everybody",
    "stopped": "",
}


async def of_the_committee(stage: Stage, compound: Compound) -> None:
    """孙网格 sits on it, too."""
    town, second = await town_of(stage, compound), await known(stage, compound.grid)
    async with stage.house.database.transaction() as transaction:
        place = Place(town.compound_id)
        await transaction.registry.grant(second.person_id, RoleKind.COMMITTEE, place, by=None, at=stage.clock.now())


@pytest.mark.parametrize("said", [CHINESE, ENGLISH], ids=["zh", "en"])
async def test_one_asks_another_lets_it_go_on_and_agrees_the_second_time(
    compound: Compound, stage: Stage, said: dict[str, str]
) -> None:
    await lamps(stage, compound, Step.SOLICITING)
    await of_the_committee(stage, compound)
    chair, other = compound.chair, compound.grid
    if said is ENGLISH:
        await in_english(chair, other)

    async def asks() -> None:
        await chair.starts("matter_1")
        await chair.presses(said["run"], message=await chair.sees("36盏", fresh=True))
        await chair.presses(said["stop"], message=await chair.sees("", fresh=True))
        await chair.sees(said["asked"], fresh=True)
        await chair.says("街道另有安排")
        await chair.presses(said["report"], message=await chair.sees(said["look"], fresh=True))
        await chair.sees(said["reported"], fresh=True)
        await stage.town.settle()

    await asks()
    await chair.starts("matter_1")
    await chair.presses(said["run"], message=await chair.sees("36盏", fresh=True))
    page = await chair.sees("", fresh=True)
    assert not page.button(said["stop"]) and not page.button(said["see"]), page.text
    await other.presses(said["see"], message=await other.sees(said["wants"], fresh=True))
    seen = await other.sees(said["why"], fresh=True)
    await other.presses(said["go_on"], message=seen)
    await other.sees(said["why_on"], fresh=True)
    await other.says("先等一等")
    first = await other.sees(said["read"], fresh=True)
    await other.says("已经征求了一半")
    await other.sees("已经征求了一半", fresh=True)
    await other.presses(said["send"], message=first)
    await other.presses(said["send"], message=await other.sees("已经征求了一半"))
    await stage.town.settle()
    assert "已经征求了一半" in (await chair.sees(said["told"], fresh=True)).text
    await asks()
    await other.presses(said["see"], message=await other.sees(said["wants"], fresh=True))
    await other.presses(said["agree"], message=await other.sees(said["why"], fresh=True))
    await other.sees(said["stopped"], fresh=True)
    await stage.town.settle()
    assert "街道另有安排" in (await compound.wang.sees("原因：", chat=compound.group)).text


async def test_what_was_not_looked_at_anew_is_not_agreed_to(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.SOLICITING)
    await of_the_committee(stage, compound)
    chair, other = compound.chair, compound.grid
    await chair.starts("matter_1")
    page = await chair.sees("36盏", fresh=True)
    assert "没有等您看的" in (await chair.forges("1mgs:1", page)).text
    await other.starts("matter_1")
    assert "没有等您看的" in (await other.forges("1mgl:1:0", await other.sees("36盏", fresh=True))).text
    await chair.presses("办这件事", message=page)
    await finds(chair, "不办了", await chair.sees("还差", fresh=True))
    await chair.says("街道另有安排")
    await chair.presses("报给另一位委员看", message=await chair.sees("要先请另一位委员看", fresh=True))
    await stage.town.settle()
    await other.starts("matter_1")
    page = await other.sees("36盏", fresh=True)
    assert "又有了新的记录" in (await other.forges("1mgl:1:1", page)).text
    await other.presses("同意不办了，告诉大家", message=await other.sees("现在走到：征求意见"))
    await other.sees("停下了", fresh=True)


async def test_an_objection_is_read_as_all_will_read_it_and_dropped_by_a_press_elsewhere(
    compound: Compound, stage: Stage
) -> None:
    await lamps(stage, compound, Step.DISCLOSING)
    wang = compound.wang
    await wang.starts("matter_1")
    await finds(wang, "提异议", await wang.sees("院内路灯改造", fresh=True))
    await wang.says("我是王阿姨，住3号楼1单元101，电话13812345678，灯太亮")
    looked = await wang.sees("发出去以后，大家看到的是", fresh=True)
    assert "灯太亮" in looked.text and not [one for one in ("王阿姨", "101", "13812345678") if one in looked.text]
    await wang.starts("matter_1")
    await wang.sees("院内路灯改造", fresh=True)
    assert "过期" in (await wang.presses("发出去", message=looked)).text
    page = await wang.sees("院内路灯改造")
    await finds(wang, "提异议", page)
    await wang.says("灯太亮")
    looked = await wang.sees("发出去以后，大家看到的是", fresh=True)
    await wang.forges("1mts:1", page)
    assert "过期" in (await wang.presses("发出去", message=looked)).text
    await wang.forges("1mfj:1", looked)
    await wang.says("灯太亮")
    looked = await wang.sees("发出去以后，大家看到的是", fresh=True)
    await wang.presses("算了", message=looked)
    await wang.sees("院内路灯改造", fresh=True)
    assert not (await wang.sees("院内路灯改造")).button("看异议和答复"), "nothing went out"
