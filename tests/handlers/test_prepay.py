"""Fees paid ahead at the door: every button and every answer, by the right person, by another, once more, undone."""

from __future__ import annotations

from sandbox.client import Message, Person
from stories.moves import invite, make_doors, picture
from stories.prepay import hands_in, opens_an_account, signs, to_the_building
from tests.pressing import again, answers, data_of, forged
from tests.stage import Compound, Stage

NAME, FEE = "2027年卫生费", "余 "
GONE = "这一份已经办完"


async def ready(compound: Compound, stage: Stage) -> None:
    """Two members, four doors, an account."""
    await invite(compound.operator, compound.grid, "请委员会成员", "自管会成员")
    await make_doors(compound.chair, "3号楼：1单元、2层、每层2户")
    await opens_an_account(stage.town, compound.chair, compound.grid)


async def asks(chair: Person, name: str = NAME) -> Message:
    """A round once more before a second person is asked."""
    await chair.says("/yujiao")
    await chair.presses("预交", message=await chair.sees("大家交的钱用在哪", fresh=True))
    await chair.presses("开一期预交", message=await chair.sees("每栋楼的钱自己用", fresh=True))
    await chair.sees("这一期叫什么", fresh=True)
    await chair.says(name)
    await chair.presses("按每户收", message=await chair.sees("按什么收", fresh=True))
    await answers(chair, ("20元", "预交几个月"))
    await chair.says("12")
    return await chair.sees("每户每月 20.00 元，共 12 个月", fresh=True)


async def begins(compound: Compound, stage: Stage, name: str = NAME) -> None:
    """A round that runs."""
    await compound.chair.presses("对，请人核对", message=await asks(compound.chair, name))
    await compound.chair.sees("等另一位委员核对", fresh=True)
    await stage.town.settle()
    grid = compound.grid
    await grid.presses("去看看", message=await grid.sees("有一期预交等您核对", fresh=True))
    await grid.presses("对，开始", message=await grid.sees("还没有开始", fresh=True))
    await grid.sees("交齐 0/4 户", fresh=True)


async def at_the_door(leader: Person, door: str) -> Message:
    """What this home is asked."""
    await to_the_building(leader, NAME)
    await leader.presses("收一户", message=await leader.sees(FEE, fresh=True))
    await leader.sees("收哪一家的", fresh=True)
    await leader.says(door)
    return await leader.sees("应交 240.00 元", fresh=True)


async def takes(leader: Person, door: str) -> Message:
    """A receipt."""
    await leader.presses("收 240.00 元", message=await at_the_door(leader, door))
    return await leader.sees("收好了，收据", fresh=True)


async def test_a_round_is_written_word_by_word(compound: Compound, stage: Stage) -> None:
    chair, wang = compound.chair, compound.wang
    await ready(compound, stage)
    await chair.says("/yujiao")
    await chair.presses("预交", message=await chair.sees("大家交的钱用在哪", fresh=True))
    await chair.presses("开一期预交", message=await chair.sees("每栋楼的钱自己用", fresh=True))
    await chair.sees("这一期叫什么", fresh=True)
    await chair.sends_photo(picture(90, 90, 20))
    await chair.sees("请写这一期叫什么", fresh=True)
    await answers(chair, ("卫" * 31, "名字最多 30 个字"))
    await chair.says("卫生费")
    asked = await chair.sees("按什么收", fresh=True)
    draft = data_of(asked, "按每户收").split(":")[1]
    assert GONE in (await forged(chair, asked, f"yjm:{draft}:odd"))[0]
    assert GONE in (await forged(wang, await wang.sees("登记好了"), f"yjm:{draft}:home"))[0]
    await chair.presses("按每平方米收", message=asked)
    await chair.sees("每月收多少钱", fresh=True)
    for amount in ("随便", "0元", "99999999万"):
        await answers(chair, (amount, "请写清多少钱"))
    await answers(chair, ("０．５０元", "预交几个月"))
    for months in ("0", "37", "一年"):
        await answers(chair, (months, "月数要在 1 到 36 之间"))
    await chair.says("１２个月")
    shown = await chair.sees("每平方米每月 0.50 元，共 12 个月", fresh=True)
    await chair.presses("算了", message=shown)
    await chair.sees("这里还没有预交", fresh=True)
    assert GONE in await again(chair, shown, "对，请人核对")


