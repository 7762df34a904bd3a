"""A small matter at the door: what is missing is said where it is asked for, and nothing is sent by pressing twice."""

from __future__ import annotations

import re

from stories.moves import make_doors
from tests.stage import Compound, Stage

TEXT = "楼道装声控灯\n每层装一盏，灯钱邻居凑。"


async def test_a_building_without_doors_is_told_to_build_them(compound: Compound) -> None:
    leader = compound.leader
    await leader.says("/yishi")
    await leader.presses("发起议题", message=await leader.sees("", fresh=True))
    told = await leader.sees("中华园3号楼还没有录门牌", fresh=True)
    assert "建门牌" in told.text and told.buttons == ["名册", "算了"], "nothing is asked that could not be answered"
    await leader.says("301")
    await leader.sees("还没有住户的门牌", fresh=True)
    await leader.says("算了")
    left = await leader.sees("好的，先不写了", fresh=True)
    assert left.button("报个事")
    await leader.says("301室漏水")
    await leader.sees("这样报上去可以吗", fresh=True)


async def test_every_step_has_its_way_back_and_says_what_is_wrong(compound: Compound, stage: Stage) -> None:
    await make_doors(compound.chair, "9栋、每栋1单元、3层、每层2户")
    leader = compound.leader
    await leader.says("/yishi")
    await leader.presses("发起议题", message=await leader.sees("", fresh=True))
    await leader.sees("哪些住户的事", fresh=True)
    await leader.says("999")
    await leader.sees("999", fresh=True)
    await leader.says("101")
    await leader.sees("至少要涉及 2 户", fresh=True)
    await leader.says("101、102")
    await leader.sees("请写清楚要做什么", fresh=True)
    await leader.sends_photo(b"")
    await leader.sees("还没有写内容", fresh=True)
    await leader.says(TEXT)
    await leader.presses("返回", message=await leader.sees("牵涉下面哪一样", fresh=True))
    await leader.sees("请写清楚要做什么", fresh=True)
    await leader.says(TEXT)
    await leader.presses("都没有", message=await leader.sees("牵涉下面哪一样", fresh=True))
    await leader.presses("不会", message=await leader.sees("会不会占公共地方来收钱", fresh=True))
    await leader.presses("不用各家出钱", message=await leader.sees("要各家凑钱吗", fresh=True))
    seen = await leader.sees("请看一遍", fresh=True)
    assert "3号楼1单元101、3号楼1单元102" in seen.text and "共 2 户" in seen.text
    await leader.presses("发出去", message=seen)
    await leader.sees("发出去了：楼道装声控灯", fresh=True)
    await leader.says("/yishi")
    listed = await leader.sees("点一件看看到哪一步了", fresh=True)
    assert listed.button("征求意见 · 楼道装声控灯") and listed.button("发起议题") and listed.button("正式表决")
    await stage.town.settle()
    stranger = compound.operator
    await stranger.starts("matter_99")
    await stranger.sees("没有找到这件事", fresh=True)


async def test_a_number_tells_a_neighbour_without_a_home_nothing_in_their_language(
    compound: Compound, stage: Stage
) -> None:
    await make_doors(compound.chair, "9栋、每栋1单元、3层、每层2户")
    await begin_small(compound)
    emma = await stage.town.person("Emma", language_code="en")
    for number in (1, 99):
        await emma.starts(f"matter_{number}")
        seen = await emma.sees("register your home", fresh=True)
        assert "声控灯" not in seen.text, "numbers can be guessed"
    await emma.presses("Register my home", message=seen)
    asked = await emma.sees("", fresh=True)
    assert not re.search("[\u4e00-\u9fff]{3}", asked.text.replace("中华园", "")), asked.text
    new = await stage.town.person("新邻居", language_code="zh-hans")
    await new.starts("matter_1")
    seen = await new.sees("请先登记您家", fresh=True)
    assert "声控灯" not in seen.text and seen.button("登记我家")
    await compound.wang.starts("matter_1")
    await compound.wang.sees("楼道装声控灯", fresh=True)


async def test_everybodys_matter_without_doors_is_refused_before_anything_is_written(compound: Compound) -> None:
    chair = compound.chair
    await chair.says("/yishi")
    await chair.presses("发起议题", message=await chair.sees("", fresh=True))
    await chair.presses("全小区：中华园", message=await chair.sees("哪里的事", fresh=True))
    refused = await chair.sees("还没有录门牌", fresh=True)
    assert refused.button("名册")
    await chair.presses("返回", message=refused)
    await chair.sees("哪里的事", fresh=True)


