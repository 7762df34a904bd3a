"""Accounts at the door: one is opened, money comes in and goes out, somebody else signs, a mistake is taken back."""

from __future__ import annotations

from domain.funds import FundKind
from domain.registry import Place
from rendering.fund_buttons import CheckLine, ConfirmLine, NewFund, PostLine, ShowFund, ShowLine, WriteLine
from stories.accounts import takes
from stories.moves import invite, picture
from tests.pressing import again, answers, data_of, forged
from tests.stage import Compound, Stage

GONE = "这一份已经办完"


async def opens(compound: Compound, kind: str = "物业费、卫生费预交") -> None:
    """周工 is asked to serve too; 赵主任 opens an account."""
    chair = compound.chair
    await chair.says("/zhang")
    await chair.presses("开一个账户", message=await chair.sees("这里还没有账户", fresh=True))
    await chair.presses(kind, message=await chair.sees("几种钱分开记", fresh=True))
    for question, answer in (("账户叫什么", "卫生费"), ("账户在谁名下", "自管会"), ("最后四位", "0123")):
        await chair.sees(question, fresh=True)
        await chair.says(answer)
    await chair.sees("现在账上有多少钱", fresh=True)
    await chair.says("有一些")
    await chair.sees("请写清多少钱", fresh=True)
    await chair.says("100元")
    await chair.presses("开这个账户", message=await chair.sees("期初余额：100.00 元", fresh=True))


async def test_what_is_wrong_with_a_new_account_is_said_before_the_next_is_asked(compound: Compound) -> None:
    chair = compound.chair
    await chair.says("/zhang")
    await chair.presses("开一个账户", message=await chair.sees("这里还没有账户", fresh=True))
    await chair.presses("互助捐款", message=await chair.sees("几种钱分开记", fresh=True))
    await chair.sees("账户叫什么", fresh=True)
    await chair.says("很长的名字" * 20)
    await chair.sees("账户名最多 30 个字", fresh=True)
    await chair.says("互助")
    await chair.sees("账户在谁名下", fresh=True)
    await chair.says("自管会")
    await chair.sees("最后四位", fresh=True)
    await chair.says("尾号0123")
    await chair.sees("要是四个数字", fresh=True)
    await chair.says("0123")
    await chair.sees("现在账上有多少钱", fresh=True)
    await chair.says("600")
    asked = await chair.sees("这样开账户可以吗", fresh=True)
    assert "户名：自管会，账号尾号 0123" in asked.text, asked.text
    await chair.presses("开这个账户", message=asked)
    await chair.sees("账户开好了", fresh=True)


async def second(compound: Compound) -> None:
    """孙网格 serves on the committee from now on."""
    await invite(compound.operator, compound.grid, "请委员会成员", "自管会成员")


async def takes_opening_back(compound: Compound, why: str) -> None:
    """赵主任 opens an account, takes its opening back, and is asked for another."""
    chair = compound.chair
    await second(compound)
    await opens(compound)
    await chair.presses("回账户", message=await chair.sees("期初余额也要另一个人复核", fresh=True))
    await chair.presses("第 1 笔", message=await chair.sees("户名：自管会", fresh=True))
    await chair.presses("收回", message=await chair.sees("待复核", fresh=True))
    await chair.sees("为什么收回", fresh=True)
    await chair.says(why)
    await chair.presses("回账户", message=await chair.sees("收回了，不算", fresh=True))
    await chair.presses("记一笔", message=await chair.sees("记的人收回了，不算", fresh=True))
    await chair.presses("期初余额", message=await chair.sees("还没有期初余额", fresh=True))
    await chair.sees("多少钱", fresh=True)