async def test_where_there_are_no_doors_that_is_said_and_what_to_do(compound: Compound, stage: Stage) -> None:
    chair, grid = compound.chair, compound.grid
    await invite(compound.operator, grid, "请委员会成员", "自管会成员")
    await opens_an_account(stage.town, chair, grid)
    await chair.presses("对，请人核对", message=await asks(chair))
    await stage.town.settle()
    await grid.presses("去看看", message=await grid.sees("有一期预交等您核对", fresh=True))
    await grid.presses("对，开始", message=await grid.sees("合 240.00 元", fresh=True))
    page = await grid.sees("没法收。委员会发 /mingce，点「建门牌」", fresh=True)
    assert "3号楼：还没有门牌" in page.text and "0/0" not in page.text, page


async def test_a_second_person_begins_it_and_nobody_twice(compound: Compound, stage: Stage) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await ready(compound, stage)
    shown = await asks(chair)
    await chair.presses("对，请人核对", message=shown)
    waiting = await chair.sees("等另一位委员核对", fresh=True)
    assert GONE in await again(chair, shown, "对，请人核对")
    own, other = await chair.forges("1yjy:1:1", waiting), await wang.forges("1yjy:1:1", await wang.sees("登记好了"))
    assert "是您自己提的" in own.text
    assert "记账、复核要由" in other.text
    assert "找不到这一期预交" in (await wang.forges("1yjr:1:0", await wang.sees("登记好了"))).text
    await chair.presses("去看看", message=waiting)
    await chair.presses("不开了", message=await chair.sees("还没有开始", fresh=True))
    await chair.sees("这里还没有预交", fresh=True)
    await stage.town.settle()
    told = await grid.sees("有一期预交等您核对", fresh=True)
    assert "找不到这一期预交" in (await grid.presses("去看看", message=told)).text
    await begins(compound, stage)
    assert "已经有人核对过了" in (await forged(grid, told, "yjy:2:1"))[0]
    assert "已经有人核对过了" in (await forged(chair, waiting, "yjy:2:0"))[0]
    refused = await forged(wang, await wang.sees("登记好了"), "yjn", "yjw:2:3:take", "yjt:2:1:100:24000", "yjh:2:3:1")
    assert all("要由" in words for words in refused), refused


async def test_a_fee_is_taken_once_voided_and_handed_in(compound: Compound, stage: Stage) -> None:
    chair, leader, grid = compound.chair, compound.leader, compound.grid
    await ready(compound, stage)
    await begins(compound, stage)
    await to_the_building(leader, NAME)
    page = await leader.sees(FEE, fresh=True)
    assert page.button("花一笔") is None, "money goes out by the committee"
    await leader.presses("收一户", message=page)
    await leader.sees("收哪一家的", fresh=True)
    await answers(leader, ("王阿姨家", "这个门牌没看懂"), ("909", "没有找到这一户"))
    await leader.says("１０１")
    await leader.presses("收别的数", message=await leader.sees("应交 240.00 元", fresh=True))
    await leader.sees("收了多少钱", fresh=True)
    await answers(leader, ("0", "请写清多少钱"), ("全部", "请写清多少钱"))
    await leader.says("一百元")
    typed = await leader.sees("收 100.00 元，对吗", fresh=True)
    tap = data_of(typed, "收 100.00 元")
    await leader.presses("收 100.00 元", message=typed)
    receipt = await leader.sees("请手写一张收据，写上 1 号", fresh=True)  # nobody of that home is here
    assert "刚刚收过一笔，还差 140.00 元" in (await leader.forges(tap, receipt)).text, "a second tap takes nothing"
    assert "最多再收 140.00 元" in (await leader.forges(tap.replace("10000:", "24000:"), receipt)).text

    void = data_of(receipt, "收错了")
    assert "不是您开的" in (await forged(chair, await chair.sees("等另一位委员核对"), "yjv:1:1"))[0]
    await leader.presses("收错了", message=receipt)
    await leader.presses("再想想", message=await leader.sees("收据 1 作废", fresh=True))
    await leader.presses("收错了 1", message=await leader.sees("您手里还有 1 户、100.00 元", fresh=True))
    await leader.presses("收错了", message=await leader.sees("收据 1 作废", fresh=True))
    empty = await leader.sees("收 0.00", fresh=True)
    assert empty.button("交账") is None
    assert "已经作废了" in (await leader.forges(void.removesuffix("0") + "1", empty)).text
    assert "没有要交账的钱" in (await forged(leader, empty, "yjh:1:3:1"))[0]
    assert "找不到这张收据" in (await forged(leader, empty, "yjv:99:1"))[0]

    receipt = await takes(leader, "101")
    await leader.presses("回这栋楼", message=receipt)
    await leader.presses("交账", message=await leader.sees("您手里还有 1 户", fresh=True))
    await leader.presses("再想想", message=await leader.sees("1 户，共 240.00 元", fresh=True))
    await leader.presses("交账", message=await leader.sees("您手里还有 1 户", fresh=True))
    sure = await leader.sees("1 户，共 240.00 元", fresh=True)
    await leader.presses("交账", message=sure)
    await leader.sees("等另一位委员点清", fresh=True)
    assert "没有要交账的钱" in (await leader.forges("1yjh:1:3:1", sure)).text
    assert "已经交账了" in (await leader.forges("1yjv:2:1", sure)).text
    await stage.town.settle()
    await grid.presses("去看看", message=await grid.sees("有一笔账等您复核", fresh=True))
    await grid.presses("不对，退回", message=await grid.sees("待复核", fresh=True))
    await answers(grid, ("少了一百", "退回了"))
    await to_the_building(leader, NAME)
    await leader.sees("您手里还有 1 户、240.00 元没有交账", fresh=True)


