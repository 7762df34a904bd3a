"""Deliveries at the door: how a home was served, its photo, a mistake taken back; and the home that reads it itself."""

from __future__ import annotations

from sandbox.client import Message, Person
from stories.moves import picture
from tests.cities import own_shelf
from tests.handlers.test_voting import opened
from tests.stage import Compound, Stage

CLAUSE = "中华园议事规则第18条"
WARNED = f"没投的，跟多数人的意见算（依据：{CLAUSE}）"


async def silent_counts(compound: Compound, stage: Stage) -> None:
    stage.house.database.shelf = own_shelf(f"[counting]\ndeemed = {{ value = 'follow_majority', bylaw = '{CLAUSE}' }}")
    await opened(compound, stage)
    await stage.town.forward(hours=3)


async def door(leader: Person, home: str) -> Message:
    await leader.starts("vote_1")
    await leader.presses("上门名单", message=await leader.sees("您代表：", fresh=True))
    await leader.presses(home, message=await leader.sees("3号楼：已投"))
    return await leader.sees(f"3号楼1单元{home}")


async def test_a_delivery_from_the_door_to_the_home(compound: Compound, stage: Stage) -> None:
    await silent_counts(compound, stage)
    leader, wang = compound.leader, compound.wang
    assert WARNED in (await wang.sees("表决公示 第1号", chat=compound.group)).text
    await leader.presses("登记送达", message=await door(leader, "301"))
    page = await leader.sees("301的选票怎么送到的")
    assert "贴公告栏，都不算" in page.text
    assert (await leader.presses("本人签收", message=page)).text == "记下了"
    await leader.presses("撤回送达", message=await leader.sees("选票已送达，本人签收"))
    await leader.presses("拍照留证", message=await leader.sees("301的选票怎么送到的"))
    await leader.sees("请拍一张送达的照片")
    await leader.says("没有照片")
    await leader.sees("没有看到照片", fresh=True)
    await leader.sends_photo(picture(1, 2, 3))
    await leader.presses("返回", message=await leader.sees("送达记下了", fresh=True))
    assert (await leader.sees("选票已送达：拍照留证")).button("已送达")
    await wang.starts("vote_1")
    page = await wang.sees("您家记为收到了选票", fresh=True)
    assert WARNED in page.text and not page.button("我看到了") and "我看到了" not in page.text


async def test_a_home_says_that_it_has_read_it(compound: Compound, stage: Stage) -> None:
    await silent_counts(compound, stage)
    leader, wang = compound.leader, compound.wang
    await wang.starts("vote_1")
    page = await wang.sees("就是选票送到了您家，自己不能收回", fresh=True)
    assert WARNED in page.text
    await wang.presses("我看到了", message=page)
    assert not (await wang.sees("您家记为收到了选票")).button("我看到了")
    await leader.presses("已送达", message=await door(leader, "301"))
    page = await leader.sees("住户在手机上点了")
    assert not page.button("撤回送达")
    assert "不能撤" in (await leader.forges("1vs2:1:1", page)).text
    assert "过期了" in (await leader.forges("1vs1:1:1:read", page)).text


async def test_where_silence_does_not_count_there_is_nothing_to_deliver(compound: Compound, stage: Stage) -> None:
    await opened(compound, stage)
    await stage.town.forward(hours=3)
    leader = compound.leader
    page = await door(leader, "301")
    assert not page.button("登记送达")
    assert "不用登记送达" in (await leader.forges("1vs1:1:1:signed", page)).text
    await compound.tenant.starts("vote_1")
    seen = await compound.tenant.sees("您登记的是租户", fresh=True)
    assert "楼长" in (await compound.tenant.forges("1vs0:1:1", seen)).text
    assert "不用登记送达" in (await compound.tenant.forges("1vs3:1", seen)).text
