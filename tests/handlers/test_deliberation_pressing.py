"""Typed where a button is meant: what the buttons are for is said, nothing is reported unless it is meant."""

from __future__ import annotations

from domain.deliberation.stages import Stage as Step
from sandbox.client import Message
from stories.moves import finds, make_doors
from tests.handlers.test_deliberation_full import TEXT, lamps
from tests.stage import Compound, Stage

TROUBLE = "3号楼电梯又坏了，老人下不了楼"


async def at_the_touches(compound: Compound) -> Message:
    """A small matter, as far as what it touches."""
    await make_doors(compound.chair, "9栋、每栋1单元、3层、每层2户")
    leader = compound.leader
    await leader.says("/yishi")
    await leader.presses("发起议题", message=await leader.sees("", fresh=True))
    await leader.sees("哪些住户的事", fresh=True)
    await leader.says("101、102")
    await leader.sees("请写清楚要做什么", fresh=True)
    await leader.says("楼道装声控灯\n每层装一盏。")
    return await leader.sees("牵涉下面哪一样", fresh=True)


async def test_words_where_a_button_is_meant_begin_no_report(compound: Compound, stage: Stage) -> None:
    await at_the_touches(compound)
    leader = compound.leader
    await leader.says("没有牵涉什么")
    asked = await leader.sees("这一步要点按钮", fresh=True)
    assert "牵涉下面哪一样" in asked.text and asked.button("都没有"), "the step stands there again"
    await leader.presses("都没有", message=asked)
    await leader.sees("会不会占公共地方来收钱", fresh=True)


async def test_a_report_that_is_meant_is_one_press_away(compound: Compound, stage: Stage) -> None:
    await at_the_touches(compound)
    leader = compound.leader
    await leader.says(TROUBLE)
    await leader.presses("我要报事", message=await leader.sees("这一步要点按钮", fresh=True))
    offered = await leader.sees("这样报上去可以吗", fresh=True)
    assert TROUBLE in offered.text, offered.text
    await leader.says(TROUBLE)
    await leader.sees("这样报上去可以吗", fresh=True)


async def test_a_danger_typed_there_is_offered_at_once(compound: Compound, stage: Stage) -> None:
    await at_the_touches(compound)
    await compound.leader.says("楼道里闻到煤气味")
    offered = await compound.leader.sees("这样报上去可以吗", fresh=True)
    assert "119" in offered.text and offered.button("报上去")


async def test_a_look_before_it_stands_wants_its_buttons_too(compound: Compound, stage: Stage) -> None:
    await lamps(stage, compound, Step.PROPOSING)
    chair = compound.chair
    await chair.starts("matter_1")
    await chair.presses("办这件事", message=await chair.sees("由居民定", fresh=True))
    await finds(chair, "改方案", await chair.sees("还差", fresh=True))
    await chair.sees("请把改好的全文发给我", fresh=True)
    await chair.says(TEXT.replace("36", "40"))
    await chair.sees("为什么改", fresh=True)
    await chair.says("少算了四盏")
    looked = await chair.sees("改为：40", fresh=True)
    await chair.says("可以，就这样")
    asked = await chair.sees("在上面那条消息下面", fresh=True)
    assert "可以，就这样" in asked.text and asked.button("我要报事")
    await chair.says("0999")
    assert "这一步要点按钮" not in (await chair.sees("", fresh=True)).text, "a number is asked after as ever"
    await chair.presses("就用这一稿", message=looked)
    await chair.sees("这一稿", fresh=True)
