"""The window at the door: a number for somebody without a phone, given up, declined; forged presses are answered."""

from __future__ import annotations

from domain.errands import Service
from tests.stage import Compound, Stage

CARD = Service("门禁卡", (), 0).key


async def test_a_number_for_somebody_here_declined_with_a_reason(compound: Compound, stage: Stage) -> None:
    chair = compound.chair
    await chair.says("/ban")
    await chair.presses("门禁卡", message=await chair.sees("办什么事", fresh=True))
    await chair.presses("替来的人取号", message=await chair.sees("要带", fresh=True))
    await chair.presses("不能办", message=await chair.sees("办事 1号", fresh=True))
    await chair.sees("为什么不能办", fresh=True)
    await chair.says("房子不在本小区")
    await chair.presses("看这件事", message=await chair.sees("原因告诉对方了", fresh=True))
    await chair.sees("不能办\n房子不在本小区", fresh=True)


async def test_her_own_is_given_up(compound: Compound, stage: Stage) -> None:
    wang = compound.wang
    await wang.says("/ban")
    await wang.presses("门禁卡", message=await wang.sees("办什么事", fresh=True))
    await wang.presses("取号", message=await wang.sees("要带", fresh=True))
    await wang.presses("我办的", message=await wang.sees("报 1号", fresh=True))
    await wang.presses("1号", message=await wang.sees("门禁卡 · 等材料", fresh=True))
    await wang.presses("不办了", message=await wang.sees("取了号", fresh=True))
    await wang.sees("不办了", fresh=True)


async def test_a_service_is_added_with_its_papers(compound: Compound, stage: Stage) -> None:
    chair, wang = compound.chair, compound.wang
    await chair.says("/ban")
    await chair.presses("添一项", message=await chair.sees("办什么事", fresh=True))
    await chair.sees("添的是什么事", fresh=True)
    await chair.says("字" * 21)
    await chair.sees("20 字以内", fresh=True)
    await chair.says("停车登记")
    await chair.sees("要带哪些材料", fresh=True)
    await chair.says("\n".join(f"证{n}" for n in range(9)))
    await chair.sees("最多 8 样", fresh=True)
    await chair.says("行驶证\n驾驶证")
    await chair.presses("算了", message=await chair.sees("几个工作日", fresh=True))
    await chair.presses("添一项", message=await chair.sees("办什么事", fresh=True))
    await chair.says("停车登记")
    await chair.says("行驶证")
    await chair.presses("3 个工作日", message=await chair.sees("几个工作日", fresh=True))
    await chair.sees("从下一个号起用", fresh=True)
    await wang.says("/ban")
    await wang.presses("下一页", message=await wang.sees("办什么事", fresh=True))
    await wang.presses("停车登记", message=await wang.sees("办什么事", fresh=True))
    await wang.sees("1. 行驶证", fresh=True)


async def test_in_a_group_and_for_strangers(compound: Compound, stage: Stage) -> None:
    await compound.wang.says("/ban", chat=compound.group)
    await compound.wang.starts("bs_0")
    await compound.wang.sees("办什么事", fresh=True)
    stranger = await stage.town.person("过路的")
    await stranger.says("/ban")
    await stranger.sees("请先登记您家", fresh=True)


async def test_forged_presses_get_a_clear_answer(compound: Compound, stage: Stage) -> None:
    wang, tenant, chair = compound.wang, compound.tenant, compound.chair
    await wang.says("/ban")
    await wang.forges(f"1bsn:{CARD}:0", await wang.sees("办什么事", fresh=True))
    await tenant.says("/ban")
    page = await tenant.sees("办什么事", fresh=True)
    for press in ("bse:1", "bse:99", "bsx:1:more", "bsx:99:done"):
        assert "找不到这件事" in (await tenant.forges(f"1{press}", page)).text, press
    for press in ("bst:1:0", "bsd:1:take", "bsd:1:missing", "bsc:0", f"bsc:{CARD}", f"bsn:{CARD}:1"):
        assert "窗口" in (await tenant.forges(f"1{press}", page)).text, press
    for press in ("bss:7", "bsn:7:0", "bsd:1:odd", "bsd:1:withdraw", "bsy:99:1"):
        assert (await tenant.forges(f"1{press}", page)).text, press
    await tenant.forges("1bsw:0", page)
    await tenant.sees("现在没有", fresh=True)
    assert (await wang.forges("1bsx:1:more", await wang.sees("报 1号"))).text, "hers, and not hers to serve"
    await chair.says("/ban")
    assert (await chair.forges("1bsx:1:odd", await chair.sees("办什么事", fresh=True))).text