async def test_an_opening_balance_taken_back_is_put_down_anew(compound: Compound, stage: Stage) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await takes_opening_back(compound, "漏看了一张存单")
    await chair.says("600元")
    await chair.presses("记下，请人复核", message=await chair.sees("＋600.00 元", fresh=True))
    await chair.sees("记下了", fresh=True)
    told = await grid.sees("期初余额 ＋600.00 元", fresh=True)
    await grid.presses("去看看", message=told)
    await grid.presses("账对，复核", message=await grid.sees("第 2 笔（期初余额）", fresh=True))
    await grid.presses("账对，复核", message=await grid.sees("余额是 600.00 元", fresh=True))
    await chair.presses("记一笔", message=await takes(chair, "卫生费"))
    ways = await chair.sees("收进来的，还是付出去的", fresh=True)
    assert ways.button("期初余额") is None, ways.buttons
    assert "已经有期初余额" in (await forged(chair, ways, PostLine(1, "opening").pack()[1:]))[0]
    await wang.starts("zm_1")
    await wang.presses("第 1 笔", message=await wang.sees("余额：600.00 元", fresh=True))
    await wang.sees("记的人收回了，不算。原因：漏看了一张存单", fresh=True)


async def test_an_account_that_began_with_nothing_is_said_anew_to_have_begun_so(
    compound: Compound, stage: Stage
) -> None:
    chair, grid = compound.chair, compound.grid
    await takes_opening_back(compound, "其实是空的")
    await chair.says("没有数过")
    await chair.sees("请写清多少钱", fresh=True)
    await chair.says("0")
    await chair.presses("记下，请人复核", message=await chair.sees("0.00 元", fresh=True))
    await chair.sees("记下了", fresh=True)
    await grid.presses("去看看", message=await grid.sees("期初余额 ＋0.00 元", fresh=True))
    await grid.presses("账对，复核", message=await grid.sees("第 2 笔（期初余额）", fresh=True))
    await grid.presses("账对，复核", message=await grid.sees("余额是 0.00 元", fresh=True))
    await chair.presses("记一笔", message=await takes(chair, "卫生费"))
    ways = await chair.sees("收进来的，还是付出去的", fresh=True)
    assert ways.button("期初余额") is None, ways.buttons


async def test_a_line_from_the_first_word_to_the_second_signature(compound: Compound, stage: Stage) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await second(compound)
    await opens(compound)
    await chair.presses("回账户", message=await chair.sees("期初余额也要另一个人复核", fresh=True))
    await grid.presses("去看看", message=await grid.sees("有一笔账等您复核", fresh=True))
    await grid.presses("账对，复核", message=await grid.sees("第 1 笔（期初余额）", fresh=True))
    await grid.presses("账对，复核", message=await grid.sees("余额是 100.00 元", fresh=True))
    await grid.sees("两个人都签了", fresh=True)

    await chair.presses("记一笔", message=await chair.sees("余额：0.00 元"))
    await chair.presses("支出", message=await chair.sees("收进来的，还是付出去的", fresh=True))
    for question, answer in (("多少钱", "30元"), ("是什么钱", "11月保洁"), ("付给谁", "刘师傅")):
        await chair.sees(question, fresh=True)
        await chair.says(answer)
    await chair.presses("今天", message=await chair.sees("哪一天收付的", fresh=True))
    await chair.sees("拍一张凭证", fresh=True)
    await chair.says("没带")
    await chair.sees("付出去的钱要有凭证的照片", fresh=True)
    await chair.sends_photo(picture(90, 90, 20))
    await chair.presses("记下，请人复核", message=await chair.sees("付给：刘师傅", fresh=True))
    await chair.sees("等另一个人复核", fresh=True)
    await grid.presses("去看看", message=await grid.sees("支出 −30.00 元", fresh=True))
    await grid.presses("不对，退回", message=await grid.sees("第 2 笔（支出）", fresh=True))
    await grid.sees("哪里不对", fresh=True)
    await grid.says("发票是 25 元")
    await grid.sees("退回了", fresh=True)
    await chair.presses("去看看", message=await chair.sees("原因：发票是 25 元", fresh=True))
    await chair.sees("已退回，不算", fresh=True)

    await wang.says("/zhang")
    listed = await wang.sees("100.00 元", fresh=True)
    assert listed.button("开一个账户") is None
    await wang.presses("卫生费", message=listed)
    await wang.presses("第 2 笔", message=await wang.sees("尾号 0123", fresh=True))
    line = await wang.sees("第 2 笔（支出）", fresh=True)
    assert "刘师傅" not in line.text


