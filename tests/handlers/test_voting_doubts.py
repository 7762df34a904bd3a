"""A scrutineer says the numbers are wrong; the committee looks; it is checked again, and published; in English, too."""

from __future__ import annotations

from sandbox.client import Message, Person
from stories.moves import invite
from tests.handlers.test_voting import closed
from tests.stage import Compound, Stage


async def page_of(person: Person, words: str) -> Message:
    await person.starts("vote_1")
    return await person.sees(words, fresh=True)


async def test_the_numbers_are_wrong_and_somebody_looks(compound: Compound, stage: Stage) -> None:
    await closed(compound, stage)
    chair, checker = compound.chair, compound.grid
    await invite(compound.operator, checker, "请监票人")
    await checker.presses("核对结果", message=await page_of(checker, "已截止 第1号"))
    await checker.presses("数字不对", message=await checker.sees("公布以后不能收回"))
    asked = await checker.sees("哪里不对")
    assert "请不要写票数" in asked.text and "看过以前，结果不公布" in asked.text
    await checker.says("纸票少了一张")
    await checker.presses("告诉委员会", message=await checker.sees("这样写可以吗"))
    sent = await checker.sees("已告诉委员会")
    assert "等委员会看过再核对" in (await checker.forges("1vtk:1:1", sent)).text
    assert "等委员会看过再核对" in (await checker.forges("1vda:1", sent)).text
    assert "来办" in (await checker.forges("1vdb:1", sent)).text
    await stage.town.settle()
    told = await chair.sees("有人说数字不对 第1号")
    assert "发起表决的人不能自己核对" in (await chair.forges("1vda:1", told)).text
    assert "纸票少了一张" in told.text and "2/2" not in told.text
    await chair.presses("看看怎么回事", message=told)
    await chair.presses("写查看结果", message=await chair.sees("等委员会看过", fresh=True))
    await chair.says("长" * 501)
    await chair.sees("太长了，最多500字")
    await chair.says("纸票对过了，都在")
    await chair.presses("告诉核对的人", message=await chair.sees("这样写可以吗"))
    gone = await chair.sees("请他们再核对一遍")
    assert "现在没有要查看的" in (await chair.forges("1vdb:1", gone)).text
    assert "请从菜单重新开始" in (await chair.forges("1vdc:1", gone)).text
    await stage.town.settle()
    await checker.presses("去核对", message=await checker.sees("委员会看过了 第1号"))
    await checker.presses("核对结果", message=await checker.sees("委员会看过：「纸票对过了，都在」", fresh=True))
    await checker.presses("核对无误，公布", message=await checker.sees("公布以后不能收回", fresh=True))
    await stage.town.settle()
    assert "数字不对" not in (await page_of(compound.wang, "结果公示 第1号")).text


ENGLISH = """\
Please check the result, no. 1: 解聘物业
Result: passed (民法典第278条第一款第四项)
Took part: 180.00 of 180.00 ㎡ by area, enough (two thirds or more)
Took part: 2 of 2 owners by number, enough (two thirds or more)
In favour: 180.00 of 180.00 ㎡ by area, enough (more than half)
In favour: 2 of 2 owners by number, enough (more than half)
0 against, 0 abstained, 0 did not take part
It did not go through the six steps (opinions, proposal, consultation, resolution): the owners are asked at once \
(by 民法典第278条第一款第四项 and the rules of the owners' assembly).
Once published it cannot be taken back; neighbours may object."""


async def test_whoever_reads_english_checks_and_reads_a_result(compound: Compound, stage: Stage) -> None:
    await closed(compound, stage)
    checker = compound.grid
    await invite(compound.operator, checker, "请监票人")
    await checker.says("/wode")
    await checker.forges("1sl:en", await checker.sees("您的登记和身份", fresh=True))
    page = await page_of(checker, "Closed, no. 1: 解聘物业")
    await checker.presses("Check the result", message=page)
    sure = await checker.sees("Please check the result, no. 1", fresh=True)
    assert sure.text == ENGLISH
    assert sure.buttons == ["It is right, publish it", "The numbers are wrong", "Back"]
    assert (await checker.presses("It is right, publish it", message=sure)).text == "Published"
    result = await checker.sees("Result posted, no. 1: 解聘物业", fresh=True)
    assert "Objections can be raised until " in result.text and "Result: passed" in result.text
