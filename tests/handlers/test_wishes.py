"""Wishes at the door: directly, with a second look; hidden, taken off; forged presses get a clear answer."""

from __future__ import annotations

from sandbox.client import Person
from tests.stage import Compound, Stage


async def wish(wang: Person, words: str = "想要一副老花镜") -> None:
    """王阿姨 makes one that leads to her directly."""
    await wang.says("/xinyuan")
    await wang.presses("许个愿", message=await wang.sees("微心愿", fresh=True))
    await wang.sees("您想要什么", fresh=True)
    await wang.says(words)
    await wang.presses("认领的人可以联系我", message=await wang.sees("怎么找您", fresh=True))
    await wang.sees("怎么联系您", fresh=True)
    await wang.says("13800138000，晚上")
    await wang.presses("挂上去", message=await wang.sees("只有认领的人看得到：13800138000", fresh=True))
    await wang.sees("挂上去了", fresh=True)


async def test_the_claimer_sees_how_to_reach_her_and_hands_it_back(compound: Compound, stage: Stage) -> None:
    wang, tenant = compound.wang, compound.tenant
    await wish(wang)
    await tenant.says("/xinyuan")
    await tenant.presses("1号", message=await tenant.sees("老花镜", fresh=True))
    page = await tenant.sees("看得到怎么联系", fresh=True)
    assert "13800138000" not in page.text
    await tenant.presses("我来认领", message=page)
    sure = await tenant.sees("请不要告诉别人", fresh=True)
    await tenant.presses("再想想", message=sure)
    await tenant.presses("我来认领", message=await tenant.sees("等人认领", fresh=True))
    await tenant.presses("我来认领", message=await tenant.sees("请不要告诉别人", fresh=True))
    await tenant.presses("办不了，退回", message=await tenant.sees("联系：13800138000，晚上", fresh=True))
    assert "13800138000" not in (await tenant.sees("等人认领", fresh=True)).text
    await stage.town.settle()
    await wang.sees("等下一位", fresh=True)


async def test_changed_left_and_taken_off(compound: Compound, stage: Stage) -> None:
    wang = compound.wang
    await wang.says("/xinyuan")
    await wang.presses("许个愿", message=await wang.sees("微心愿", fresh=True))
    await wang.says("要一把伞")
    asked = await wang.sees("怎么找您", fresh=True)
    await wang.presses("请委员会的人居中", message=asked)
    await wang.presses("改一改", message=await wang.sees("一把伞", fresh=True))
    await wang.sees("您想要什么", fresh=True)
    await wang.says("要一把雨伞")
    await wang.presses("算了", message=await wang.sees("一把雨伞", fresh=True))
    await wang.sees("共 0 个", fresh=True)
    await wish(wang)
    await wang.presses("看这个心愿", message=await wang.sees("挂上去了"))
    await wang.presses("不要了", message=await wang.sees("等人认领", fresh=True))
    await wang.presses("不要了", message=await wang.sees("话也删掉", fresh=True))
    await wang.sees("共 0 个", fresh=True)


async def test_the_committee_hides_it_and_shows_it_again(compound: Compound, stage: Stage) -> None:
    wang, chair, tenant = compound.wang, compound.chair, compound.tenant
    await wish(wang)
    await chair.says("/xinyuan")
    await chair.presses("1号", message=await chair.sees("老花镜", fresh=True))
    await chair.presses("遮住", message=await chair.sees("等人认领", fresh=True))
    await chair.presses("骂人", message=await chair.sees("为什么遮住", fresh=True))
    await stage.town.settle()
    await wang.sees("先遮住了：骂人", fresh=True)
    await tenant.says("/xinyuan")
    await tenant.sees("（遮住了）", fresh=True)
    await chair.presses("恢复", message=await chair.sees("遮住了：骂人"))
    await stage.town.settle()
    await wang.sees("别人又看得到了", fresh=True)


async def test_the_board_says_where_they_came_from_and_what_is_mine(compound: Compound, stage: Stage) -> None:
    wang = compound.wang
    await wish(wang)
    await wang.says("/xinyuan")
    await wang.presses("我的", message=await wang.sees("共 1 个", fresh=True))
    await wang.presses("从哪里来的", message=await wang.sees("我许的：1号", fresh=True))
    await wang.sees("自己许的：1 个，认领过 0 个，办到 0 个", fresh=True)


async def test_in_a_group_the_board_is_for_the_private_chat(compound: Compound, stage: Stage) -> None:
    await compound.wang.says("/xinyuan", chat=compound.group)
    await compound.wang.starts("xy_0")
    await compound.wang.sees("共 0 个", fresh=True)


async def test_whoever_is_not_registered_is_told_to(compound: Compound, stage: Stage) -> None:
    stranger = await stage.town.person("过路的")
    await stranger.says("/xinyuan")
    await stranger.sees("登记", fresh=True)


async def test_forged_presses_get_a_clear_answer(compound: Compound, stage: Stage) -> None:
    wang, tenant, chair = compound.wang, compound.tenant, compound.chair
    await wish(wang)
    await tenant.says("/xinyuan")
    page = await tenant.sees("共 1 个", fresh=True)
    for press in ("xys:99", "xyc:99:1", "xyt:99:0", "xyz:99", "xyw:99:word", "xyz:1"):
        assert "找不到这个心愿" in (await tenant.forges(f"1{press}", page)).text, press
    for press in ("xyd:1:received", "xyt:1:0", "xyt:1:1", "xyd:1:back", "xyh:1:rude", "xyh:1:shown", "xyn:1"):
        assert (await tenant.forges(f"1{press}", page)).text, press
    for press in ("xyd:1:odd", "xyw:1:odd", "xyb:odd:0", "xyv:99:visit", "xyr:99:direct", "xyp:99", "xye:99"):
        assert (await tenant.forges(f"1{press}", page)).text, press
    assert "等别人来认领" in (await wang.forges("1xyc:1:0", await wang.sees("挂上去了"))).text
    await chair.says("/xinyuan")
    await chair.presses("代别人登记", message=await chair.sees("共 1 个", fresh=True))
    asked = await chair.sees("在哪里听到的", fresh=True)
    answers = [(await chair.forges(f"1xyv:{draft}:chat", asked)).text for draft in range(1, 40)]
    assert any("选一个" in answer for answer in answers), "one of them is the chair's own"
