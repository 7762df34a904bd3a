"""The story of a quarter: money out of three sources, one sum found on a private account, a statement two sign for,
the bank beside the account, a mistake taken back after the closing.
"""

from __future__ import annotations

import io

import xlsxwriter

from sandbox.client import Message, Person, Town
from stories.accounts import checks, opens, puts_down, takes
from stories.moves import days_go_by, invite, picture, the_group

ACCOUNT = "公共收益"
PAPERS = picture(230, 235, 240)
CAME = (
    ("架空层、场地出租", "86000", "架空层租金"),
    ("公共用房", "54000", "门面房租金"),
    ("车位费", "60000", "四季度车位费"),
)
"""璧山: 200,000.00 元 out of three sources."""


async def play(town: Town, code: str) -> None:
    """一个季度的账：三个来源、一笔从私人账户收回的钱，两个人签的对账单，对银行流水，结账以后改错"""
    chair, second, owner = [await town.known(name) for name in ("赵主任", "孙网格", "王阿姨")]
    await invite(await town.known("周工"), second, "请委员会成员", "自管会成员")
    await put_down(chair, second)
    await told(town, chair, second, owner)
    await at_the_bank(chair)
    await mistaken(chair, second)
    await owners_read(owner)


async def put_down(chair: Person, second: Person) -> None:
    """Every line has its source, and somebody else's signature."""
    await opens(chair, ACCOUNT, ACCOUNT, "中华园自管会", "0123", "1000元")
    await checks(second, ACCOUNT)
    for source, amount, purpose in CAME:
        await puts_down(chair, ACCOUNT, "收入", amount, purpose, source=source, invoice="0017", photo=PAPERS)
        await checks(second, purpose)
    await puts_down(chair, ACCOUNT, "从私人账户收回", "4000", "原来存在前任会计个人卡上的车位费", photo=PAPERS)
    told = await second.sees("有一笔账等您复核")
    await second.presses("去看看", message=told)
    page = await second.sees("待复核", fresh=True)
    assert "来源：原来在私人账户，收回来的" in page.text, page.text
    await second.presses("账对，复核", message=page)
    await second.presses("账对，复核", message=await second.sees("以后错了只能冲正", fresh=True))


async def told(town: Town, chair: Person, second: Person, owner: Person) -> None:
    """The quarter is over: it is drafted by itself, two sign, the group reads it."""
    asked = await days_go_by(town, chair, "的对账单起草了")
    await chair.presses("去看看", message=asked)
    page = await chair.sees("等一个人签", fresh=True)
    assert "期初 1,000.00 元，收 204,000.00 元，支 0.00 元，期末 205,000.00 元" in page.text, page.text
    await chair.presses("账对，我签", message=page)
    await chair.sees("一个人签了", fresh=True)
    await second.presses("去看看", message=await second.sees("等您结账", fresh=True))
    await second.presses("账对，结账", message=await second.sees("一个人签了", fresh=True))
    await second.presses("账对，结账", message=await second.sees("对账单发到群里", fresh=True))
    await second.sees("不能再记账", fresh=True)
    await town.settle()
    public = await owner.sees("期末 205,000.00 元", chat=await the_group(town))
    for words in ("架空层、场地出租 86,000.00 元", "车位费 60,000.00 元", "公共用房 54,000.00 元"):
        assert words in public.text, public.text


async def at_the_bank(chair: Person) -> None:
    """The bank has what the account has, and interest besides."""
    page = await more(chair)
    await chair.presses("对银行流水", message=page)
    await chair.presses("发一份流水", message=await chair.sees("还没有对过", fresh=True))
    await chair.sees("把银行的流水发给我", fresh=True)
    await chair.sends_document(bank([("架空层租金", "八万六")]), "流水.xlsx")
    wrong = await chair.sees("这份流水读不下来", fresh=True)
    assert "第 2 行：金额「八万六」读不出" in wrong.text, wrong.text
    amounts = ("86000.00", "54000.00", "60000.00", "4000.00", "12.35")
    names = ("架空层租金", "门面房租金", "车位费", "转入", "利息")
    await chair.sends_document(bank(list(zip(names, amounts, strict=True))), "流水.xlsx")
    seen = await chair.sees("是这个账户的吗", fresh=True)
    assert "5 笔，收 204,012.35 元" in seen.text, seen.text
    await chair.presses("对账", message=seen)
    beside = await chair.sees("对上 4/5 笔", fresh=True)
    await chair.presses("流水第 6 行", message=beside)
    await chair.presses("写原因", message=await chair.sees("利息", fresh=True))
    await chair.sees("为什么不一样", fresh=True)
    await chair.says("四季度利息，结账以后才看到，记在一月")
    await chair.sees("都对上或说明了", fresh=True)


async def more(person: Person) -> Message:
    """What else can be done with the account."""
    await person.presses("对账、导出", message=await takes(person, ACCOUNT))
    return await person.sees("两个人签了才公布", fresh=True)


def bank(rows: list[tuple[str, str]], day: str = "2026-11-26") -> bytes:
    """What online banking gives, all of one day."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("交易明细")
        sheet.write_row(0, 0, ("交易日期", "摘要", "借方金额", "贷方金额"))
        for at, (words, amount) in enumerate(rows, start=1):
            sheet.write_row(at, 0, (day, words, "", amount))
    return file.getvalue()


async def mistaken(chair: Person, second: Person) -> None:
    """A line of the closed quarter was wrong: no line goes there, it is taken back today."""
    await chair.presses("记一笔", message=await takes(chair, ACCOUNT))
    await chair.presses("收入", message=await chair.sees("收进来的，还是付出去的", fresh=True))
    await chair.presses("其他", message=await chair.sees("这笔钱是哪里来的", fresh=True))
    for question, answer in (("多少钱", "12.35"), ("是什么钱", "利息"), ("哪一天收付的", "2026年12月21日")):
        await chair.sees(question, fresh=True)
        await chair.says(answer)
    refused = await chair.sees("和以前的账结了", fresh=True)
    assert "12月31日（周四）和以前的账结了" in refused.text and "请在今天记" in refused.text, refused.text
    await chair.presses("第 5 笔", message=await takes(chair, ACCOUNT))
    await chair.presses("冲正", message=await chair.sees("第 5 笔（收入）", fresh=True, button="冲正"))
    await chair.sees("为什么冲正", fresh=True)
    await chair.says("不是车位费，是押金，另记")
    await chair.sees("冲正记下了", fresh=True)
    await second.presses("去看看", message=await second.sees("有一笔账等您复核", fresh=True))
    await second.presses("账对，复核", message=await second.sees("冲正第 5 笔", fresh=True))
    await second.presses("账对，复核", message=await second.sees("余额是 201,000.00 元", fresh=True))


async def owners_read(owner: Person) -> None:
    """What was published stays as it was; the file has every line."""
    await owner.presses("对账单", message=await more(owner))
    await owner.presses("到2026年12月的对账单", message=await owner.sees("两个人签了", fresh=True))
    page = await owner.sees("期末 205,000.00 元", fresh=True)
    assert "从私人账户收回 1 笔" in page.text, page.text
    await owner.presses("导出表格", message=await more(owner))
    await owner.sees("收款人不写在里面", fresh=True)
