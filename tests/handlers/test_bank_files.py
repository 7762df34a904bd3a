"""A bank's statement at the door: sent as the bank writes it, laid beside the account, differences settled."""

from __future__ import annotations

from stories.accounts import checks, opens, takes
from stories.moves import invite
from tests.stage import Compound, Stage

FILE = """# 账号: 1234
交易日,交易类型,借方金额,贷方金额,摘要
20261120,转入,,"5,000.00",车位费
20261121,费用,1.50,,手续费
# 收入合计: 1 笔，共 5000.00 元
"""


async def test_a_fee_the_bank_took_off_the_owners_money_waits_for_their_decision_and_is_explained(
    compound: Compound, stage: Stage
) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await invite(compound.operator, grid, "请委员会成员", "自管会成员")
    await opens(chair, "公共收益", "公共收益", "业委会", "0123", "10元")
    await checks(grid, "公共收益")
    await chair.presses("对账、导出", message=await takes(chair, "公共收益"))
    await chair.presses("对银行流水", message=await chair.sees("两个人签了才公布", fresh=True))
    await chair.presses("发一份流水", message=await chair.sees("还没有对过", fresh=True))
    await chair.sees("把银行的流水发给我", fresh=True)
    await chair.sends_document(FILE.encode("gb18030"), "流水.csv")
    asked = await chair.sees("2 笔，收 5,000.00 元，支 1.50 元", fresh=True)
    await chair.presses("对账", message=asked)
    beside = await chair.sees("对上 0/2 笔", fresh=True)
    await chair.presses("流水第 4 行", message=beside)
    fee = await chair.sees("手续费", fresh=True, button="记这一笔")
    assert "先点「写原因」" in (await chair.presses("记这一笔", message=fee)).text
    await chair.presses("写原因", message=fee)
    await chair.sees("为什么不一样", fresh=True)
    await chair.says("银行扣的手续费，等业主定")
    await chair.presses("流水第 3 行", message=await chair.sees("没有说明的 1 笔", fresh=True))
    await chair.presses("记这一笔", message=await chair.sees("车位费", fresh=True, button="记这一笔"))
    await chair.presses("车位费", message=await chair.sees("这笔钱是哪里来的", fresh=True))
    await chair.sees("是什么钱", fresh=True)
    await wang.presses("对账、导出", message=await takes(wang, "公共收益"))
    await wang.presses("对银行流水", message=await wang.sees("两个人签了才公布", fresh=True))
    assert (await wang.sees("对上 0/2 笔", fresh=True)).button("发一份流水") is None
