"""A formal vote as people use it: posted by the committee, voted in from the group's card, checked and published."""

from __future__ import annotations

from sandbox.client import Message, Person
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
    return await compound.wang.sees("正在表决 第1号：解聘物业", chat=compound.group)


async def votes(person: Person, choice: str) -> Message:
    """From the group's card into the box."""
    await person.starts("vote_1")
    await person.presses(choice)
    await person.sees(f"您选的是{choice}")
    pressed = await person.presses("投出去")
    assert pressed.text == "投好了"
    return await person.sees(f"投好了：{choice}")


async def test_whoever_is_on_the_roll_looks_at_their_entry_before_it_opens(compound: Compound, stage: Stage) -> None:
    await settled(compound, stage)
    notice = await compound.wang.sees("表决公示 第1号：解聘物业", chat=compound.group)
    assert "征询意见，不是正式表决" in notice.text and "2 人，面积 180.00 ㎡" in notice.text
    assert notice.button("看看怎么回事")
    await compound.wang.starts("vote_1")
    page = await compound.wang.sees("您代表：3号楼1单元301，90.00 ㎡")
    assert not page.button("同意")
    await compound.wang.presses("名册或议案有误")
    await compound.wang.says("我家是 91 平方米")
    await compound.wang.sees("已转给委员会")
    await stage.town.settle()
    assert "我家是 91 平方米" in (await compound.chair.sees("有人提了异议")).text


async def test_a_ballot_its_receipt_and_another_one(compound: Compound, stage: Stage) -> None:
    card = await opened(compound, stage)
    assert "已参加 0/2 人，面积 0.00/180.00 ㎡" in card.text and card.button("去投票")
    first = await votes(compound.wang, "反对")
    second = await votes(compound.wang, "同意")
    assert first.text.split("回执：")[1][:19] != second.text.split("回执：")[1][:19]
    await compound.wang.starts("vote_1")
    assert "您投了同意，回执 " in (await compound.wang.sees("已参加 1/2 人", fresh=True)).text
    await stage.town.settle()
    card = await compound.leader.sees("已参加 1/2 人", chat=compound.group)
    assert "还差 1 人、面积 30.00 ㎡" in card.text and "同意" not in card.text


async def test_whoever_is_not_on_the_roll_is_told_what_to_do(compound: Compound, stage: Stage) -> None:
    await opened(compound, stage)
    await compound.tenant.starts("vote_1")
    page = await compound.tenant.sees("名册里没有认出您")
    assert not page.button("同意")
    forged = await compound.tenant.forges("1vtb:1:1:approve", page)
    assert "名册里这一户没有认出您" in forged.text
    await compound.tenant.starts("vote_99")
    await compound.tenant.sees("没有找到这次表决")


async def test_a_second_person_checks_before_anybody_reads_the_result(compound: Compound, stage: Stage) -> None:
    await opened(compound, stage)
    await votes(compound.wang, "同意")
    await votes(compound.leader, "同意")
    await stage.town.settle()
    await stage.town.forward(days=9)
    await stage.town.settle()
    await compound.chair.starts("vote_1")
    assert "正在核对" in (await compound.chair.sees("已截止 第1号", fresh=True)).text
    await compound.operator.sees("请一位没有发起这次表决的人核对")
