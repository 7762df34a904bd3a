"""A full matter at the door: grown from a small one, corrected, changed anew; forged presses get an answer in words."""

from __future__ import annotations

from domain.deliberation.stages import Stage as Step
from domain.outcomes import Done
from domain.registry import Place
from stories.moves import finds
from tests.deliberating import GARDEN_LAMPS, begin_full_matter, begin_matter, full_matter_in
from tests.handlers.test_elections import has_a_door, town_of
from tests.stage import Compound, Stage

TITLE, TEXT = GARDEN_LAMPS


async def lamps(stage: Stage, compound: Compound, step: Step) -> None:
    """The lamps of the yard in this step; 王阿姨 lives there."""
    town, at = await town_of(stage, compound), stage.clock.now()
    await has_a_door(stage, town, compound.wang, "101", at)
    begun = await begin_full_matter(stage.house.database, town.compound_id, town["赵主任"].actor, at)
    assert isinstance(begun, Done), begun
    await full_matter_in(stage.house.database, begun["matter_id"], step, at)


async def test_a_small_matter_is_made_everybodys(compound: Compound, stage: Stage) -> None:
    town, chair = await town_of(stage, compound), compound.chair
    place = Place(town.compound_id, town.buildings["3号楼"])
    begun = await begin_matter(stage.house.database, place, town["赵主任"].actor, stage.clock.now())
    assert isinstance(begun, Done), begun
    await compound.leader.starts("matter_1")
    assert not (await compound.leader.sees("第1号小事", fresh=True)).button("转为全小区的事")
    await chair.starts("matter_1")
    await finds(chair, "转为全小区的事", await chair.sees("第1号小事", fresh=True))
    asked = await chair.sees("要从头走一征三议两公开", fresh=True)
    await chair.presses("改公共的地方、改房子", message=asked)
    asked = await chair.sees("是下面哪一样", fresh=True)
    assert not asked.button("住宅改商用")
    pressed = await chair.presses("改公共地方的用途", message=asked)
    assert "转为全小区的事了" in pressed.text
    await chair.starts("matter_1")
    page = await chair.sees("还要全体业主表决", fresh=True)
    assert "民法典278条第八项" in page.text, page.text


async def test_a_slip_is_corrected_and_the_text_stays(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.ANNOUNCING)
    chair = compound.chair
    await chair.starts("matter_1")
    await chair.presses("办这件事", message=await chair.sees("由居民定", fresh=True))
    await chair.presses("更正笔误", message=await chair.sees("还差", fresh=True))
    await chair.sees("原文不动", fresh=True)
    await chair.says("36盏误写为63盏")
    await chair.sees("发出去以后，大家看到的更正是", fresh=True)
    await chair.says("「36盏」误写为「63盏」")
    looked = await chair.sees("「36盏」误写为「63盏」", fresh=True)
    await chair.presses("发出去", message=looked)
    await chair.sees("记下了", fresh=True)
    await compound.wang.starts("matter_1")
    await finds(compound.wang, "看记录", await compound.wang.sees("36盏", fresh=True))
    await compound.wang.sees("「36盏」误写为「63盏」", fresh=True)


async def test_what_was_announced_is_asked_anew(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.ANNOUNCING)
    chair = compound.chair
    await chair.starts("matter_1")
    await chair.presses("办这件事", message=await chair.sees("由居民定", fresh=True))
    await finds(chair, "改方案，重新征求", await chair.sees("还差", fresh=True))
    await chair.sees("改了就要从头征求意见", fresh=True)
    await chair.says(TEXT.replace("36", "40"))
    await chair.sees("为什么改", fresh=True)
    await chair.says("少算了四盏")
    seen = await chair.sees("前面的记录不再算数", fresh=True)
    assert "去掉：36" in seen.text and "改为：40" in seen.text, seen.text
    await chair.presses("就用这一稿", message=seen)
    await chair.presses("看这件事", message=await chair.sees("从头征求意见", fresh=True))
    page = await chair.sees("正在征求意见", fresh=True)
    await finds(chair, "看改了什么", page)
    await chair.presses("看前一稿", message=await chair.sees("第2稿，共 2 稿", fresh=True))
    await chair.sees("第1稿，共 2 稿", fresh=True)


async def test_forged_presses_are_answered_in_words(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.SOLICITING)
    wang = compound.wang
    await wang.starts("matter_1")
    page = await wang.sees("由居民定", fresh=True)
    for press in (
        "mfr:99",
        "mfw:99",
        "mfd:99:0",
        "mfv:99:0",
        "mfo:99:0",
        "mfp:99",
        "mfh:99",
        "mft:99:0",
        "mfm:99",
        "mfz:99",
    ):
        assert "没有找到这件事" in (await wang.forges(f"1{press}", page)).text, press
    for press in ("mfn:1:carried", "mfn:1:nonsense"):
        assert "这里不能补这个记录" in (await wang.forges(f"1{press}", page)).text, press
    for press in ("mfe:99", "mfg:99", "mfx:99"):
        assert "已经办完" in (await wang.forges(f"1{press}", page)).text, press
    for press in ("mfi:1:", "mfz:1"):
        assert "要由委员会成员来办" in (await wang.forges(f"1{press}", page)).text, press
    await compound.chair.starts("matter_1")
    page = await compound.chair.sees("由居民定", fresh=True)
    for press, why in (
        ("mfn:1:accounts", "这一步不记这个"),
        ("mfj:1", "现在不是决议公开的时候"),
        ("mfm:1", "方案公告以后才通知居民代表开会"),
        ("mft:1:0", "方案已经公告，不能再改"),
        ("mtd:1", "还没到公布做好的时候"),
        ("mtf:1", "还没到办的时候"),
    ):
        assert why in (await compound.chair.forges(f"1{press}", page)).text, "said before anything is typed"
    assert "还没有照片" in (await compound.chair.forges("1mfz:1", page)).text


async def test_what_uses_common_parts_is_the_owners_too_when_it_grows(compound: Compound, stage: Stage) -> None:
    town, chair = await town_of(stage, compound), compound.chair
    place = Place(town.compound_id, town.buildings["3号楼"])
    await begin_matter(stage.house.database, place, town["赵主任"].actor, stage.clock.now())
    await chair.starts("matter_1")
    await finds(chair, "转为全小区的事", await chair.sees("第1号小事", fresh=True))
    await chair.presses(
        "动业主的钱（维修资金、公共收益）", message=await chair.sees("要从头走一征三议两公开", fresh=True)
    )
    await chair.presses("动用维修资金", message=await chair.sees("是下面哪一样", fresh=True))
    pressed = await chair.presses("会", message=await chair.sees("比如：空地装充电桩", fresh=True))
    assert "转为全小区的事了" in pressed.text
    await chair.starts("matter_1")
    page = await chair.sees("还要全体业主表决", fresh=True)
    assert "第五项" in page.text and "第八项" in page.text and "四分之三以上同意" in page.text, page.text
