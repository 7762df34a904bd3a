"""The story of a rental contract: who holds the account is registered, a contract is written by one and checked by
another, its rent comes in, it is ended by two; whoever lives there reads all of it.
"""

from __future__ import annotations

from sandbox.client import Message, Person, Town
from stories.accounts import checks, opens, puts_down, takes
from stories.moves import invite

ACCOUNT, HOLDER, SPACES = "公共收益", "中华园业主服务中心", "架空层、场地出租"
CODE = "52500120MJ1234567M"
LET = "3号楼架空层东侧，快递站"


async def play(town: Town, code: str) -> None:
    """架空层租给快递站：合同一个人写、另一个人复核，写错了收回重写，房租按合同记，提前退租两个人作废"""
    chair, second, owner = [await town.known(name) for name in ("赵主任", "孙网格", "王阿姨")]
    await invite(await town.known("周工"), second, "请委员会成员", "自管会成员")
    await opens(chair, ACCOUNT, ACCOUNT, HOLDER, "0123", "1000元")
    await checks(second, ACCOUNT)
    await registered(chair, second)
    await mistaken(chair, second, owner)
    await agreed(chair, second)
    await paid(chair, second, owner)
    await ended(chair, second)
    await read(town, chair, owner)


async def behind(person: Person) -> Message:
    """What stands behind the account."""
    await person.presses("对账、导出", message=await takes(person, ACCOUNT))
    await person.presses("登记和合同", message=await person.sees("两个人签了才公布", fresh=True))
    return await person.sees(ACCOUNT, fresh=True, button="对账、导出")


async def signs(second: Person, words: str) -> None:
    """Another person reads what was written, and stands for it."""
    await second.presses("去看看", message=await second.sees("请您复核", fresh=True))
    await second.presses("账对，复核", message=await second.sees(words, fresh=True, button="账对，复核"))
    await second.sees("两个人都签了", fresh=True)


async def registered(chair: Person, second: Person) -> None:
    """As what legal person whoever holds the account is registered."""
    page = await behind(chair)
    assert "还没有写法人登记号" in page.text, page.text
    await chair.presses("写登记号", message=page)
    await chair.sees("统一社会信用代码是多少", fresh=True)
    await chair.says(CODE)
    await chair.sees("证书上写的是什么单位", fresh=True)
    await chair.says(HOLDER)
    await chair.presses("记下，请人复核", message=await chair.sees("这样写下可以吗", fresh=True))
    await chair.sees("写下了，等另一个人复核", fresh=True)
    await signs(second, CODE)


async def writes(chair: Person, price: str) -> None:
    """A contract, from the first tap to where it waits for another."""
    await chair.presses("加一份合同", message=await behind(chair))
    await chair.presses(SPACES, message=await chair.sees("这份合同的钱是哪里来的", fresh=True))
    for question, answer in (("租的是什么", LET), ("合同一共多少钱", price), ("合同到哪一天", "2027年12月31日")):
        await chair.sees(question, fresh=True)
        await chair.says(answer)
    await chair.presses("记下，请人复核", message=await chair.sees("这样写下可以吗", fresh=True))
    await chair.sees("写下了，等另一个人复核", fresh=True)


async def mistaken(chair: Person, second: Person, owner: Person) -> None:
    """A nought too many: whoever wrote it takes it back before anybody has checked it; owners never read it."""
    await writes(chair, "120000元")
    assert LET not in (await behind(owner)).text
    await chair.presses("看 2 号", message=await behind(chair))
    await chair.presses("收回", message=await chair.sees("共 120,000.00 元", fresh=True, button="收回"))
    await chair.sees("为什么收回", fresh=True)
    await chair.says("多写了一个零")
    await chair.sees("收回了，不算", fresh=True)
    await second.presses("去看看", message=await second.sees("请您复核", fresh=True))
    await second.sees("记的人收回了，不算。原因：多写了一个零", fresh=True)


async def agreed(chair: Person, second: Person) -> None:
    """The right one, and another stands for it."""
    await writes(chair, "12000元")
    await signs(second, "共 12,000.00 元，到2027年12月31日")


async def paid(chair: Person, second: Person, owner: Person) -> None:
    """Rent comes in by it; that there is no invoice is said."""
    await puts_down(chair, ACCOUNT, "收入", "3000", "一季度租金", source=SPACES, contract="3 · 3号楼架空层")
    await checks(second, "一季度租金")
    await owner.presses("第 2 笔", message=await takes(owner, ACCOUNT))
    line = await owner.sees("第 2 笔（收入）", fresh=True)
    assert f"合同 3：{LET}" in line.text and "没有票据号" in line.text, line.text


async def ended(chair: Person, second: Person) -> None:
    """Given up early: one writes why, another stands for it."""
    await second.presses("看 3 号", message=await behind(second))
    await second.presses("作废", message=await second.sees(LET, fresh=True, button="作废"))
    await second.sees("为什么作废", fresh=True)
    await second.says("快递站提前退租，押金已退")
    await second.presses("记下，请人复核", message=await second.sees("第 3 号作废", fresh=True))
    await second.sees("写下了，等另一个人复核", fresh=True)
    await signs(chair, "第 3 号作废")


async def read(town: Town, chair: Person, owner: Person) -> None:
    """Everybody reads that it is over and why; no more rent comes in by it."""
    page = await behind(owner)
    for words in (CODE, f"{LET}（{SPACES}），共 12,000.00 元，到2027年12月31日", "（已作废）"):
        assert words in page.text, page.text
    await owner.presses("看 3 号", message=page)
    await owner.sees("作废的原因：快递站提前退租，押金已退", fresh=True)
    await chair.presses("记一笔", message=await takes(chair, ACCOUNT))
    await chair.presses("收入", message=await chair.sees("收进来的，还是付出去的", fresh=True))
    await chair.presses(SPACES, message=await chair.sees("这笔钱是哪里来的", fresh=True))
    await chair.sees("多少钱", fresh=True)
    await town.settle()