async def test_money_goes_out_with_words_and_a_voucher(compound: Compound, stage: Stage) -> None:
    chair, leader, grid = compound.chair, compound.leader, compound.grid
    await ready(compound, stage)
    await begins(compound, stage)
    await takes(leader, "101")
    await takes(leader, "102")
    await hands_in(stage.town, leader, chair)
    await to_the_building(chair, NAME)
    await chair.presses("花一笔", message=await chair.sees("收 480.00", fresh=True))
    await chair.sees("花了多少钱", fresh=True)
    await answers(chair, ("零", "请写清多少钱"), ("0.001", "请写清多少钱"), ("500块", "花在什么上"))
    await answers(chair, ("扫" * 101, "最多 100 个字"), ("保洁", "拍一张凭证"), ("没带", "付出去的钱要有凭证"))
    await chair.sends_photo(picture(90, 90, 20))
    sure = await chair.sees("付出 500.00 元", fresh=True)
    assert "只有 480.00 元可以用，付不出 500.00 元" in (await chair.presses("对，请人核对", message=sure)).text
    await chair.presses("算了", message=sure)
    await chair.sees("交齐 2/4 户", fresh=True)
    assert GONE in await again(chair, sure, "对，请人核对")

    await to_the_building(chair, NAME)
    await chair.presses("退一户", message=await chair.sees("余 480.00", fresh=True))
    await chair.sees("退哪一家的", fresh=True)
    await answers(chair, ("201", "没有没花完的钱可以退"), ("101", "退 3号楼1单元101 240.00 元"))
    await chair.sends_photo(picture(90, 90, 20))
    sure = await chair.sees("退给 3号楼1单元101 没花完的钱", fresh=True)
    await chair.presses("对，请人核对", message=sure)
    await chair.sees("再退钱", fresh=True)
    await stage.town.settle()
    await grid.sees("2027年卫生费 3号楼 退一户没花完的", fresh=True)
    assert GONE in await again(chair, sure, "对，请人核对")
    await signs(stage.town, grid)
    await to_the_building(chair, NAME)
    page = await chair.sees("退 240.00，余 240.00 元", fresh=True)
    unknown = await forged(chair, page, "yjw:1:3:odd")
    assert "按钮已经过期" in unknown[0]
    missing = await forged(chair, page, "yjw:99:3:take", "yjb:1:99", "yjh:1:99:1", "yjs:1:99:0:1", "yjr:99:0")
    assert all("找不到这一期预交" in words for words in missing), missing


