"""Proposals at the door: written anew before they go out, dropped, read whole; forged presses and strangers."""

from __future__ import annotations

from sandbox.client import Message, Person
from tests.handlers.test_elections import has_a_door, town_of
from tests.stage import Compound, Stage

LONG = "院里装充电桩\n" + "西门空地装六个，车不用飞线充电。" * 12


async def begun(person: Person) -> Message:
    """Asked what they propose."""
    await person.says("/yishi")
    await person.presses("居民提议", message=await person.sees("", fresh=True))
    await person.presses("我有个提议", message=await person.sees("居民提议", fresh=True))
    return await person.sees("您想提议什么", fresh=True)


async def test_it_is_changed_before_it_goes_out_and_read_whole_afterwards(compound: Compound, stage: Stage) -> None:
    town, wang = await town_of(stage, compound), compound.wang
    await has_a_door(stage, town, wang, "101", stage.clock.now())
    await begun(wang)
    await wang.says("先随便写一个")
    await wang.presses("改一改", message=await wang.sees("这样发出去可以吗：先随便写一个", fresh=True))
    await wang.sees("您想提议什么", fresh=True)
    await wang.says("长" * 1001)
    await wang.sees("最多 1000 个字", fresh=True)
    await wang.says(LONG)
    seen = await wang.sees("这样发出去可以吗：院里装充电桩", fresh=True)
    assert "您家算第一户支持" in seen.text, seen.text
    await wang.presses("发出去", message=seen)
    await wang.presses("看这个提议", message=await wang.sees("发出去了", fresh=True))
    await wang.presses("看全文", message=await wang.sees("第1号提议：院里装充电桩", fresh=True))
    await wang.presses("看这个提议", message=await wang.sees(LONG[-20:], fresh=True))
    await wang.presses("居民提议", message=await wang.sees("第1号提议", fresh=True))
    await wang.sees("点一件看看", fresh=True)


async def test_whose_door_is_not_known_is_not_promised_to_count(compound: Compound) -> None:
    tenant = compound.tenant
    await begun(tenant)
    await tenant.says("院里装几个充电桩")
    seen = await tenant.sees("这样发出去可以吗：院里装几个充电桩", fresh=True)
    assert "还不知道您家是哪一户" in seen.text and "第一户支持" not in seen.text, seen.text
    await tenant.presses("发出去", message=seen)
    await tenant.presses("看这个提议", message=await tenant.sees("等支持的户数够了", fresh=True))
    await tenant.sees("支持 0/", fresh=True)


async def test_what_was_begun_is_left(compound: Compound, stage: Stage) -> None:
    asked = await begun(compound.tenant)
    await compound.tenant.presses("算了", message=asked)
    left = await compound.tenant.sees("好的，没有发", fresh=True)
    await compound.tenant.presses("居民提议", message=left)
    await compound.tenant.sees("现在还没有", fresh=True)


async def test_where_one_home_is_enough_no_more_are_asked_for_and_a_stranger_reads_nothing(
    compound: Compound, stage: Stage
) -> None:
    town, wang = await town_of(stage, compound), compound.wang
    await has_a_door(stage, town, compound.leader, "101", stage.clock.now())
    await begun(compound.leader)
    await compound.leader.says("院里装充电桩")
    await compound.leader.presses("发出去", message=await compound.leader.sees("这样发出去可以吗", fresh=True))
    await compound.leader.sees("发出去了", fresh=True)
    await stage.town.settle()
    card = await wang.sees("支持够了：1/1 户", chat=compound.group)
    assert not card.button("我家支持"), "one home of one is enough"
    await wang.starts("proposal_99")
    await wang.sees("没有这个提议", fresh=True)
    stranger = await stage.town.person("路过的人")
    await stranger.starts("proposal_1")
    await stranger.sees("没有这个提议", fresh=True)


async def test_forged_presses_get_a_clear_answer(compound: Compound, stage: Stage) -> None:
    asked = await begun(compound.tenant)
    for press in ("ppy:9:vote", "ppx:9", "ppt:9", "ppr:9", "pps:9", "ppu:9:0", "ppw:9:0", "ppw:9:1"):
        assert "没有这个提议" in (await compound.tenant.forges(f"1{press}", asked)).text, press
    for press in ("ppg:999", "ppe:999"):
        assert "这一份已经办完" in (await compound.tenant.forges(f"1{press}", asked)).text, press
    assert "按钮已经过期" in (await compound.tenant.forges("1ppy:9:sideways", asked)).text


async def test_a_forged_answer_is_refused_to_whoever_is_not_of_the_committee(compound: Compound, stage: Stage) -> None:
    town, leader = await town_of(stage, compound), compound.leader
    await has_a_door(stage, town, leader, "101", stage.clock.now())
    await begun(leader)
    await leader.says("院里装充电桩")
    await leader.presses("发出去", message=await leader.sees("这样发出去可以吗", fresh=True))
    page = await leader.sees("发出去了", fresh=True)
    for press in ("ppy:1:vote", "ppx:1", "ppt:1"):
        assert "答复提议由全小区的委员会来办" in (await leader.forges(f"1{press}", page)).text, press
