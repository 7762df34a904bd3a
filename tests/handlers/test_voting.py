"""A formal vote as people use it: posted by the committee, voted in from the group's card, checked and published."""

from __future__ import annotations

import re

from sandbox.client import Message, Person
from stories.moves import invite
from tests.services.rolls import OwnedHome
from tests.stage import Compound, Stage
from tests.vote_story import owns, post_a_vote


async def settled(compound: Compound, stage: Stage) -> None:
    """Two owners, a vote posted."""
    homes = {compound.wang: OwnedHome("301", ("王桂兰",)), compound.leader: OwnedHome("302", ("李建国",))}
    await owns(stage, homes)
    await post_a_vote(compound.chair)
    await stage.town.settle()


async def opened(compound: Compound, stage: Stage) -> Message:
    """The day voting begins: the card in the group."""
    await settled(compound, stage)
    for _ in range(2):  # it opens at midnight; the card waits for the morning
        await stage.town.forward(to_next=True)
        await stage.town.settle()
    return await compound.wang.sees("正在征询 第1号：解聘物业", chat=compound.group)


async def votes(person: Person, choice: str) -> Message:
    """From the group's card into the box."""
    await person.starts("vote_1")
    await person.presses(choice)
    sure = await person.sees(f"您选的是{choice}")
    assert "都看不到您的选择" in sure.text and "20:00前可以改，最后一次为准" in sure.text
    pressed = await person.presses("投出去")
    assert pressed.text == "投好了"
    done = await person.sees(f"投好了：{choice}")
    assert "投的是：3号楼1单元30" in done.text
    return done


async def test_whoever_is_on_the_roll_looks_at_their_entry_before_it_opens(compound: Compound, stage: Stage) -> None:
    await settled(compound, stage)
    notice = await compound.wang.sees("表决公示 第1号：解聘物业", chat=compound.group)
    assert "征询意见，不是正式表决" in notice.text and "2 人，面积 180.00 ㎡" in notice.text
    assert notice.button("看看怎么回事")
    await compound.wang.starts("vote_1")
    page = await compound.wang.sees("您代表：3号楼1单元301，90.00 ㎡")
    assert not page.button("同意")
    await compound.wang.presses("名册或议案有误")
    await compound.wang.presses("算了", message=await compound.wang.sees("委员会看得到您的名字"))
    await compound.wang.says("电梯坏了，老人下不了楼")
    await compound.wang.sees("这样报上去可以吗", fresh=True)  # it is no objection any more
    await compound.wang.starts("vote_1")
    await compound.wang.presses("名册或议案有误", message=await compound.wang.sees("公示中 第1号", fresh=True))
    await compound.wang.says("我家是 19 平方米")
    await compound.wang.says("我家是 91 平方米")
    await compound.wang.presses("提出来", message=await compound.wang.sees("我家是 91 平方米", fresh=True))
    sent = await compound.wang.sees("已转给委员会")
    again = await compound.wang.forges("1vtu:1:2", sent)
    assert "请从菜单重新开始" in again.text
    await stage.town.settle()
    told = await compound.chair.sees("有人提了异议")
    assert "我家是 91 平方米" in told.text and "19" not in told.text
    await compound.chair.presses("看看怎么回事", message=told)
    await compound.chair.sees("已收到异议 1 件")


async def test_a_ballot_its_receipt_and_another_one(compound: Compound, stage: Stage) -> None:
    card = await opened(compound, stage)
    assert "已参加 0/2 人，面积 0.00/180.00 ㎡" in card.text and card.button("去投票")
    first = await votes(compound.wang, "反对")
    second = await votes(compound.wang, "同意")
    assert receipt_in(first.text) != receipt_in(second.text) and "第2次" in receipt_in(second.text)
    await compound.wang.starts("vote_1")
    page = await compound.wang.sees("已参加 1/2 人", fresh=True)
    assert "您投了同意，回执 " in page.text and "截止前投了还可以改" in page.text and page.button("反对")
    assert "还差 1 人、面积 30.00 ㎡" in page.text
    await compound.wang.presses("各楼参加情况", message=page)
    assert "1/2" not in (await compound.wang.sees("现在还不能分楼来写")).text
    await stage.town.settle()
    card = await compound.leader.sees("已参加 1/2 人", chat=compound.group)
    assert "面积 90.00/180.00 ㎡（50.0%）" in card.text
    assert "还差 1 人、面积 30.00 ㎡" in card.text and "同意" not in card.text


