"""A small matter at the door: what is missing is said where it is asked for, and nothing is sent by pressing twice."""

from __future__ import annotations

from stories.moves import make_doors
from tests.stage import Compound, Stage

TEXT = "楼道装声控灯\n每层装一盏，灯钱邻居凑。"


async def test_a_building_without_doors_is_told_to_build_them(compound: Compound) -> None:
    leader = compound.leader
    await leader.says("/yishi")
    await leader.presses("发起议题", message=await leader.sees("", fresh=True))
    refused = await leader.presses("中华园3号楼所有住户", message=await leader.sees("哪些住户的事", fresh=True))
    assert "还没有门牌" in refused.text and "建门牌" in refused.text


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
    seen = await leader.sees("请看一遍", fresh=True)
    assert "3号楼1单元101、3号楼1单元102" in seen.text and "共 2 户" in seen.text
    await leader.presses("发出去", message=seen)
    await leader.sees("发出去了：楼道装声控灯", fresh=True)
    await leader.says("/yishi")
    listed = await leader.sees("楼里的事", fresh=True)
    assert listed.button("征求意见 · 楼道装声控灯") and listed.button("发起议题") and listed.button("正式表决")
    await stage.town.settle()
    stranger = compound.operator
    await stranger.starts("matter_99")
    await stranger.sees("没有找到这件事", fresh=True)
