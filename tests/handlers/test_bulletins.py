"""Papers for the wall over the wire: seen first, printed with a number, the photo offered right there."""

from __future__ import annotations

from domain.deliberation.stages import Stage as Step
from tests.handlers.test_deliberation_full import lamps
from tests.handlers.test_vote_papers import picture
from tests.sheets import addresses, page_count, words
from tests.stage import Compound, Stage

PHOTO = picture(90, 120, 150)


async def test_a_decision_is_seen_printed_and_hung(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.DISCLOSING)
    chair = compound.chair
    await chair.starts("matter_1")
    await chair.presses("办这件事", message=await chair.sees("由居民定", fresh=True))
    await chair.presses("打印公告", message=await chair.sees("还差", fresh=True))
    pressed = await chair.presses("决议公示", message=await chair.sees("要印哪一份", fresh=True))
    assert "正在排版" in pressed.text
    seen = await chair.sees("关于「院内路灯改造」的决议现予公示", fresh=True)
    assert addresses([await chair.file(seen)])[0].startswith("http")
    await chair.presses("海报版", message=seen)
    printed = await chair.sees("中华园决议公示 中华园公示〔2026〕1号", fresh=True)
    content = await chair.file(printed)
    assert page_count(content) == 1 and "36盏太阳能路灯" in words(content).replace("\n", "")
    await chair.presses("贴好了，交照片", message=printed)
    await chair.sees("贴在哪里", fresh=True)
    await chair.says("贴好了")
    await chair.sees("还差贴在哪里、哪两位贴的", fresh=True)
    await chair.says("大门口公告栏，赵主任、林委员")
    await chair.sees("照片", fresh=True)
    await chair.says("没拍")
    await chair.sees("请发照片", fresh=True)
    await chair.sends_photo(PHOTO)
    await chair.sees("记下了", fresh=True)


async def test_what_can_be_printed_is_under_print(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.PROPOSING)
    chair = compound.chair
    await chair.says("/start m_print")
    await chair.presses("公示和通知", message=await chair.sees("要印什么", fresh=True))
    listed = await chair.sees("要印哪一份", fresh=True)
    await chair.presses("年度报告", message=listed)
    seen = await chair.sees("议题：新提出 1 件", fresh=True)
    pressed = await chair.forges("1gsp:plan:1:0:plain", seen)
    assert "这一步还没有到" in pressed.text
    for forged in ("1gsp:nothing:1:0:plain", "1gss:nothing:1:0", "1gso:nothing:1"):
        assert "按钮" in (await chair.forges(forged, seen)).text
    await compound.wang.starts("matter_1")
    page = await compound.wang.sees("院内路灯改造", fresh=True)
    await compound.wang.forges("1gsl:1:0", page)
    await compound.wang.sees("现在没有要贴的文书", fresh=True)
