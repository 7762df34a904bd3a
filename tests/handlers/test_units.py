"""Doors over the wire: one sentence makes them, a building's page puts them right."""

from __future__ import annotations

from tests.handlers.test_registry import claimed
from tests.stage import Compound, Stage


async def test_a_compound_is_founded_with_its_doors_in_one_sentence(stage: Stage) -> None:
    operator = await claimed(stage)
    await operator.presses("建一个小区")
    await operator.presses("不清楚")
    await operator.presses("不清楚")
    await operator.says("中华园")
    await operator.says("每栋3单元、6层、每层2户")
    await operator.sees("还差一共几栋没说", fresh=True)
    await operator.says("9栋、每栋3单元、6层、每层2户")
    check = await operator.sees("这样建可以吗", fresh=True)
    assert "9栋、27个单元、324户" in check.text
    await operator.presses("就这样建")
    done = await operator.sees("门牌也建好了，324 户")
    await operator.presses("门牌", message=done)
    doors = await operator.sees("中华园的门牌：9 栋，324 户")
    assert doors.button("3号楼 36")


async def test_the_committee_makes_doors_afterwards_and_takes_them_back(compound: Compound) -> None:
    chair = compound.chair
    await chair.says("/mingce")
    await chair.presses("建门牌")
    await chair.sees("中华园的门牌怎么编")
    await chair.says("说不清楚")
    await chair.sees("「说不清楚」这里没看懂", fresh=True)
    await chair.says("8栋，6层，每层2户")
    await chair.sees("名册里是 9 栋，您写的是 8 栋", fresh=True)
    await chair.says("九栋楼，每栋三个单元，六层，一梯两户")
    check = await chair.sees("中华园的门牌这样建可以吗", fresh=True)
    assert "9栋、27个单元、324户" in check.text
    await chair.presses("就这样建", message=check)
    await chair.sees("门牌建好了：9栋、27个单元、324户")
    await chair.presses("撤销")
    await chair.presses("再想想", message=await chair.sees("真的撤销中华园的 324 户门牌吗"))
    await chair.presses("撤销全部门牌", message=await chair.sees("中华园的门牌：9 栋，324 户"))
    await chair.presses("撤销", message=await chair.sees("真的撤销中华园的 324 户门牌吗"))
    await chair.sees("已经撤销中华园的 324 户门牌")
    await chair.presses("建门牌")
    await chair.presses("算了")
    await chair.sees("好，门牌没有动")
    await chair.says("9栋、每栋3单元、6层、每层2户")
    await chair.sees("这样报上去可以吗", fresh=True)  # nobody waits for a sentence any more


async def test_a_building_that_differs_is_made_and_corrected_on_its_own_page(compound: Compound) -> None:
    chair = compound.chair
    await chair.says("/mingce")
    await chair.presses("建门牌")
    await chair.says("3号楼：2单元、5层、每层3户")
    await chair.presses("就这样建", message=await chair.sees("中华园3号楼的门牌这样建可以吗", fresh=True))
    await chair.presses("看门牌", message=await chair.sees("门牌建好了：1栋、2个单元、30户"))
    doors = await chair.sees("还没有门牌的：8 栋")
    await chair.presses("9号楼 0", message=doors)
    await chair.presses("建门牌", message=await chair.sees("中华园9号楼还没有门牌"))
    await chair.says("18层，每层4户")
    await chair.presses("就这样建", message=await chair.sees("每栋从 101 到 1804", fresh=True))
    await chair.presses("看门牌", message=await chair.sees("门牌建好了：1栋、72户"))
    await chair.presses("3号楼 30", message=await chair.sees("中华园的门牌：9 栋，102 户"))
    page = await chair.sees("1单元：101 到 503，15 户")

    await chair.presses("加一户", message=page)
    await chair.says("603")
    await chair.sees("603 是几单元的", fresh=True)
    await chair.says("2单元603")
    await chair.sees("加好了：3号楼2单元603", fresh=True)
    await chair.presses("看这栋楼")
    await chair.presses("改门牌", message=await chair.sees("中华园3号楼：31 户"))
    await chair.says("2单元603")
    await chair.sees("没看懂要改成什么", fresh=True)
    await chair.says("2单元604改成605")
    await chair.sees("没有找到这一户", fresh=True)
    await chair.says("2单元603改成602")
    await chair.sees("改好了，现在叫 3号楼2单元602", fresh=True)
    await chair.presses("看这栋楼")
    await chair.presses("去掉一户", message=await chair.sees("2单元：101 到 602，16 户"))
    await chair.says("阁楼")
    await chair.sees("这个门牌没看懂", fresh=True)
    await chair.says("2单元602")
    sure = await chair.sees("把 3号楼2单元602 从名册里去掉吗", fresh=True)
    await chair.presses("去掉", message=sure)
    await chair.presses("放回去", message=await chair.sees("已经去掉：3号楼2单元602"))
    await chair.sees("放回去了：3号楼2单元602")


async def test_forged_door_buttons_are_refused(compound: Compound) -> None:
    for data in ("1una:1:0", "1und:1:0", "1une:1", "1unf:1:0", "1ung:1:0", "1unh:add:1", "1uni:1", "1unj:1", "1unb:1"):
        press = await compound.tenant.forges(data)
        assert press.answered
        assert press.text, data
    for data in ("1una:99:0", "1une:99", "1unf:99:0", "1unh:burn:1", "1uni:99", "1unj:99", "1unb:99", "1ung:1:0"):
        press = await compound.chair.forges(data)
        assert press.text, data
