"""还没修好 through the real bot: what those press and read whom a closed report concerns."""

from __future__ import annotations

from sandbox.client import Message, Person
from stories.moves import picture
from tests.handlers.test_issues import reported
from tests.stage import Compound, Stage


async def closed(stage: Stage, people: Compound) -> Message:
    """王阿姨's report: 赵主任 shows that it is done, 李楼长 looks, 王阿姨 says that it is fixed; her page of it."""
    await reported(people.wang, "电梯坏了")
    await stage.town.settle()
    await shown_done(people.chair, await people.chair.sees("新报事 0001"))
    await stage.town.settle()
    await people.leader.presses("看过，办好了", message=await people.leader.sees("说是办好了，请您去看看"))
    await people.wang.presses("修好了", message=await people.wang.sees("您报的 0001，说是办好了"))
    await people.wang.sees("0001 已办结", fresh=True)
    await stage.town.settle()
    await people.wang.says("0001")
    return await people.wang.sees("报事 0001：已办结", fresh=True)


async def shown_done(person: Person, notice: Message) -> None:
    """From a notice: its page, 办好了, a photo of it."""
    await person.presses("看进展", message=notice)
    await person.presses("办好了", message=await person.sees("反映人", fresh=True))
    await person.sees("请拍一张办好的照片", fresh=True)
    await person.sends_photo(picture(90, 110, 130), caption="换了主板，试过了")
    await person.sees("请别的人核验", fresh=True)


async def test_the_reporter_says_why_and_staff_go_on(stage: Stage, compound: Compound) -> None:
    people = compound
    notice = await closed(stage, people)
    await people.wang.presses("还没修好", message=notice)
    question = await people.wang.sees("0001 哪里还没修好")
    assert "办事的人看得到，群里看不到" in question.text
    await people.wang.says("😂")
    await people.wang.sees("还没有写内容", fresh=True)
    await people.wang.says("今天又停了一次")
    answer = await people.wang.sees("0001 已重新打开，接着办", fresh=True)
    assert "已收到。有了答复会告诉您" in answer.text
    again = await people.wang.presses("还没修好", message=notice)
    assert "现在是「重新打开」" in again.text
    told = await people.chair.sees("反映的人说还没修好")
    assert "今天又停了一次" in told.text
    await stage.town.settle()
    card = await people.tenant.sees("报事 0001", chat=people.group)
    assert "重新打开" in card.text
    assert "又停了" not in card.text
    await people.chair.presses("答复", message=told)
    await people.chair.says("师傅马上到")
    await people.wang.sees("师傅马上到")


async def test_a_number_is_no_reason_and_what_was_asked_stands(stage: Stage, compound: Compound) -> None:
    people = compound
    await people.wang.presses("还没修好", message=await closed(stage, people))
    await people.wang.says("0001")
    await people.wang.sees("报事 0001：已办结", fresh=True)
    assert (await people.wang.sees("刚才那句话还没写", fresh=True)).button("先不写")
    await people.wang.says("今天又停了一次")
    await people.wang.sees("0001 已重新打开，接着办", fresh=True)
    assert "今天又停了一次" in (await people.chair.sees("反映的人说还没修好")).text


async def test_the_words_may_be_skipped_and_the_question_left(stage: Stage, compound: Compound) -> None:
    people = compound
    page = await closed(stage, people)
    await people.wang.presses("还没修好", message=page)
    await people.wang.presses("先不写")
    await people.wang.sees("好的，先放着", fresh=True)
    await people.wang.presses("还没修好", message=page)
    await people.wang.presses("不写了，接着办")
    await people.wang.sees("0001 已重新打开", fresh=True)
    await people.leader.sees("反映的人说还没修好")


async def test_a_neighbour_of_the_building_says_it_too(stage: Stage, compound: Compound) -> None:
    people = compound
    await closed(stage, people)
    card = await people.tenant.sees("报事 0001", chat=people.group)
    line = await people.tenant.presses("看进展", chat=people.group, message=card)
    assert "还没修好的话，私下发 0001 给我" in line.text
    await people.tenant.says("0001")
    await people.tenant.presses("还没修好", message=await people.tenant.sees("报事 0001：已办结", fresh=True))
    await people.tenant.sees("办事的人和反映的人看得到")
    await people.tenant.says("三层还不停")
    assert "告诉您" not in (await people.tenant.sees("0001 已重新打开", fresh=True)).text
    assert "三层还不停" in (await people.wang.sees("有邻居说还没修好")).text
    await people.chair.sees("那里的邻居说还没修好")


async def test_who_lives_elsewhere_is_not_asked(stage: Stage, compound: Compound) -> None:
    people = compound
    await closed(stage, people)
    ma = await stage.town.person("小马")
    await ma.starts()
    await ma.says("0001")
    page = await ma.sees("报事 0001：已办结", fresh=True)
    assert page.buttons == ["再报一件", "回首页"]
    refused = await ma.forges("1in:1")
    assert "要由" in refused.text


async def test_after_fourteen_days_a_new_report_is_offered(stage: Stage, compound: Compound) -> None:
    people = compound
    notice = await closed(stage, people)
    await stage.town.forward(days=14)
    await people.wang.presses("还没修好", message=notice)
    late = await people.wang.sees("0001 办结超过 14 天了", fresh=True)
    assert late.buttons == ["再报一件", "回首页"]
    await people.wang.presses("再报一件", message=late)
    await people.wang.sees("有事直接发给我", fresh=True)
    await people.wang.says("0001")
    page = await people.wang.sees("报事 0001：已办结", fresh=True)
    assert "办结超过 14 天了" in page.text
    await people.wang.presses("回首页", message=page)
    await people.wang.sees("您好，我是中华园的议事亭", fresh=True)
