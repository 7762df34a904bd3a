"""登记和合同 over the wire: a contract is written by one, checked by another; a line is of it; paper is a key away."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.funds_writing import KIND
from services.drafts import begin_draft
from stories.accounts import checks, opens
from stories.moves import invite
from tests.handlers.test_elections import known
from tests.pressing import replies
from tests.stage import Compound, Stage

GONE = "这一份已经办完"


async def account(compound: Compound) -> None:
    """孙网格 serves too; 赵主任 opens an account, and sees what stands behind it."""
    chair, grid = compound.chair, compound.grid
    await invite(compound.operator, grid, "请委员会成员", "自管会成员")
    await opens(chair, "公共收益", "中华园公共收益", "业委会", "0123", "10元")
    await checks(grid, "中华园公共收益")
    await chair.starts("zm_1")
    await chair.presses("对账、导出", message=await chair.sees("户名：业委会", fresh=True))
    await chair.presses("登记和合同", message=await chair.sees("两个人签了才公布", fresh=True))


async def test_a_registration_is_written_by_one_and_sent_back_by_another(compound: Compound, stage: Stage) -> None:
    chair, grid = compound.chair, compound.grid
    await account(compound)
    await chair.presses("写登记号", message=await chair.sees("业委会还没有写法人登记号", fresh=True))
    await chair.sees("统一社会信用代码是多少", fresh=True)
    await chair.says("52500120MJ12345670")
    await chair.sees("最后一位要对得上", fresh=True)
    await chair.says("5250 0120 mj12 3456 7m")
    await chair.sees("证书上写的是什么单位", fresh=True)
    await chair.says("中" * 61)
    await chair.sees("最多 60 个字", fresh=True)
    await chair.says("中华园业主服务中心")
    await chair.presses("记下，请人复核", message=await chair.sees("这样写下可以吗", fresh=True))
    await chair.presses("回账户", message=await chair.sees("写下了，等另一个人复核", fresh=True))
    await grid.presses("去看看", message=await grid.sees("法人登记：中华园业主服务中心", fresh=True))
    await grid.presses("不对，退回", message=await grid.sees("52500120MJ1234567M", fresh=True))
    await grid.sees("哪里不对", fresh=True)
    await grid.says("名字少了几个字")
    assert (await grid.sees("退回了", fresh=True)).button("登记和合同") is not None
    await chair.presses("去看看", message=await chair.sees("名字少了几个字", fresh=True))
    await chair.sees("已退回，不算", fresh=True)


async def test_a_contract_is_written_by_one_and_checked_by_another_and_money_is_of_it(
    compound: Compound, stage: Stage
) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await account(compound)
    await chair.presses("加一份合同", message=await chair.sees("还没有合同", fresh=True))
    await chair.presses("架空层、场地出租", message=await chair.sees("这份合同的钱是哪里来的", fresh=True))
    await chair.sees("租的是什么", fresh=True)
    await chair.says("架" * 61)
    await chair.sees("最多 60 个字", fresh=True)
    await chair.says("3号楼架空层东侧，快递站")
    await chair.sees("合同一共多少钱", fresh=True)
    await chair.says("很多")
    await chair.sees("请写清多少钱", fresh=True)
    await chair.says("12000元")
    await chair.sees("合同到哪一天", fresh=True)
    await chair.says("不知道")
    await chair.sees("请写清合同到哪一天", fresh=True)
    await chair.says("2020年12月31日")
    await chair.sees("这一天已经过去了", fresh=True)
    await chair.says("2027年12月31日")
    asked = await chair.sees("这样写下可以吗", fresh=True)
    assert "共 12,000.00 元，到2027年12月31日" in asked.text, asked.text
    await chair.presses("记下，请人复核", message=asked)
    await chair.sees("写下了，等另一个人复核", fresh=True)
    await grid.presses("去看看", message=await grid.sees("合同：3号楼架空层东侧", fresh=True))
    await grid.presses("账对，复核", message=await grid.sees("共 12,000.00 元，到2027年12月31日", fresh=True))
    await grid.sees("两个人都签了", fresh=True)
    await chair.starts("zm_1")
    await chair.presses("记一笔", message=await chair.sees("户名：业委会", fresh=True))
    await chair.presses("收入", message=await chair.sees("收进来的，还是付出去的", fresh=True))
    await chair.presses("架空层、场地出租", message=await chair.sees("这笔钱是哪里来的", fresh=True))
    await chair.presses("1 · 3号楼架空层东侧", message=await chair.sees("是哪份合同的钱", fresh=True))
    await chair.sees("多少钱", fresh=True)
    await chair.says("3000元")
    await chair.sees("是什么钱", fresh=True)
    await chair.says("一季度租金")
    await chair.presses("今天", message=await chair.sees("哪一天收付的", fresh=True))
    await chair.presses("没有", message=await chair.sees("票据号是多少", fresh=True))
    await chair.presses("没有", message=await chair.sees("拍一张凭证", fresh=True))
    await chair.presses("记下，请人复核", message=await chair.sees("一季度租金", fresh=True))
    await checks(grid, "一季度租金")
    await wang.starts("zm_1")
    await wang.presses("第 2 笔", message=await wang.sees("户名：业委会", fresh=True))
    assert "没有票据号" in (await wang.sees("合同 1：3号楼架空层东侧，快递站", fresh=True)).text
    await chair.starts("zm_1")
    await chair.presses("对账、导出", message=await chair.sees("户名：业委会", fresh=True))
    await chair.presses("打印", message=await chair.sees("两个人签了才公布", fresh=True))
    assert (await chair.sees("要印哪一份", fresh=True)).button("账目公示 · 中华园公共收益")


async def test_whoever_wrote_a_contract_takes_it_back_before_anybody_checked_it(
    compound: Compound, stage: Stage
) -> None:
    chair, grid = compound.chair, compound.grid
    await account(compound)
    await chair.presses("加一份合同", message=await chair.sees("还没有合同", fresh=True))
    await chair.presses("广告", message=await chair.sees("这份合同的钱是哪里来的", fresh=True))
    await replies(chair, ("租的是什么", "电梯广告"), ("合同一共多少钱", "9000"), ("合同到哪一天", "2027年1月1日"))
    await chair.presses("记下，请人复核", message=await chair.sees("这样写下可以吗", fresh=True))
    await chair.presses("回账户", message=await chair.sees("写下了，等另一个人复核", fresh=True))
    await chair.presses("对账、导出", message=await chair.sees("户名：业委会", fresh=True))
    await chair.presses("登记和合同", message=await chair.sees("两个人签了才公布", fresh=True))
    await chair.presses("看 1 号", message=await chair.sees("电梯广告", fresh=True))
    await chair.presses("收回", message=await chair.sees("合同 1：电梯广告", fresh=True))
    await chair.sees("为什么收回", fresh=True)
    await chair.says("多写了一个零")
    await chair.sees("收回了，不算", fresh=True)
    await grid.presses("去看看", message=await grid.sees("合同：电梯广告"))
    page = await grid.sees("记的人收回了，不算。原因：多写了一个零", fresh=True)
    assert page.button("账对，复核") is None, page.buttons


async def test_strangers_and_forged_keys_get_a_clear_answer(compound: Compound, stage: Stage) -> None:
    chair, tenant = compound.chair, compound.tenant
    await opens(chair, "公共收益", "中华园公共收益", "业委会", "0123", "10元")
    for person, data, words in (
        (chair, "zdl:99:0", "找不到这个账户"),
        (chair, "zds:99", "找不到这个账户"),
        (chair, "zdy:99", "找不到这个账户"),
        (chair, "zdw:99", "找不到这个账户"),
        (chair, "zdn:99:contract", "找不到这个账户"),
        (tenant, "zdn:1:contract", "委员会"),
        (tenant, "zdy:99", "找不到这个账户"),
        (chair, "zdv:99", "找不到这个账户"),
        (chair, "zdc:99", GONE),
        (chair, "zdm:99:1", GONE),
    ):
        toast = await person.forges(f"1{data}")
        assert words in toast.text, (data, toast.text)


@pytest.mark.parametrize(
    ("awaiting", "body", "answer"),
    [
        ("funds.deed_name", {"code": "52500120MJ1234567M"}, "中华园业主服务中心"),
        ("funds.deed_until", {"source": "parking", "words": "车位", "price": 9_00}, "2027年12月31日"),
    ],
)
async def test_one_begun_before_its_kind_was_kept_is_said_to_be_over(
    compound: Compound, stage: Stage, awaiting: str, body: dict[str, Any], answer: str
) -> None:
    await opens(compound.chair, "公共收益", "中华园公共收益", "业委会", "0123", "10元")
    chair = await known(stage, compound.chair)
    begun: dict[str, Any] = {"kind": KIND, "awaiting": awaiting, "body": {"fund_id": 1, **body}}
    given: dict[str, Any] = {"actor": chair.actor, "chat_id": chair.chat_id, "source": "old", "at": stage.clock.now()}
    await begin_draft(stage.house.database, **begun, **given)
    await compound.chair.says(answer)
    await compound.chair.sees(GONE, fresh=True)


async def test_a_contract_is_made_void_by_one_and_another_and_read_by_everybody_with_the_reason(
    compound: Compound, stage: Stage
) -> None:
    chair, grid, wang = compound.chair, compound.grid, compound.wang
    await account(compound)
    await chair.presses("加一份合同", message=await chair.sees("还没有合同", fresh=True))
    await chair.presses("广告", message=await chair.sees("这份合同的钱是哪里来的", fresh=True))
    for question, answer in (("租的是什么", "电梯广告"), ("合同一共多少钱", "900"), ("合同到哪一天", "2027年1月1日")):
        await chair.sees(question, fresh=True)
        await chair.says(answer)
    await chair.presses("记下，请人复核", message=await chair.sees("这样写下可以吗", fresh=True))
    waiting = await grid.sees("电梯广告", fresh=True)
    assert "找不到这一份" in (await wang.forges("1zds:1")).text, "nobody has checked it"
    assert "委员会" in (await wang.forges("1zdv:1")).text
    assert "找不到这一份" in (await chair.forges("1zdv:1")).text, "it does not stand yet"
    await grid.presses("去看看", message=waiting)
    await grid.presses("账对，复核", message=await grid.sees("合同 1：电梯广告", fresh=True))
    await grid.presses("作废", message=await grid.sees("两个人都签了", fresh=True))
    await grid.sees("为什么作废", fresh=True)
    await grid.says("广告公司提前退租")
    asked = await grid.sees("第 1 号作废，原因：广告公司提前退租", fresh=True)
    assert "作废的是：合同 1：电梯广告" in asked.text, asked.text
    await grid.presses("记下，请人复核", message=asked)
    await grid.sees("写下了，等另一个人复核", fresh=True)
    await chair.presses("去看看", message=await chair.sees("作废：广告公司提前退租", fresh=True))
    assert "已经有人写了作废" in (await chair.forges("1zdv:1")).text
    asked = await chair.sees("第 1 号作废", fresh=True)
    assert "作废的是：合同 1：电梯广告" in asked.text, "who signs reads what it is"
    await chair.presses("账对，复核", message=asked)
    await chair.sees("两个人都签了", fresh=True)
    await wang.starts("zm_1")
    await wang.presses("对账、导出", message=await wang.sees("户名：业委会", fresh=True))
    await wang.presses("登记和合同", message=await wang.sees("两个人签了才公布", fresh=True))
    page = await wang.sees("（已作废）", fresh=True)
    assert "电梯广告（广告），共 900.00 元，到2027年1月1日" in page.text, page.text
    await wang.presses("看 1 号", message=page)
    await wang.sees("作废的原因：广告公司提前退租", fresh=True)