async def test_whoever_is_not_on_the_roll_is_told_what_to_do(compound: Compound, stage: Stage) -> None:
    await opened(compound, stage)
    await compound.tenant.starts("vote_1")
    page = await compound.tenant.sees("您登记的是租户，不能投")
    assert not page.button("同意") and page.button("报个事")
    forged = await compound.tenant.forges("1vtb:1:1:approve", page)
    assert "名册里这一户没有认出您" in forged.text
    await compound.grid.starts("vote_1")
    page = await compound.grid.sees("名册里没有认出您", fresh=True)
    assert "纸条上的12个数字" in page.text and page.button("登记我家") and not page.button("报个事")
    await compound.tenant.starts("vote_99")
    await compound.tenant.sees("没有找到这次表决")


def receipt_in(text: str) -> str:
    """137号 · 第1次 · 8QF4-ZK2M-71DA-03WX."""
    found = re.search(r"回执：(\d+号 · 第\d+次 · [0-9A-Z-]{19})\n", text)
    assert found is not None, text
    return found[1]


async def closed(compound: Compound, stage: Stage) -> str:
    """Both have agreed, the time is over, it is counted; 王阿姨's receipt."""
    await opened(compound, stage)
    done = await votes(compound.wang, "同意")
    await votes(compound.leader, "同意")
    await stage.town.settle()
    await stage.town.forward(days=9)
    await stage.town.settle()
    return receipt_in(done.text)


async def test_a_second_person_checks_before_anybody_reads_the_result(compound: Compound, stage: Stage) -> None:
    receipt = await closed(compound, stage)
    await compound.chair.starts("vote_1")
    page = await compound.chair.sees("已截止 第1号", fresh=True)
    assert "正在核对" in page.text and "2/2" not in page.text and not page.button("核对结果")
    refused = await compound.chair.forges("1vtk:1:1", page)
    assert "发起表决的人不能自己核对" in refused.text
    await compound.operator.presses("去核对", message=await compound.operator.sees("请一位没有发起这次表决的人核对"))
    page = await compound.operator.sees("先请一位监票人")  # who cannot check it finds somebody who can
    assert not page.button("核对结果")
    await compound.operator.presses("请人帮忙", message=page)
    await compound.operator.presses("请监票人")
    await invite(compound.operator, compound.grid, "请委员会成员", "业委会成员")
    await compound.grid.starts("vote_1")
    page = await compound.grid.sees("已截止 第1号", fresh=True)
    await compound.grid.presses("核对结果", message=page)
    sure = await compound.grid.sees("公布以后不能收回")
    assert "同意：人数 2/2 人，超过一半" in sure.text and "结果：通过（民法典第278条第一款第四项）" in sure.text
    assert "没有走一征三议两公开，直接请业主表决" in sure.text
    assert (await compound.grid.presses("核对无误，公布")).text == "已公布"
    await stage.town.settle()
    await stage.town.forward(hours=12)
    result = await compound.wang.sees("表决结果 第1号：解聘物业", chat=compound.group)
    first, *why = result.text.splitlines()[2:]
    assert "结果：通过" in first and "参加：" in why[0]
    assert "参加：面积 180.00/180.00 ㎡，达到三分之二" in result.text
    assert "没有走一征三议两公开，直接请业主表决（依民法典第278条第一款第四项" in result.text
    assert "有异议请在" in result.text and "征询意见，不是正式表决" in result.text
    assert "反对 0 人，弃权 0 人，没参加 0 人" in result.text
    await compound.wang.starts("vote_1")
    page = await compound.wang.sees("结果公示 第1号", fresh=True)
    assert f"您投了同意，回执 {receipt}" in page.text and "三个月内" not in page.text and page.button("看全文")
    await compound.wang.presses("我有异议")
    await compound.wang.says("没收到票")
    older = await compound.wang.sees("没收到票", fresh=True)
    await compound.wang.says("我没有收到纸票")
    newer = await compound.wang.sees("我没有收到纸票", fresh=True)
    assert "刚才已经变了" in (await compound.wang.presses("提出来", message=older)).text
    await compound.wang.presses("提出来", message=newer)
    await compound.wang.sees("已转给委员会")
    await stage.town.forward(days=25)
    await compound.tenant.starts("vote_1")
    page = await compound.tenant.sees("已结束 第1号", fresh=True)  # a consultation binds nobody
    assert "已经结束" in page.text and "您投了" not in page.text
    await compound.tenant.says("/yishi")
    assert (await compound.tenant.sees("小区的表决", fresh=True)).button("已结束 · 解聘物业")


