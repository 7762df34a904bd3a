"""Writing anew what was decided, at the door: one asks, another reads what changes and agrees; in both languages."""

from __future__ import annotations

import pytest

from domain.deliberation.stages import Stage as Step
from stories.moves import finds
from tests.handlers.test_deliberation_full import TEXT, lamps
from tests.handlers.test_deliberation_stops import of_the_committee
from tests.pressing import in_english
from tests.stage import Compound, Stage

CHINESE = {
    "run": "办这件事",
    "revise": "改方案，重新征求",
    "text": "请把改好的全文发给我",
    "why": "为什么改",
    "two": "要先请另一位委员看",
    "ask": "报给另一位委员看",
    "asked": "同意以前，照定下的办",
    "waits": "要您同意才改",
    "see": "去看看",
    "changes": "改的地方",
    "whole": "看全文",
    "back": "回去",
    "keep": "不改，照定下的办",
    "why_kept": "为什么不改",
    "read": "提请的人看到的是",
    "send": "发出去",
    "kept": "另一位委员没有同意",
    "agree": "同意改，从头征求",
    "anew": "从头征求意见",
}
ENGLISH = {
    "run": "Run this matter",
    "revise": "Change the text, ask anew",
    "text": "Please send the whole text",
    "why": "Why does it change",
    "two": "another member has to agree first",
    "ask": "Ask another member to look",
    "asked": "Until they agree, what was decided holds",
    "waits": "It changes only if you agree",
    "see": "Look at it",
    "changes": "What changes",
    "whole": "Read the whole",
    "back": "Back",
    "keep": "Keep what was decided",
    "why_kept": "Why does it hold",
    "read": "whoever asked reads",
    "send": "Send it out",
    "kept": "another member did not agree",
    "agree": "Agree, ask everybody again",
    "anew": "",
}


@pytest.mark.parametrize("said", [CHINESE, ENGLISH], ids=["zh", "en"])
async def test_one_asks_another_keeps_it_and_agrees_the_second_time(
    compound: Compound, stage: Stage, said: dict[str, str]
) -> None:
    await lamps(stage, compound, Step.DISCLOSING)
    await of_the_committee(stage, compound)
    chair, other = compound.chair, compound.grid
    if said is ENGLISH:
        await in_english(chair, other)

    async def asks() -> None:
        await chair.starts("matter_1")
        await chair.presses(said["run"], message=await chair.sees("36盏", fresh=True))
        await finds(chair, said["revise"], await chair.sees("", fresh=True))
        await chair.sees(said["text"], fresh=True)
        await chair.says(TEXT.replace("36", "40"))
        await chair.sees(said["why"], fresh=True)
        await chair.says("少算了四盏")
        await chair.presses(said["ask"], message=await chair.sees(said["two"], fresh=True))
        await chair.sees(said["asked"], fresh=True)
        await stage.town.settle()

    await asks()
    await other.presses(said["see"], message=await other.sees(said["waits"], fresh=True))
    seen = await other.sees(said["changes"], fresh=True)
    assert "少算了四盏" in seen.text and "40" in seen.text and "36" in seen.text, seen.text
    assert len([line for line in seen.text.splitlines() if line.strip()]) <= 8, seen.text
    await other.presses(said["whole"], message=seen)
    whole = await other.sees("", fresh=True)
    assert "太阳能路灯，钱由街道改造资金出，不动维修资金，也不动公共收益" in whole.text, whole.text
    await other.presses(said["back"], message=whole)
    await other.presses(said["keep"], message=await other.sees(said["changes"], fresh=True))
    await other.sees(said["why_kept"], fresh=True)
    await other.says("灯已经买了")
    await other.presses(said["send"], message=await other.sees(said["read"], fresh=True))
    await stage.town.settle()
    assert "灯已经买了" in (await chair.sees(said["kept"], fresh=True)).text
    await asks()
    await other.presses(said["see"], message=await other.sees(said["waits"], fresh=True))
    await other.presses(said["agree"], message=await other.sees(said["changes"], fresh=True))
    await other.sees(said["anew"], fresh=True)
    await stage.town.settle()
    assert "少算了四盏" in (await compound.wang.sees("决议不办了", chat=compound.group)).text


async def test_what_was_not_looked_at_anew_is_not_agreed_to_and_nobody_asks_twice(
    compound: Compound, stage: Stage
) -> None:
    await lamps(stage, compound, Step.DISCLOSING)
    await of_the_committee(stage, compound)
    chair, other = compound.chair, compound.grid
    await other.starts("matter_1")
    assert "没有等您看的" in (await other.forges("1mgx:1:0", await other.sees("36盏", fresh=True))).text
    await chair.starts("matter_1")
    await chair.presses("办这件事", message=await chair.sees("36盏", fresh=True))
    await finds(chair, "改方案，重新征求", await chair.sees("还差", fresh=True))
    await chair.says(TEXT.replace("36", "40"))
    await chair.sees("为什么改", fresh=True)
    await chair.says("少算了四盏")
    await chair.presses("报给另一位委员看", message=await chair.sees("要先请另一位委员看", fresh=True))
    await stage.town.settle()
    await chair.starts("matter_1")
    page = await chair.sees("36盏", fresh=True)
    assert "要由另一位委员同意" in (await chair.forges("1mgv:1:0", page)).text
    assert "正等另一位委员看" in (await chair.forges("1mft:1:1", page)).text
    await compound.wang.starts("matter_1")
    page = await compound.wang.sees("36盏", fresh=True)
    assert "没有等您看的" in (await compound.wang.forges("1mgv:1:0", page)).text, "what is asked is not for neighbours"
    await other.starts("matter_1")
    page = await other.sees("36盏", fresh=True)
    assert "又有了新的记录" in (await other.forges("1mgx:1:1", page)).text
    await other.presses("同意改，从头征求", message=await other.sees("改的地方"))
    await other.sees("从头征求意见", fresh=True)
