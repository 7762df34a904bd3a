"""The story of the gate's money: 南河湾 spends 70,000 元 of common income as its owners decided, on one account, and
gathers 30,000 元 of mutual aid within a week on another; whoever asks for the money of the matter reads all of it.
"""

from __future__ import annotations

from sandbox.client import Town
from stories import yizheng_278
from stories.accounts import checks, opens, puts_down, takes
from stories.matters import Yard
from stories.moves import picture

AID, COMMON = "微更新互助金", "公共收益"
GIVEN = (("12000", "12户邻居"), ("10000", "沿街商户"), ("8000", "物业公司"))
RECEIPT = picture(240, 240, 230)


async def play(town: Town, code: str) -> None:
    """大门的账：业主同意的7万元从公共收益出，一周凑的3万元另记一本，谁问都查得到"""
    yard = await yizheng_278.decided(town, code)
    await accounts(yard)
    await a_week(yard)
    await spent(yard)
    await asked(yard)
    await apart(yard)


async def accounts(yard: Yard) -> None:
    """Two accounts, and two people for what is in them."""
    for kind, name, opening in ((COMMON, COMMON, "90000元"), ("互助捐款", AID, "0")):
        await opens(yard.chair, kind, name, "南河湾业主委员会", "6218", opening)
        await checks(yard.member, name)


async def a_week(yard: Yard) -> None:
    """What was given within a week, without anybody's name."""
    for amount, purpose in GIVEN:
        await puts_down(yard.chair, AID, "收入", amount, purpose, invoice="收据")
        await checks(yard.member, purpose)
        await yard.town.forward(days=2)
    page = await takes(yard.chair, AID)
    assert "余额：30,000.00 元" in page.text, page.text


async def spent(yard: Yard) -> None:
    """Common income goes out for the decision alone; once two have signed it is spent."""
    await puts_down(yard.chair, COMMON, "支出", "70000", "东大门和小门", matter="东大门换新", photo=RECEIPT)
    await checks(yard.member, "东大门和小门")
    page = await takes(yard.chair, COMMON)
    assert "余额：20,000.00 元" in page.text, page.text


async def asked(yard: Yard) -> None:
    """An owner asks in the group, in reply to the notice; the vouchers open for them in private."""
    owner = yard.neighbours[0]
    notice = await owner.sees("决议公开", chat=yard.group)
    await owner.says("查账", chat=yard.group, reply_to=notice)
    card = await owner.sees("查账 第 1 号", chat=yard.group, fresh=True)
    for words in ("决定：通过了", "预算 70,000.00 元，花了 70,000.00 元", "凭证 1 张"):
        assert words in card.text, card.text
    await owner.presses("看凭证", message=card, chat=yard.group)
    own = await owner.sees("点一笔就能看", fresh=True)
    await yard.town.settle()
    await owner.presses("第 2 笔", message=own)
    await owner.presses("看凭证", message=await owner.sees("第 2 笔（支出）", fresh=True))
    await owner.sees("指纹", fresh=True)


async def apart(yard: Yard) -> None:
    """The two kinds of money never mix."""
    owner = yard.neighbours[1]
    await owner.says("/zhang")
    shown = await owner.sees("每一笔都由两个人签", fresh=True)
    assert f"{COMMON}（公共收益）：20,000.00 元" in shown.text, shown.text
    assert f"{AID}（互助捐款）：30,000.00 元" in shown.text, shown.text
