"""查账 at the door: in reply to a card, to a page, to nothing; and what forged presses of accounts are told."""

from __future__ import annotations

from stories.accounts import checks, opens
from stories.moves import invite
from tests.handlers.test_answers import lamps
from tests.stage import Compound, Stage

FORGED = (
    *(
        "zmz:99",
        "zmx:99",
        "zpl:99",
        "zps:99",
        "zpm:99",
        "zpg:99:202610",
        "zpy:99",
        "zpc:99:0",
        "zpc:99:1",
        "zpo:99",
        "zpa:99:0",
        "zpa:99:1",
    ),
    *("zbl:99", "zbn:99", "zbc:99", "zbs:99", "zbe:99:0", "zbi:99:1:0", "zbw:99:1:0", "zbp:99:1", "zmf:99:parking"),
)


async def test_the_money_of_a_matter_is_asked_in_reply_to_any_of_its_messages(compound: Compound, stage: Stage) -> None:
    wang, group = compound.wang, compound.group
    await lamps(compound, stage)
    (card,) = [one for one in await wang.messages(group) if "院内路灯改造" in one.text]
    await wang.says("查账", chat=group, reply_to=card)
    told = await wang.sees("查账 第 1 号", chat=group, fresh=True)
    assert "还没有可以动用" in told.text and "还没有付过钱" in told.text
    await wang.says("查账", chat=group, reply_to=told)
    assert (await wang.sees("查账 第 1 号", chat=group, fresh=True)).id != told.id
    await wang.presses("看凭证", message=told, chat=group)
    own = await wang.sees("查账 第 1 号", fresh=True)
    assert own.button("看决定") and own.button("全部账户")
    await wang.says("查账", reply_to=own)
    await wang.sees("查账 第 1 号", fresh=True)
    await compound.tenant.says("/audit")
    await compound.tenant.sees("回复一件事的消息", fresh=True)
    await compound.tenant.starts("zc_99")
    await compound.tenant.sees("回复一件事的消息", fresh=True)


async def test_asked_of_a_message_of_no_matter_the_way_to_the_accounts_is_shown(
    compound: Compound, stage: Stage
) -> None:
    tenant, group = compound.tenant, compound.group
    await lamps(compound, stage)
    other = next(one for one in await tenant.messages(group) if "路灯" not in one.text and one.buttons)
    await tenant.says("查账", chat=group, reply_to=other)
    told = await tenant.sees("没有它自己的账", chat=group, fresh=True)
    await tenant.presses("全部账户", message=told, chat=group)
    await tenant.sees("每一笔都由两个人签", fresh=True)


async def test_neighbours_who_say_it_to_each_other_are_not_overheard(compound: Compound, stage: Stage) -> None:
    wang, group = compound.wang, compound.group
    said = await compound.tenant.says("这个月的电费谁收的", chat=group)
    before = len(await wang.messages(group))
    await wang.says("查账", chat=group, reply_to=said)
    await wang.says("查账", chat=group)
    await stage.town.settle()
    assert len(await wang.messages(group)) == before + 2


async def test_who_may_not_is_told_what_comes_first(compound: Compound, stage: Stage) -> None:
    """The tenant reads statements; vouchers, files and the bank open for owners; nobody else signs."""
    chair, grid, tenant = compound.chair, compound.grid, compound.tenant
    await invite(compound.operator, grid, "请委员会成员", "自管会成员")
    await opens(chair, "公共收益", "公共收益", "自管会", "0123", "10元")
    await checks(grid, "公共收益")
    await tenant.starts("zm_1")
    asked = await tenant.sees("户名：自管会", fresh=True)
    for data, words in (
        ("zmx:1", "给登记了的业主看"),
        ("zbl:1", "给登记了的业主看"),
        ("zpm:1", "要由委员会成员来办"),
        ("zpg:1:202610", "要由委员会成员来办"),
        ("zbn:1", "要由委员会成员来办"),
    ):
        pressed = await tenant.forges(f"1{data}", asked)
        assert words in pressed.text, (data, pressed.text)
    for data in FORGED:
        assert (await chair.forges(f"1{data}", await chair.sees("", fresh=False))).text, data
    await tenant.starts("zd_99")
    await tenant.sees("找不到这份对账单", fresh=True)


async def test_last_month_is_closed_and_opened_by_two(compound: Compound, stage: Stage) -> None:
    chair, grid = compound.chair, compound.grid
    await invite(compound.operator, grid, "请委员会成员", "自管会成员")
    await opens(chair, "物业费、卫生费预交", "卫生费", "自管会", "0123", "10元")
    await checks(grid, "卫生费")
    await chair.starts("zm_1")
    await chair.presses("对账、导出", message=await chair.sees("户名：", fresh=True))
    more = await chair.sees("两个人签了才公布", fresh=True)
    await chair.presses("对账单", message=more)
    listed = await chair.sees("还没有。要出对账单", fresh=True)
    early = await chair.presses("结上个月的账", message=listed)
    assert "10月31日（周六），这个账户还没有记过一笔账" in early.text, early
    await stage.town.forward(days=8)
    await chair.presses("结上个月的账", message=listed)
    read = await chair.sees("2026年11月1日（周日）到11月30日（周一）", fresh=True)
    assert "期末 10.00 元" in read.text and "等一个人签" in read.text, read
    await chair.presses("全部对账单", message=read)
    listed = await chair.sees("还没有。要出对账单", fresh=True)
    await chair.presses("结上个月的账", message=listed)
    await chair.forges("1zpg:1:202610", listed)
    read = await chair.sees("2026年11月1日（周日）到11月30日（周一）", fresh=True, button="账对，我签")
    await chair.presses("账对，我签", message=read)
    await chair.sees("一个人签了，等另一个人结账", fresh=True)
    await grid.presses("去看看", message=await grid.sees("等您结账", fresh=True))
    await grid.presses("账对，结账", message=await grid.sees("一个人签了", fresh=True))
    await grid.presses("账对，结账", message=await grid.sees("不能再记账", fresh=True))
    closed = await grid.sees("两个人签了，这些日子", fresh=True)
    await grid.presses("打印", message=closed)
    assert "A4 纸" in (await grid.sees("2026年11月30日（周一）的收支如下", fresh=True)).text
    await grid.presses("要打开", message=closed)
    await grid.sees("为什么要打开", fresh=True)
    await grid.says("漏了一张发票")
    await grid.sees("另一个人同意才打开", fresh=True)
    await chair.presses("去看看", message=await chair.sees("原因：漏了一张发票", fresh=True))
    await chair.presses("不打开", message=await chair.sees("有人要打开", fresh=True))
    await chair.presses("要打开", message=await chair.sees("两个人签了，这些日子", fresh=True))
    await chair.sees("为什么要打开", fresh=True)
    await chair.says("漏了两张发票")
    await grid.presses("去看看", message=await grid.sees("漏了两张发票", fresh=True))
    await grid.presses("同意打开", message=await grid.sees("有人要打开", fresh=True))
    await grid.sees("打开过：漏了两张发票", fresh=True)
    await compound.wang.sees("结了的账打开了", chat=compound.group)
