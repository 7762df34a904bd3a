"""What a matter's people hear by themselves: news in the morning, what is late, what the homes said in the end."""

from __future__ import annotations

from domain.deliberation.opinions import Channel
from domain.deliberation.stages import Stage as Step
from services.deliberation import begin_stage
from tests.handlers.test_elections import known
from tests.handlers.test_tasks import at_work, given_out, opens
from tests.stage import Compound, Stage


async def speaks(stage: Stage, compound: Compound, number: int) -> None:
    """王阿姨 says that it is too dark."""
    wang = await known(stage, compound.wang)
    async with stage.house.database.transaction() as transaction:
        at = stage.clock.now()
        await transaction.deliberation.say(number, "太暗", Channel.CHAT, at=at, person=wang.person_id)


async def enters(stage: Stage, number: int, step: Step) -> None:
    """This stage begins, as it would once everything is on record."""
    async with stage.house.database.transaction() as transaction:
        await transaction.deliberation.enter(number, step, stage.clock.now())
        await begin_stage(transaction, number, stage.clock.now())


async def test_news_come_once_in_the_morning_and_stop_with_one_tap(compound: Compound, stage: Stage) -> None:
    number, wang = await at_work(stage, compound), compound.wang
    await speaks(stage, compound, number)
    await enters(stage, number, Step.REPORTING)
    await stage.town.forward(hours=24)
    told = await wang.sees("您关心的事有进展", fresh=True)
    assert "院内路灯改造" in told.text and "到了这一步" in told.text
    await wang.presses("不再告诉我这件事", message=told)
    stopped = await wang.sees("不再告诉您", fresh=True)
    await enters(stage, number, Step.DOING)
    await stage.town.forward(hours=24)
    await wang.presses("还是告诉我", message=stopped)
    resumed = await wang.sees("每天最多告诉您一次", fresh=True)
    await enters(stage, number, Step.REPORTING)
    await stage.town.forward(hours=24)
    told = await wang.sees("您关心的事有进展", fresh=True)
    await wang.presses("看第1号", message=told)
    await wang.sees("院内路灯改造", fresh=True)
    assert "没有找到这件事" in (await wang.forges("1mnx:99:0", resumed)).text


async def test_what_is_late_is_told_step_by_step(compound: Compound, stage: Stage) -> None:
    number, chair = await at_work(stage, compound), compound.chair
    await chair.presses("派下去", message=await given_out(chair, number))
    await stage.town.forward(days=27)
    private = await chair.sees("晚了 1 天：装36盏路灯，应该 12月20日（周日）做完", fresh=True)
    assert private.button("全部要做的事") and "再过 3 个工作日会告诉邻居" in private.text
    await stage.town.forward(days=4)
    group = await compound.wang.sees("晚了 4 天：装36盏路灯", chat=compound.group)
    assert "谁负责：府河照明公司" in group.text
    await stage.town.forward(days=5)
    await compound.operator.sees("请两委督促", fresh=True)


async def test_homes_that_say_it_is_not_done_have_it_done_again(compound: Compound, stage: Stage) -> None:
    number, wang = await at_work(stage, compound), compound.wang
    await enters(stage, number, Step.RATING)
    await stage.town.settle()
    card = await wang.sees("评议", chat=compound.group)
    assert card.button("评一评")
    await wang.presses("没办好", message=await opens(wang, number, "评一评"))
    await stage.town.forward(days=9)
    said = await wang.sees("没办好 1 户（1/2 户说了）", chat=compound.group)
    assert "说没办好的多，重新办" in said.text
    chair = compound.chair
    await chair.sees("说没办好的多，重新办", fresh=True)
    await chair.starts(f"matter_{number}")
    await chair.presses("看进度", message=await chair.sees("正在办", fresh=True))
    board = await chair.sees("还没有派事", fresh=True)
    assert "上次评议：1 户说没办好，0 户说办好了" in board.text and board.button("派一件事")