async def test_a_building_is_settled_by_two_or_not_yet(compound: Compound, stage: Stage) -> None:
    chair, leader, grid = compound.chair, compound.leader, compound.grid
    await ready(compound, stage)
    await begins(compound, stage)
    await takes(leader, "101")
    await hands_in_one(leader, chair, stage)
    await to_the_building(chair, NAME)
    await chair.presses("结算", message=await chair.sees("余 240.00", fresh=True))
    await chair.sees("还没有下一期可以转", fresh=True)
    await begins(compound, stage, "2028年卫生费")
    await to_the_building(chair, NAME)
    page = await chair.sees("余 240.00", fresh=True)
    assert "要由" in (await leader.forges("1yjs:1:3:2:1", await leader.last())).text
    await chair.presses("结算", message=page)
    await chair.presses("再想想", message=await chair.sees("转到「2028年卫生费」", fresh=True))
    await chair.presses("结算", message=await chair.sees("余 240.00", fresh=True))
    sure = await chair.sees("转到「2028年卫生费」", fresh=True)
    await chair.presses("结算", message=sure)
    waiting = await chair.sees("等另一位委员核对结算", fresh=True)
    assert "已经结算，或者正等核对" in (await forged(chair, waiting, "yjs:1:3:2:1"))[0]
    await chair.presses("去看看", message=waiting)
    own = await chair.sees("要结算，余 240.00 元", fresh=True)
    assert "是您自己提的" in (await chair.presses("对，结算", message=own)).text
    await chair.presses("先不结", message=own)
    await chair.sees("收 240.00", fresh=True)
    assert "这次结算已经不在了" in await again(chair, own, "先不结")
    await chair.presses("结算", message=await chair.sees("余 240.00", fresh=False))
    await chair.presses("结算", message=await chair.sees("转到「2028年卫生费」", fresh=True))
    await chair.sees("等另一位委员核对结算", fresh=True)
    await to_the_building(grid, NAME)
    asked = await grid.sees("要结算，余 240.00 元", fresh=True)
    await grid.presses("对，结算", message=asked)
    await grid.sees("已结算，240.00 元", fresh=True)
    assert "已经有人核对过了" in await again(grid, asked, "对，结算")
    assert "已经有人核对过了" in await again(grid, asked, "先不结")


async def hands_in_one(leader: Person, chair: Person, stage: Stage) -> None:
    """What the leader holds is handed in, and signed for."""
    await to_the_building(leader, NAME)
    await leader.presses("交账", message=await leader.sees("您手里还有", fresh=True))
    await leader.presses("交账", message=await leader.sees("才算交齐", fresh=True))
    await leader.sees("等另一位委员点清", fresh=True)
    await signs(stage.town, chair)


async def test_a_hand_in_that_is_taken_back_says_first_how_many_receipts_fall(compound: Compound, stage: Stage) -> None:
    """Whoever signs is asked about receipts, not about a photo; whoever took the fees hears that they count no more."""
    chair, leader, grid = compound.chair, compound.leader, compound.grid
    await ready(compound, stage)
    await begins(compound, stage)
    await takes(leader, "101")
    await takes(leader, "102")
    await to_the_building(leader, NAME)
    await leader.presses("交账", message=await leader.sees("您手里还有 2 户", fresh=True))
    await leader.presses("交账", message=await leader.sees("2 户，共 480.00 元", fresh=True))
    await stage.town.settle()
    await chair.presses("去看看", message=await chair.sees("有一笔账等您复核", fresh=True))
    await chair.presses("账对，复核", message=await chair.sees("待复核", fresh=True))
    asked = await chair.sees("这是 2 张收据一起交的账", fresh=True)
    assert "您看过凭证" not in asked.text
    await chair.presses("账对，复核", message=asked)
    await chair.presses("冲正", message=await chair.sees("两个人都签了，已经算进余额", fresh=True))
    await chair.sees("里面的 2 张收据就不算了", fresh=True)
    await chair.says("记重了")
    await chair.sees("冲正记下了", fresh=True)
    await stage.town.settle()
    await grid.presses("去看看", message=await grid.sees("收入 −480.00 元", fresh=True))
    await grid.presses("账对，复核", message=await grid.sees("待复核", fresh=True))
    sure = await grid.sees("抵掉第 2 笔", fresh=True)
    assert "里面的 2 张收据就不算了" in sure.text
    await grid.presses("账对，复核", message=sure)
    await stage.town.settle()
    told = await leader.sees("您交的账冲正了，原因：记重了", fresh=True)
    assert "2 张收据、共 480.00 元不算了" in told.text and "2 户没有人用议事亭" in told.text
    await leader.presses("去看看", message=told)
    await leader.sees("收 0.00", fresh=True)