async def test_income_is_put_down_with_a_typed_day_and_taken_back(compound: Compound, stage: Stage) -> None:
    chair, grid = compound.chair, compound.grid
    await second(compound)
    await opens(compound)
    await chair.presses("回账户", message=await chair.sees("期初余额也要另一个人复核", fresh=True))
    await chair.presses("记一笔", message=await chair.sees("余额：0.00 元", fresh=True))
    await chair.presses("收入", message=await chair.sees("收进来的，还是付出去的", fresh=True))
    await chair.sees("多少钱", fresh=True)
    await chair.says("260")
    await chair.sees("是什么钱", fresh=True)
    await chair.says("卖废品")
    await chair.sees("哪一天收付的", fresh=True)
    await chair.says("上回")
    await chair.sees("请写清哪一天", fresh=True)
    await chair.says("昨天")
    await chair.presses("没有", message=await chair.sees("票据号是多少", fresh=True))
    asked = await chair.sees("拍一张凭证", fresh=True)
    await chair.says("没带")
    told = await chair.sees("没有凭证，在上面点「没有」", fresh=True)
    assert "付出去" not in told.text, "what comes in needs no photo"
    await chair.presses("没有", message=asked)
    asked = await chair.sees("＋260.00 元，11月23日", fresh=True)
    assert "没有票据号" in asked.text, "what everybody will read is read first"
    await chair.presses("记下，请人复核", message=asked)
    await chair.sees("等另一个人复核", fresh=True)
    await grid.presses("去看看", message=await grid.sees("收入 ＋260.00 元", fresh=True))
    await grid.presses("账对，复核", message=await grid.sees("没有票据号", fresh=True))
    await grid.presses("账对，复核", message=await grid.sees("余额是 260.00 元", fresh=True))
    await grid.presses("冲正", message=await grid.sees("两个人都签了", fresh=True))
    await grid.sees("为什么冲正", fresh=True)
    await grid.says("是别的楼的")
    await grid.sees("冲正记下了", fresh=True)
    await chair.presses("去看看", message=await chair.sees("收入 −260.00 元", fresh=True))
    await chair.sees("冲正第 2 笔", fresh=True)


async def test_common_money_without_a_decision_is_told_what_comes_first(compound: Compound, stage: Stage) -> None:
    chair = compound.chair
    await opens(compound, "公共收益")
    told = await chair.sees("请先请一位委员", fresh=True)
    await chair.presses("回账户", message=told)
    await chair.presses("记一笔", message=await chair.sees("余额：0.00 元", fresh=True))
    await chair.presses("支出", message=await chair.sees("收进来的，还是付出去的", fresh=True))
    await chair.presses("算了", message=await chair.sees("还没有可以花这笔钱的决定", fresh=True))
    await chair.sees("余额：0.00 元", fresh=True)
    await chair.says("/zhang")
    await chair.presses("开一个账户", message=await chair.sees("公共收益", fresh=True))
    await chair.presses("公共收益", message=await chair.sees("几种钱分开记", fresh=True))
    await chair.presses("算了", message=await chair.sees("账户叫什么", fresh=True))
    await chair.sees("每一笔都由两个人签", fresh=True)