async def test_a_word_that_was_meant_otherwise_stops_nothing(compound: Compound, stage: Stage) -> None:
    await make_doors(compound.chair, "9栋、每栋1单元、3层、每层2户")
    await begin_small(compound)
    leader = compound.leader

    async def stops() -> None:
        await leader.starts("matter_1")
        await leader.presses("不办了", message=await leader.sees("正在征求意见", fresh=True))

    await stops()
    await leader.says("好的")
    looked = await leader.sees("发出去是这样", fresh=True)
    assert "原因：好的" in looked.text
    await leader.presses("算了", message=looked)
    await leader.starts("matter_1")
    assert (await leader.sees("正在征求意见", fresh=True)).button("不办了"), "it goes on"
    await stops()
    await leader.says("两户都搬走了")
    older = await leader.sees("发出去是这样", fresh=True)
    await leader.says("两户都不想装了")
    newer = await leader.sees("原因：两户都不想装了", fresh=True)
    assert "刚才已经变了" in (await leader.presses("不办了，告诉大家", message=older)).text
    await leader.presses("不办了，告诉大家", message=newer)
    await leader.starts("matter_1")
    await leader.sees("原因：两户都不想装了", fresh=True)


async def test_letting_what_is_common_is_no_small_matter(compound: Compound) -> None:
    await make_doors(compound.chair, "9栋、每栋1单元、3层、每层2户")
    leader = compound.leader
    await leader.says("/yishi")
    await leader.presses("发起议题", message=await leader.sees("", fresh=True))
    await leader.sees("哪些住户的事", fresh=True)
    await leader.says("101、102")
    await leader.sees("请写清楚要做什么", fresh=True)
    await leader.says("电梯里挂广告\n一年三千元，两户平分。")
    await leader.presses("都没有", message=await leader.sees("牵涉下面哪一样", fresh=True))
    asked = await leader.sees("电梯里、外墙上做广告", fresh=True)
    assert "民法典278条第八项" in (await leader.presses("会", message=asked)).text
    told = await leader.sees("由委员会发起", fresh=True)
    assert not told.button("当全小区的事来办"), "a building's leader begins nothing for everybody"
    await leader.presses("点错了，重新选", message=told)
    await leader.presses("返回", message=await leader.sees("电梯里、外墙上做广告", fresh=True))
    await leader.sees("牵涉下面哪一样", fresh=True)


async def test_what_is_no_small_matter_goes_on_as_everybodys_with_its_words(compound: Compound) -> None:
    await make_doors(compound.chair, "9栋、每栋1单元、3层、每层2户")
    chair = compound.chair
    await chair.says("/yishi")
    await chair.presses("发起议题", message=await chair.sees("", fresh=True))
    await chair.presses("下一页", message=await chair.sees("哪里的事", fresh=True))
    await chair.presses("中华园3号楼", message=await chair.sees("哪里的事", fresh=True))
    await chair.presses("中华园3号楼所有住户", message=await chair.sees("哪些住户的事", fresh=True))
    await chair.sees("请写清楚要做什么", fresh=True)
    await chair.says("修屋顶\n从维修资金里出。")
    await chair.presses("动业主的钱（维修资金、公共收益）", message=await chair.sees("牵涉下面哪一样", fresh=True))
    await chair.presses("动用维修资金", message=await chair.sees("是下面哪一样", fresh=True))
    told = await chair.sees("走一征三议两公开", fresh=True)
    assert "民法典278条第五项" in told.text and "发起正式表决" not in told.text, told.text
    await chair.presses("当全小区的事来办", message=told)
    chosen = await chair.sees("牵涉下面哪些", fresh=True)
    assert chosen.button("✓ 动业主的钱（维修资金、公共收益）") and "选了：动用维修资金" in chosen.text, chosen.text
    await chair.presses("选好了", message=chosen)
    await chair.presses("不会", message=await chair.sees("会不会占公共地方来收钱", fresh=True))
    seen = await chair.sees("请看一遍", fresh=True)
    assert "从维修资金里出" in seen.text and "向全体住户征求意见" in seen.text, seen.text


async def begin_small(compound: Compound) -> None:
    """A matter of two homes, just begun."""
    leader = compound.leader
    await leader.says("/yishi")
    await leader.presses("发起议题", message=await leader.sees("", fresh=True))
    await leader.sees("哪些住户的事", fresh=True)
    await leader.says("101、102")
    await leader.sees("请写清楚要做什么", fresh=True)
    await leader.says(TEXT)
    await leader.presses("都没有", message=await leader.sees("牵涉下面哪一样", fresh=True))
    await leader.presses("不会", message=await leader.sees("会不会占公共地方来收钱", fresh=True))
    await leader.presses("不用各家出钱", message=await leader.sees("要各家凑钱吗", fresh=True))
    await leader.presses("发出去", message=await leader.sees("请看一遍", fresh=True))
    await leader.sees("发出去了：楼道装声控灯", fresh=True)


async def test_nobody_hears_that_deliberation_is_not_open(compound: Compound) -> None:
    await compound.wang.says("/yishi")
    seen = await compound.wang.sees("现在没有表决，也没有正在商量的事", fresh=True)
    assert "没有开放" not in seen.text and "也可以提议" in seen.text
