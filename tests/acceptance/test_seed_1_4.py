"""1.4 基本账户，破「公款私存」: the account and its lines as a resident reads them on /zhang, and the bank's file.

新都: the register says who holds it and four figures of its number; two people stand for a line before it counts.
"""

from __future__ import annotations

import hashlib
import re

from sandbox.client import Message, Person
from stories.accounts import checks, opens, puts_down, takes
from stories.moves import invite, picture
from stories.quarter import bank
from tests.stage import Compound

ACCOUNT = "基本账户"
PAPERS = picture(230, 235, 240)
LINE = re.compile(r"^(\d+)\. \S+ ([＋−][\d,]+\.\d\d) 元 .+（(?:余额 (−?[\d,]+\.\d\d)|待复核)）$", re.M)
MONTH = re.compile(r"本月：期初 (\S+)，收 (\S+)，支 (\S+)，期末 (\S+)（元）")


def cents(words: str) -> int:
    """12,600.50 in 分."""
    return int(re.sub(r"[^\d−]", "", words).replace("−", "-"))


def lines(page: Message) -> dict[int, tuple[int, int | None]]:
    """What every line on a page moves, and what is there after it; None where it waits."""
    return {int(n): (cents(amount), cents(then) if then else None) for n, amount, then in LINE.findall(page.text)}


async def all_lines(reader: Person) -> dict[int, tuple[int, int | None]]:
    """Every line of the account, from the latest back to the first, page by page."""
    page = await takes(reader, ACCOUNT)
    found = lines(page)
    while page.button("更早的") is not None:
        await reader.presses("更早的", message=page)
        page = await reader.sees("户名：", fresh=True)
        found |= lines(page)
    return found


async def kept(compound: Compound) -> None:
    """赵主任 opens it with 1,000.00 元, brings in what lay on a private card, and pays out; 孙网格 signs."""
    chair, grid = compound.chair, compound.grid
    await invite(compound.operator, grid, "请委员会成员", "自管会成员")
    await opens(chair, "物业费、卫生费预交", ACCOUNT, "院落自管会", "0123", "1000元")
    await checks(grid, ACCOUNT)
    await puts_down(chair, ACCOUNT, "从私人账户收回", "4000", "存在前任会计个人卡上的钱", photo=PAPERS)
    told = await grid.sees("有一笔账等您复核")
    await grid.presses("去看看", message=told)
    page = await grid.sees("待复核", fresh=True)
    assert "来源：原来在私人账户，收回来的" in page.text and "凭证照片 1 张" in page.text, page.text
    await grid.presses("账对，复核", message=page)
    await grid.presses("账对，复核", message=await grid.sees("余额是 5,000.00 元", fresh=True))
    await grid.sees("两个人都签了", fresh=True)
    await puts_down(chair, ACCOUNT, "支出", "300.50", "换门锁", payee="五金店", photo=PAPERS)
    await checks(grid, "换门锁")
    await puts_down(chair, ACCOUNT, "收入", "120.05", "卖废品", invoice="0017")
    await checks(grid, "卖废品")


async def test_each_line_says_what_is_there_after_it_and_one_signature_moves_nothing(compound: Compound) -> None:
    """期初 + 收 − 支 = 期末 for every line and for the month; a line with one signer is 待复核 and is shown so."""
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await kept(compound)
    await puts_down(chair, ACCOUNT, "支出", "999.99", "修路灯", payee="路灯队", photo=PAPERS)
    await grid.sees("修路灯", fresh=True)
    page = await takes(wang, ACCOUNT)
    assert "户名：院落自管会，账号尾号 0123" in page.text, page.text
    assert "余额：4,819.55 元" in page.text, page.text
    assert "待复核 1 笔，还没有算进余额" in page.text, page.text
    found = await all_lines(wang)
    assert sorted(found) == [1, 2, 3, 4, 5] and found[5] == (-999_99, None), found
    before = 0
    for number in (1, 2, 3, 4):
        amount, then = found[number]
        assert before + amount == then, (number, found)
        before = then
    month = MONTH.search(page.text)
    assert month is not None, page.text
    opening, came, went, closing = map(cents, month.groups())
    assert (came, went, closing) == (4_120_05, 300_50, 4_819_55) and opening + came - went == closing, page.text
    await wang.presses("第 5 笔", message=page)
    line = await wang.sees("第 5 笔（支出）", fresh=True)
    assert "待复核" in line.text and "路灯队" not in line.text and line.button("账对，复核") is None, line.text
    await checks(grid, "修路灯")
    assert (await all_lines(wang))[5] == (-999_99, 3_819_56), "the second signature moves the balance at once"


async def test_the_file_of_the_bank_is_known_by_its_fingerprint(compound: Compound) -> None:
    """Whoever has the file can tell whether it is the one the account was held against."""
    chair, wang = compound.chair, compound.wang
    await kept(compound)
    content = bank([("转入", "4000.00"), ("卖废品", "120.05")], "2026-11-24")
    await chair.presses("对账、导出", message=await takes(chair, ACCOUNT))
    await chair.presses("对银行流水", message=await chair.sees("两个人签了才公布", fresh=True))
    await chair.presses("发一份流水", message=await chair.sees("还没有对过", fresh=True))
    await chair.sees("把银行的流水发给我", fresh=True)
    await chair.sends_document(content, "流水.xlsx")
    await chair.presses("对账", message=await chair.sees("是这个账户的吗", fresh=True))
    await chair.sees("对上 2/2 笔", fresh=True)
    await wang.presses("对账、导出", message=await takes(wang, ACCOUNT))
    await wang.presses("对银行流水", message=await wang.sees("两个人签了才公布", fresh=True))
    read = await wang.sees("对上 2/2 笔", fresh=True)
    assert hashlib.sha256(content).hexdigest() in read.text, read.text
    assert "转入" not in read.text, "what the bank wrote is for those who keep the accounts"