async def test_what_cannot_be_is_said_when_it_is_typed(compound: Compound, stage: Stage) -> None:
    chair, wang = compound.chair, compound.wang
    await chair.says("/zhang")
    await chair.presses("开一个账户", message=await chair.sees("这里还没有账户", fresh=True))
    await chair.presses("互助捐款", message=await chair.sees("几种钱分开记", fresh=True))
    asked = await chair.sees("账户叫什么", fresh=True)
    await answers(chair, ("账" * 31, "最多 30 个字"), ("互助", "账户在谁名下"), ("会" * 31, "最多 30 个字"))
    await answers(chair, ("居委会", "最后四位"), ("12345", "四位"), ("尾号12", "四位"), ("０１２３", "有多少钱"))
    await answers(chair, ("99999999万", "请写清多少钱"), ("一些", "请写清多少钱"))
    await chair.says("１００元")
    sure = await chair.sees("这样开账户可以吗", fresh=True)
    await chair.presses("开这个账户", message=sure)
    assert GONE in await again(chair, sure, "开这个账户")
    await chair.presses("回账户", message=await chair.sees("期初余额也要另一个人复核", fresh=True))
    assert not await again(chair, asked, "算了"), "it is an account by now, and stays one"
    await chair.says("/zhang")
    await chair.presses("互助", message=await chair.sees("每一笔都由两个人签", fresh=True))
    await chair.presses("记一笔", message=await chair.sees("尾号 0123", fresh=True))
    await chair.presses("支出", message=await chair.sees("收进来的，还是付出去的", fresh=True))
    await answers(chair, ("0元", "请写清多少钱"), ("99999999万", "请写清多少钱"), ("30", "是什么钱"))
    await answers(chair, ("买" * 101, "最多 100 个字"), ("买米", "付给谁"), ("店" * 31, "最多 30 个字"))
    await answers(chair, ("粮店", "哪一天收付的"), ("2027-01-01", "请写清哪一天"), ("某天", "请写清哪一天"))
    await answers(chair, ("11月20日", "拍一张凭证"))
    await chair.sends_photo(picture(90, 90, 20))
    sure = await chair.sees("付给：粮店", fresh=True)
    draft = data_of(sure, "记下").split(":")[1]
    assert GONE in (await forged(wang, await wang.sees("登记好了"), ConfirmLine(int(draft)).pack()[1:]))[0]
    await chair.presses("记下，请人复核", message=sure)
    posted = await chair.sees("等另一个人复核", fresh=True)
    assert GONE in await again(chair, sure, "记下")
    own = await forged(chair, posted, CheckLine(2, 1).pack()[1:], ShowLine(99).pack()[1:])
    assert "自己" in own[0] and "找不到" in own[1], own


async def test_nobody_else_keeps_the_accounts(compound: Compound, stage: Stage) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await second(compound)
    await opens(compound)
    await chair.sees("期初余额也要另一个人复核", fresh=True)
    await stage.town.settle()
    told = await grid.sees("有一笔账等您复核", fresh=True)
    home = await wang.sees("登记好了")
    refused = await forged(wang, home, *(one.pack()[1:] for one in (NewFund(""), PostLine(1, "in"), CheckLine(1, 1))))
    refused += await forged(wang, home, WriteLine(1, "decline").pack()[1:], WriteLine(1, "counter").pack()[1:])
    assert all("记账、复核要由" in words for words in refused), refused
    await grid.presses("去看看", message=told)
    line = await grid.sees("第 1 笔（期初余额）", fresh=True)
    await grid.presses("账对，复核", message=line)
    sure = await grid.sees("余额是 100.00 元", fresh=True)
    await grid.presses("账对，复核", message=sure)
    await grid.sees("两个人都签了", fresh=True)
    assert "已经" in await again(grid, sure, "账对，复核")
    outsider = await stage.town.person("过路的")
    await outsider.says("/zhang")
    shown = await outsider.sees("账目", fresh=True)
    unknown = await forged(outsider, shown, ShowFund(1, 0).pack()[1:], ShowLine(1).pack()[1:])
    assert all("找不到" in words for words in unknown), unknown


async def test_a_fifth_account_is_on_the_next_page(compound: Compound, stage: Stage) -> None:
    async with stage.house.database.transaction() as transaction:
        for kind in FundKind:
            await transaction.funds.open(Place(1), kind, f"账户{kind}", "业委会", "0123", by=1, at=stage.clock.now())
    wang = compound.wang
    await wang.says("/zhang")
    first = await wang.sees("每一笔都由两个人签", fresh=True)
    await wang.presses("下面几个", message=first)
    second_ = await wang.sees("每一笔都由两个人签", fresh=True)
    names = [f"账户{kind}" for kind in FundKind]
    assert {name for name in names if first.button(name) or second_.button(name)} == set(names)
    last = next(name for name in names if second_.button(name))
    await wang.presses(last, message=second_)
    await wang.sees("尾号 0123", fresh=True)
