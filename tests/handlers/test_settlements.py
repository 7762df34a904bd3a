"""A year in one sheet at the door: every button and answer, by the right person, by another, once more, undone."""

from __future__ import annotations

from stories.moves import invite
from stories.prepay import opens_an_account
from stories.settlement import adds, begins, declares, posts, to_the_sheets
from tests.pressing import again, answers, data_of, forged
from tests.stage import Compound, Stage

GONE = "这一份已经办完"


async def year_is_over(compound: Compound, stage: Stage, *, income: bool = True) -> None:
    """An account with a year behind it."""
    await invite(compound.operator, compound.grid, "请委员会成员", "自管会成员")
    await opens_an_account(stage.town, compound.chair, compound.grid)
    if income:
        await posts(stage.town, compound.chair, compound.grid, "收入", "600元", "物业费")
    await stage.town.forward(days=40)


async def test_a_sheet_is_written_line_by_line(compound: Compound, stage: Stage) -> None:
    chair, wang = compound.chair, compound.wang
    await year_is_over(compound, stage, income=False)
    await to_the_sheets(chair)
    await chair.presses("结一年", message=await chair.sees("这里还没有结算单", fresh=True))
    which = await chair.sees("结哪个账户的", fresh=True)
    assert not (await forged(chair, which, "jef:0"))[0], "the page there is"
    assert "记账、复核要由" in (await forged(wang, await wang.sees("登记好了"), "jef:0"))[0]
    await chair.presses("卫生费", message=which)
    asked = await chair.sees("结哪一年", fresh=True)
    for year in ("去年", "2027", "1999"):
        await answers(chair, (year, "请写一个已经过完的年份"))
    await answers(chair, ("２０２６年", "还在写，别人看不到"))
    assert not await again(chair, asked, "算了"), "it is a sheet by now, and stays one"
    await to_the_sheets(chair)
    await chair.presses("卫生费 2026年", message=await chair.sees("还在写", fresh=True))
    draft = await chair.sees("还在写，别人看不到", fresh=True)
    assert draft.button("请人核对") is None and draft.button("逐行看") is None
    assert "还没有一行" in (await forged(chair, draft, "jea:1"))[0]
    assert "没有请人核对" in (await forged(chair, draft, "jey:1:1:1"))[0]

    await chair.presses("添一行", message=draft)
    await chair.presses("收入", message=await chair.sees("这一行是哪一项", fresh=True))
    await answers(chair, ("费" * 61, "最多 60 个字"), ("物业费", "多少钱"))
    for amount in ("0元", "不少", "99999999万"):
        await answers(chair, (amount, "请写清多少钱"))
    await chair.says("６００．５０元")
    line = await chair.sees("收入：物业费，600.50 元", fresh=True)
    number = data_of(line, "对，添上").split(":")[1]
    assert GONE in (await forged(wang, await wang.sees("登记好了"), f"jec:{number}"))[0]
    await chair.presses("算了", message=line)
    await chair.sees("还在写，别人看不到", fresh=True)
    assert GONE in await again(chair, line, "对，添上")

    await chair.presses("添一行", message=await chair.sees("还在写，别人看不到"))
    await chair.presses("财产保险", message=await chair.sees("这一行是哪一项", fresh=True))
    for homes in ("0户", "全部", "100001户"):
        await answers(chair, (homes, "请写清多少户"))
    await answers(chair, ("１２０户", "每户多少钱"), ("免费", "请写清多少钱"))
    await chair.says("一百元")
    line = await chair.sees("120 户，每户 100.00 元，共 12,000.00 元", fresh=True)
    await chair.presses("对，添上", message=line)
    shown = await chair.sees("财产保险：12,000.00 元", fresh=True)
    assert GONE in await again(chair, line, "对，添上")
    await chair.presses("逐行看", message=shown)
    listed = await chair.sees("1. 财产保险", fresh=True)
    await chair.presses("去掉第 1 行", message=listed)
    await chair.sees("还在写，别人看不到", fresh=True)
    assert "这一行已经不在了" in await again(chair, listed, "去掉第 1 行")


async def test_what_was_left_is_used_by_a_decision_alone(compound: Compound, stage: Stage) -> None:
    chair = compound.chair
    await year_is_over(compound, stage, income=False)
    await begins(chair)
    await chair.presses("记结余用途", message=await chair.sees("还在写，别人看不到"))
    asked = await chair.sees("还没有可以用结余的决定", fresh=True)
    number = data_of(asked, "算了").split(":")[1]
    await chair.forges(f"1jem:{number}:99", asked)
    await answers(chair, ("装监控", "多少钱"))
    await chair.says("50元")
    sure = await chair.sees("结余用途：装监控", fresh=True)
    assert "结余怎么用要按决定" in (await chair.presses("对，添上", message=sure)).text