async def test_a_vote_is_taken_back_before_it_opens(compound: Compound, stage: Stage) -> None:
    await settled(compound, stage)
    posted = await compound.chair.sees("第1号表决已公示")
    await compound.chair.presses("看看怎么回事", message=posted)
    await compound.chair.presses("撤回表决")
    await compound.chair.presses("返回", message=await compound.chair.sees("群里会说明已经撤回"))
    await compound.chair.presses("撤回表决")
    assert (await compound.chair.presses("撤回")).text == "已撤回"
    await compound.chair.sees("现在没有表决")
    await stage.town.settle()
    await compound.wang.sees("表决已撤回 第1号", chat=compound.group)


async def test_the_wizard_goes_back_and_can_be_left(compound: Compound) -> None:
    chair = compound.chair
    await chair.says("/yishi")
    offered = (await chair.sees("", fresh=True)).buttons
    assert offered.index("发起议题") < offered.index("发起正式表决"), "opinions are asked first"
    await chair.presses("发起正式表决")
    await chair.presses("业主")
    await chair.presses("房子和公共地方")
    which = await chair.sees("是哪一件", fresh=True)
    refused = await chair.presses("住房改商用", message=which)
    assert "要本栋有利害关系的业主全都同意" in refused.text
    await chair.presses("返回", message=which)
    await chair.presses("维修资金", message=await chair.sees("哪方面的事", fresh=True))
    await chair.presses("筹维修资金", message=await chair.sees("是哪一件", fresh=True))
    await chair.presses("返回", message=await chair.sees("短题目", fresh=True))
    await chair.presses("维修资金", message=await chair.sees("哪方面的事", fresh=True))
    await chair.presses("用维修资金", message=await chair.sees("是哪一件", fresh=True))
    await chair.says("修" * 61)
    await chair.sees("题目太长了，最多60字。请改短再发给我")
    await chair.says("修屋顶")
    await chair.says("修" * 3001)
    await chair.sees("全文太长了，最多3000字。请改短再发给我")
    await chair.says("修" * 301)
    await chair.says("很久")
    await chair.sees("没看懂开几天", fresh=True)
    await chair.says("999")
    await chair.sees("请换一个天数", fresh=True)
    await chair.says("十四天")
    page = await chair.sees("请看一遍：修屋顶")
    assert "再投票14天" in page.text
    assert "没有走一征三议两公开，直接请业主表决（依民法典第278条第一款第五项和业主大会议事规则）" in page.text
    refused = await chair.presses("公示出去")
    assert "名册还不齐，不能表决：共 0 户" in refused.text
    await chair.presses("算了")
    await chair.sees("没有发出去")
    again = await chair.forges(page.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"], page)
    assert "请从菜单重新开始" in again.text


async def test_a_long_motion_is_read_whole_and_one_owner_votes_for_each_of_their_heads(
    compound: Compound, stage: Stage
) -> None:
    wang, leader = compound.wang, compound.leader
    await owns(stage, {wang: OwnedHome("301", ("王桂兰",)), leader: OwnedHome("302", ("李建国",))})
    await owns(stage, {wang: OwnedHome("303", ("王桂兰", "王强"))})
    await post_a_vote(compound.chair, text="换新的物业公司。" * 60)
    await stage.town.settle()
    for _ in range(2):
        await stage.town.forward(to_next=True)
        await stage.town.settle()
    await wang.starts("vote_1")
    page = await wang.sees("正在征询 第1号", fresh=True)
    assert page.text.count("您代表：") == 2 and not page.button("同意")
    assert "合起来只算一票" in page.text
    await wang.presses("看全文", message=page)
    assert (await wang.sees("核对码：")).text.count("换新的物业公司。") == 60
    await wang.presses("返回")
    await wang.presses("投3号楼1单元303这一票")
    await wang.presses("弃权")
    await wang.presses("投出去")
    await wang.presses("返回", message=await wang.sees("投好了：弃权"))
    await wang.sees("3号楼1单元303：您投了弃权")
