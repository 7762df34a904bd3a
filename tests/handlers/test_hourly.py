"""Services by the hour at the door: every button and answer, by the right person, by another, once more; a payment."""

from __future__ import annotations

from sandbox.client import Message, Person
from stories.hourly_service import accepts, lists, signs_in, to_the_month, to_the_services
from stories.moves import invite, picture
from tests.pressing import again, answers, data_of, forged
from tests.stage import Compound, Stage

GONE = "这一份已经办完"


async def second_member(compound: Compound) -> Person:
    """李楼长 serves on the committee from now on."""
    await invite(compound.operator, compound.leader, "请委员会成员", "自管会成员")
    return compound.leader


async def test_a_service_is_written_word_by_word(compound: Compound, stage: Stage) -> None:
    chair, wang = compound.chair, compound.wang
    await second_member(compound)
    await to_the_services(chair)
    await chair.presses("列一项", message=await chair.sees("这里还没有计时服务", fresh=True))
    await chair.sees("请人做什么", fresh=True)
    await chair.sends_photo(picture(90, 90, 20))
    await chair.sees("请写请人做什么", fresh=True)
    await answers(chair, ("扫" * 21, "名字最多 20 个字"), ("保洁", "每次做多久"))
    for length in ("0", "13小时", "一会儿"):
        await answers(chair, (length, "时间要在 1 到 720 分钟之间"))
    await answers(chair, ("１小时３０分", "每个月做几次"))
    for times in ("0", "32", "常常"):
        await answers(chair, (times, "次数要在 1 到 31 之间"))
    await answers(chair, ("４次", "做到什么样算好"), ("净" * 101, "标准最多 100 个字"), ("无垃圾", "每小时多少钱"))
    for rate in ("0元", "面议", "99999999万"):
        await answers(chair, (rate, "请写清多少钱"))
    await chair.says("三十元")
    sure = await chair.sees("每次 1 小时 30 分钟，每月 4 次，每小时 30.00 元", fresh=True)
    draft = data_of(sure, "对，请人核对").split(":")[1]
    assert GONE in (await forged(wang, await wang.sees("登记好了"), f"jsc:{draft}"))[0]
    await chair.presses("算了", message=sure)
    await chair.sees("这里还没有计时服务", fresh=True)
    assert GONE in await again(chair, sure, "对，请人核对")
    refused = await forged(wang, await wang.sees("登记好了"), "jsn", "jsf", "jsi:1", "jsy:1:1", "jse:1:1")
    assert "记账、复核要由" in refused[0]
    assert "要由" in refused[1]
    assert all("找不到这项服务" in words for words in refused[2:]), refused


async def test_it_is_listed_by_two_and_done_no_more_when_asked_back(compound: Compound, stage: Stage) -> None:
    chair, leader = compound.chair, await second_member(compound)
    await lists(stage.town, chair, leader)
    shown = await leader.sees("每次 2 小时")
    for who, message in ((chair, await chair.sees("等另一位委员核对")), (leader, shown)):
        assert "已经有人核对过了" in (await forged(who, message, "jsy:1:1"))[0]
    await leader.presses("楼道保洁", message=shown)
    await leader.presses("以后不做了", message=await leader.sees("从 2026年12月起做", fresh=True))
    await leader.presses("再想想", message=await leader.sees("做过的月份留着", fresh=True))
    await leader.presses("以后不做了", message=await leader.sees("从 2026年12月起做", fresh=True))
    sure = await leader.sees("做过的月份留着", fresh=True)
    await leader.presses("以后不做了", message=sure)
    await leader.sees("这里还没有计时服务", fresh=True)
    assert "已经不做了" in await again(leader, sure, "以后不做了")
    assert "这一项已经不做了" in (await forged(leader, sure, "jsy:1:0"))[0]
    assert "找不到这项服务" in (await forged(leader, sure, "jss:99:"))[0]
    assert "找不到这项服务" in (await forged(leader, sure, "jss:1:2026-13"))[0]