async def test_a_second_person_publishes_it_or_sends_it_back(compound: Compound, stage: Stage) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await year_is_over(compound, stage)
    await begins(chair)
    await adds(chair, "收入", "物业费", "600元")
    shown = await chair.sees("本年结余 600.00 元", fresh=False)
    refused = await forged(
        wang, await wang.sees("登记好了"), "jen:1", "jes:1", "jei:1:0", "jew:1:income", "jet:1:1", "jea:1", "jey:1:1:1"
    )
    assert "记账、复核要由" in refused[0]
    assert all("找不到这张结算单" in refused[at] for at in (1, 2, 3, 6)), refused
    assert all("记账、复核要由" in refused[at] for at in (4, 5)), refused
    assert "没有请人核对" in (await forged(grid, await grid.sees("两个人都签了"), "jey:1:1:1"))[0]
    assert "没有的，写「没有」" in (await chair.presses("请人核对", message=shown)).text
    await declares(chair, "没有")
    await chair.presses("请人核对", message=await chair.sees("本年结余 600.00 元"))
    waiting = await chair.sees("请了另一位委员核对", fresh=True)
    assert "正等人核对" in (await forged(chair, waiting, "jea:1"))[0]
    assert "自己写的" in (await forged(chair, waiting, "jey:1:1:1"))[0]
    await chair.presses("回结算单", message=waiting)
    assert (await chair.sees("等另一位委员核对，还没有公布", fresh=True)).button("对，公布") is None
    await stage.town.settle()
    await grid.presses("去看看", message=await grid.sees("2026年结算单等您核对", fresh=True))
    await grid.presses("退回去改", message=await grid.sees("期末 600.00 元", fresh=True))
    await grid.sees("还在写，别人看不到", fresh=True)
    await stage.town.settle()
    await chair.presses("去看看", message=await chair.sees("退回来了", fresh=True))
    await chair.presses("请人核对", message=await chair.sees("还在写，别人看不到", fresh=True))
    await chair.sees("请了另一位委员核对", fresh=True)
    await stage.town.settle()
    await grid.presses("去看看", message=await grid.sees("2026年结算单等您核对", fresh=True))
    await grid.presses("对，公布", message=await grid.sees("期末 600.00 元", fresh=True))
    await grid.presses("再想想", message=await grid.sees("和账户对得上", fresh=True))
    await grid.presses("对，公布", message=await grid.sees("期末 600.00 元", fresh=True))
    sure = await grid.sees("和账户对得上", fresh=True)
    await grid.presses("对，公布", message=sure)
    await grid.sees("已公布", fresh=True)
    assert "已经公布了" in await again(grid, sure, "对，公布")
    assert "已经公布了" in (await forged(grid, sure, "jey:1:0:0"))[0]
    await to_the_sheets(wang)
    await wang.presses("卫生费 2026年", message=await wang.sees("已公布", fresh=True))
    await wang.presses("逐行看", message=await wang.sees("期末 600.00", fresh=True))
    assert (await wang.sees("1. 收入", fresh=True)).button("去掉第 1 行") is None


async def test_a_line_for_a_published_year_is_told_where_it_goes(compound: Compound, stage: Stage) -> None:
    chair, grid = compound.chair, compound.grid
    await year_is_over(compound, stage)
    await begins(chair)
    await adds(chair, "收入", "物业费", "600元")
    await declares(chair, "没有")
    await chair.presses("请人核对", message=await chair.sees("本年结余 600.00 元"))
    await chair.sees("请了另一位委员核对", fresh=True)
    await stage.town.settle()
    await grid.presses("去看看", message=await grid.sees("2026年结算单等您核对", fresh=True))
    await grid.presses("对，公布", message=await grid.sees("期末 600.00 元", fresh=True))
    await grid.presses("对，公布", message=await grid.sees("和账户对得上", fresh=True))
    await grid.sees("已公布", fresh=True)
    await chair.says("/zhang")
    await chair.presses("卫生费", message=await chair.sees("每一笔都由两个人签", fresh=True))
    await chair.presses("记一笔", message=await chair.sees("尾号 0123", fresh=True))
    await chair.presses("收入", message=await chair.sees("收进来的，还是付出去的", fresh=True))
    await answers(chair, ("9元", "是什么钱"), ("漏记的", "哪一天收付的"))
    await answers(chair, ("2026-12-01", "2026年的结算单已经公布"), ("2027-12-01", "请写清哪一天"))
    await chair.says("2027-01-02")
    await chair.sees("票据号是多少", fresh=True)