async def test_it_is_signed_in_once_a_day_with_a_photo(compound: Compound, stage: Stage) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await lists(stage.town, chair, await second_member(compound))
    await to_the_services(grid)
    await grid.presses("楼道保洁", message=await grid.sees("按时间付钱", fresh=True))
    early = await grid.sees("从 2026年12月起做", fresh=True)
    assert early.button("签到") is None, early
    assert "还没到起做的月份" in (await forged(grid, early, "jsi:1"))[0], "before a photo is asked for"
    await stage.town.forward(days=8)
    assert "签到要由" in (await forged(wang, await wang.sees("登记好了"), "jsi:1"))[0]
    await to_the_services(grid)
    await grid.presses("楼道保洁", message=await grid.sees("按时间付钱", fresh=True))
    await grid.presses("签到", message=await grid.sees("做了 0 分钟，约定 4 小时", fresh=True))
    await answers(grid, ("做完了", "签到要有一张照片"))
    await grid.sends_photo(picture(20, 90, 20))
    how_long = await grid.sees("都做完了吗", fresh=True)
    await grid.presses("没做满", message=how_long)
    await grid.sees("做了多久", fresh=True)
    for length in ("3小时", "0分钟", "很久"):
        await answers(grid, (length, "时间要在 1 到 120 分钟之间"))
    await grid.says("90")
    sure = await grid.sees("今天做了 1 小时 30 分钟，对吗", fresh=True)
    draft = data_of(sure, "做了").split(":")[1]
    assert "时间要在 1 到 120 分钟之间" in (await forged(grid, sure, f"jsd:{draft}:600"))[0]
    await grid.presses("做了 1 小时 30 分钟", message=sure)
    await grid.sees("这个月第 1 次，约定 2 次", fresh=True)
    assert GONE in await again(grid, sure, "做了")
    assert GONE in (await forged(grid, sure, f"jsx:{draft}"))[0]
    await to_the_services(grid)
    await grid.presses("楼道保洁", message=await grid.sees("按时间付钱", fresh=True))
    page = await grid.sees("做了 1 小时 30 分钟", fresh=True)
    assert page.button("签到") is None, page
    assert "今天已经签到过了" in (await forged(grid, page, "jsi:1"))[0], "before a photo is asked for"
    await stage.town.forward(days=1)
    await to_the_services(grid)
    await grid.presses("楼道保洁", message=await grid.sees("按时间付钱", fresh=True))
    await grid.presses("签到", message=await grid.sees("做了 1 小时 30 分钟", fresh=True))
    asked = await grid.sees("拍一张做完的样子", fresh=True)
    empty = data_of(asked, "算了").split(":")[1]
    assert GONE in (await forged(grid, asked, f"jsd:{empty}:60"))[0], "without a photo"
    await grid.presses("算了", message=asked)
    await to_the_services(grid)
    await grid.presses("楼道保洁", message=await grid.sees("按时间付钱", fresh=True))
    await grid.presses("看照片", message=await grid.sees("做了 1 小时 30 分钟", fresh=True))
    await grid.sees("做完的样子", fresh=True)


async def test_two_homes_accept_a_month_once(compound: Compound, stage: Stage) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await lists(stage.town, chair, await second_member(compound))
    await stage.town.forward(days=8)
    await signs_in(grid)
    assert "还没有过完" in (await forged(wang, await wang.sees("登记好了"), "jsj:1:2026-12:1:1"))[0]
    await stage.town.forward(days=31)
    assert "验收由住在这里的人来说" in (await forged(grid, await grid.sees("这个月第 1 次"), "jsj:1:2026-12:1:1"))[0]
    await to_the_month(wang)
    month = await wang.sees("应付 45.00 元", fresh=True)
    await wang.presses("有没做好的", message=month)
    await wang.sees("哪里没做好", fresh=True)
    await wang.sends_photo(picture(20, 90, 20))
    await wang.sees("请写哪里没做好", fresh=True)
    await answers(wang, ("灰" * 201, "最多 200 个字"))
    await wang.says("扶手有灰")
    sure = await wang.sees("看不到您是谁", fresh=True)
    await wang.presses("告诉委员会", message=sure)
    await wang.sees("告诉委员会了", fresh=True)
    assert GONE in await again(wang, sure, "告诉委员会")
    await accepts(wang, "1/2 户说做得好", "前一个月")
    assert "还没有验收" in (await forged(chair, await chair.sees("等另一位委员核对"), "jsp:1:2026-12:0"))[0]
    assert "记账、复核要由" in (await forged(wang, month, "jsp:1:2026-12:0"))[0]
    assert "记账、复核要由" in (await forged(wang, month, "jsg:1:2026-12:1"))[0]


async def test_another_fee_is_begun_and_left(compound: Compound, stage: Stage) -> None:
    chair = compound.chair
    await to_the_services(chair)
    await chair.presses("改收费标准", message=await chair.sees("这里还没有计时服务", fresh=True))
    await chair.sees("现在每平方米每月多少钱", fresh=True)
    await answers(chair, ("不贵", "请写清多少钱"), ("0", "请写清多少钱"), ("０．３０元", "想改成"))
    await answers(chair, ("0.30", "和现在一样"), ("0", "请写清多少钱"), ("99999999万", "请写清多少钱"))
    await chair.says("0.50")
    sure = await chair.sees("每月 24.00 → 40.00 元", fresh=True)
    await chair.presses("算了", message=sure)
    await chair.sees("这里还没有计时服务", fresh=True)
    assert GONE in await again(chair, sure, "拿去商量")


async def opens_an_account(chair: Person, second: Person, stage: Stage) -> None:
    """An account money may go out of without the owners."""
    await chair.says("/zhang")
    await chair.presses("开一个账户", message=await chair.sees("这里还没有账户", fresh=True))
    await chair.presses("互助捐款", message=await chair.sees("几种钱分开记", fresh=True))
    await answers(chair, ("服务费", "账户在谁名下"), ("居委会", "最后四位"), ("０４５６", "有多少钱"))
    await chair.says("500元")
    await chair.presses("开这个账户", message=await chair.sees("这样开账户可以吗", fresh=True))
    await chair.sees("期初余额也要另一个人复核", fresh=True)
    await signs(second, stage)


async def signs(second: Person, stage: Stage) -> None:
    """Whoever did not put it down stands for it."""
    await stage.town.settle()
    await second.presses("去看看", message=await second.sees("有一笔账等您复核", fresh=True))
    await second.presses("账对，复核", message=await second.sees("待复核", fresh=True))
    await second.presses("账对，复核", message=await second.sees("签了就算进余额", fresh=True))


async def pays(chair: Person) -> Message:
    """The month leads to the line of the account: what is known is not asked again."""
    await to_the_month(chair, "前一个月")
    await chair.presses("付这个月的", message=await chair.sees("验收过了", fresh=True))
    await chair.presses("服务费", message=await chair.sees("从哪个账户付？应付 45.00 元", fresh=True))
    await chair.sees("付给谁", fresh=True)
    await chair.says("刘师傅")
    await chair.presses("今天", message=await chair.sees("哪一天收付的", fresh=True))
    await chair.sees("拍一张凭证", fresh=True)
    await chair.sends_photo(picture(90, 90, 20))
    sure = await chair.sees("事由：楼道保洁 2026年12月", fresh=True)
    await chair.presses("记下，请人复核", message=sure)
    await chair.sees("等另一个人复核", fresh=True)
    return sure


async def test_an_accepted_month_is_paid_once_and_the_line_leads_back(compound: Compound, stage: Stage) -> None:
    chair, grid, wang, tenant = compound.chair, compound.grid, compound.wang, compound.tenant
    leader = await second_member(compound)
    await opens_an_account(chair, leader, stage)
    await lists(stage.town, chair, leader)
    await stage.town.forward(days=8)
    await signs_in(grid)
    await stage.town.forward(days=31)
    await accepts(wang, "1/2 户说做得好")
    await accepts(tenant, "验收过了")
    sure = await pays(chair)
    assert GONE in await again(chair, sure, "记下，请人复核")
    assert "一个月只付一次" in (await forged(chair, sure, "jsp:1:2026-12:1"))[0]
    assert "一个月只付一次" in (await forged(chair, sure, "jsg:1:2026-12:1"))[0]
    await signs(leader, stage)
    await leader.presses("看做了多久", message=await leader.sees("两个人都签了", fresh=True))
    await leader.presses("看这笔账", message=await leader.sees("付了，账上第 2 笔", fresh=True))
    await leader.sees("支出", fresh=True)
    await to_the_month(wang, "前一个月")
    shown = await wang.sees("付了，账上第 2 笔，两个人签了", fresh=True)
    assert shown.button("付这个月的") is None
