"""Known faults at the door: entered in four presses, offered instead of a report, told in private and in the group."""

from __future__ import annotations

from sandbox.client import Message
from tests.stage import Compound, Stage


async def enters(compound: Compound, stage: Stage) -> Message:
    """孙网格 enters that building 3 has no water; what the group sees."""
    grid = compound.grid
    await grid.says("/guzhang")
    await grid.presses("记一条", message=await grid.sees("现在没有", fresh=True))
    await grid.presses("中华园3号楼", message=await grid.sees("哪里停了", fresh=True))
    await grid.presses("停水", message=await grid.sees("停的是什么", fresh=True))
    when = await grid.sees("预计什么时候恢复", fresh=True)
    await grid.presses(when.buttons[2], message=when)
    sure = await grid.sees("这样发出去可以吗", fresh=True)
    assert "停水已知晓：中华园3号楼，预计11月24日（周二）" in sure.text and "会发到群里" in sure.text
    await grid.presses("发出去", message=sure)
    await grid.sees("停水已知晓", fresh=True)
    await stage.town.settle()
    return await compound.tenant.sees("停水已知晓：3号楼", chat=compound.group.id)


async def test_who_reports_the_same_is_told_instead(compound: Compound, stage: Stage) -> None:
    card = await enters(compound, stage)
    wang, tenant, grid = compound.wang, compound.tenant, compound.grid
    await wang.says("3号楼没水了")
    await wang.presses("报上去", message=await wang.sees("这样报上去可以吗", fresh=True))
    known = await wang.sees("您不用再报", fresh=True)
    assert known.buttons == ["恢复了告诉我", "不一样，接着报"]
    await wang.presses("恢复了告诉我", message=known)
    await wang.sees("恢复供水了我马上告诉您", fresh=True)
    pressed = await tenant.presses("恢复了告诉我", message=card)
    assert "恢复供水了我马上告诉您" in pressed.text
    await stage.town.forward(hours=5)
    await wang.sees("现在还没有好，正在催", fresh=True)
    asked = await grid.sees("好了请点「恢复了」", fresh=True)
    await grid.presses("恢复了", message=asked)
    await stage.town.settle()
    over = await wang.sees("已恢复供水", fresh=True)
    assert over.buttons == ["我家还没好，报一下"]


async def test_something_else_is_reported_all_the_same(compound: Compound, stage: Stage) -> None:
    await enters(compound, stage)
    wang = compound.wang
    await wang.says("3号楼没水了")
    await wang.presses("报上去", message=await wang.sees("这样报上去可以吗", fresh=True))
    await wang.presses("不一样，接着报", message=await wang.sees("您不用再报", fresh=True))
    await wang.sees("已登记，编号", fresh=True)


async def test_in_the_group_its_author_is_asked_where_their_words_stand(compound: Compound, stage: Stage) -> None:
    await enters(compound, stage)
    ma, wang, group = await stage.town.person("小马"), compound.wang, compound.group
    await group.joins(ma)

    async def says(words: str) -> Message:
        said = await ma.says(words, chat=group)
        await compound.leader.says("/bao", chat=group, reply_to=said)
        return await ma.sees("发这条的邻居点一下", chat=group, fresh=True)

    question = await says("3号楼怎么又没水了")
    await ma.presses("这是我发的", chat=group, message=question)
    known = await ma.sees("停水已知晓：3号楼", chat=group, fresh=True)
    assert (known.id, known.buttons) == (question.id, ["恢复了告诉我", "不一样，接着报"])
    for key in known.buttons:
        assert (await wang.presses(key, chat=group, message=known)).text, "somebody else's words"
    pressed = await ma.presses("恢复了告诉我", chat=group, message=known)
    assert "恢复供水了我马上告诉您" in str(pressed.text)
    left = await ma.sees("停水已知晓：3号楼", chat=group, fresh=True)
    assert (left.id, left.buttons) == (question.id, ["恢复了告诉我"])
    await ma.presses("这是我发的", chat=group, message=await says("3号楼没水，水管爆了"))
    past = await ma.presses("不一样，接着报", chat=group, message=await ma.sees("停水已知晓", chat=group, fresh=True))
    assert "编号 0001" in str(past.text)


async def test_an_entrance_alone_is_entered_with_one_press_more(compound: Compound, stage: Stage) -> None:
    async with stage.house.database.transaction() as transaction:
        (compound_id,) = [one.id for one in await transaction.registry.compounds()]
        third = (await transaction.registry.buildings(compound_id))[2].id
        for position, label in enumerate(("1单元", "2单元")):
            await transaction.units.entrance(third, label, position)
    grid = compound.grid
    await grid.says("/guzhang")
    await grid.presses("记一条", message=await grid.sees("现在没有", fresh=True))
    await grid.presses("中华园3号楼", message=await grid.sees("哪里停了", fresh=True))
    where = await grid.sees("整栋楼都停了，还是一个单元", fresh=True)
    assert where.buttons == ["整栋楼", "1单元", "2单元", "算了"]
    await grid.presses("2单元", message=where)
    await grid.presses("停电", message=await grid.sees("停的是什么", fresh=True))
    when = await grid.sees("预计什么时候恢复", fresh=True)
    await grid.presses(when.buttons[2], message=when)
    sure = await grid.sees("停电已知晓：中华园3号楼2单元", fresh=True)
    await grid.presses("发出去", message=sure)
    await stage.town.settle()
    await compound.tenant.sees("停电已知晓：3号楼2单元", chat=compound.group.id)


async def test_its_time_is_changed_and_a_follower_may_stop(compound: Compound, stage: Stage) -> None:
    await enters(compound, stage)
    wang, grid = compound.wang, compound.grid
    await wang.says("/outages")
    await wang.presses("3号楼 停水", message=await wang.sees("已知晓的故障", fresh=True))
    page = await wang.sees("停水已知晓", fresh=True)
    assert "恢复了" not in page.buttons
    await wang.presses("恢复了告诉我", message=page)
    await grid.says("/guzhang")
    await grid.presses("3号楼 停水", message=await grid.sees("已知晓的故障", fresh=True))
    await grid.presses("改预计时间", message=await grid.sees("停水已知晓", fresh=True))
    when = await grid.sees("预计什么时候恢复", fresh=True)
    await grid.presses(when.buttons[4], message=when)
    await stage.town.settle()
    told = await wang.sees("改为预计", fresh=True)
    await wang.presses("看这一条", message=told)
    await wang.presses("不用告诉我了", message=await wang.sees("停水已知晓", fresh=True))
    await wang.sees("好，不告诉您了", fresh=True)


async def test_forged_presses_are_refused(compound: Compound, stage: Stage) -> None:
    await enters(compound, stage)
    wang = compound.wang
    await wang.says("/guzhang")
    page = await wang.sees("已知晓的故障", fresh=True)
    assert "记一条" not in page.buttons
    for press in (
        "kfn",
        "kfe:1:1:0:water:29000000:1",
        "kfe:1:1:1:water:29000000:1",
        "kfd:1",
        "kfm:1:29000000",
        "kfu:99",
        "kff:99:0",
        "kfs:99",
    ):
        assert (await wang.forges(f"1{press}", page)).text, press
    await wang.says("/guzhang", chat=compound.group.id)
    await wang.sees("私下", chat=compound.group.id)


async def test_a_button_of_an_earlier_version_says_where_to_look_now(compound: Compound, stage: Stage) -> None:
    card, grid = await enters(compound, stage), compound.grid
    page = await grid.sees("停水已知晓")
    for press in ("1kfo:1:2:water", "1kfe:1:2:water:29700000:1", "1kff:1"):
        answer = (await grid.forges(press, page)).text
        assert "这个按钮是以前的" in answer and "/guzhang" in answer, press
    assert "/guzhang" in (await compound.tenant.forges("1kff:1", card)).text
    assert "按钮已经过期" in (await grid.forges("1zzz:1", page)).text


async def test_the_ninth_building_and_its_seventh_entrance_are_some_pages_on(compound: Compound, stage: Stage) -> None:
    async with stage.house.database.transaction() as transaction:
        (compound_id,) = [one.id for one in await transaction.registry.compounds()]
        last = (await transaction.registry.buildings(compound_id))[-1]
        for position in range(7):
            await transaction.units.entrance(last.id, f"{position + 1}单元", position)
    grid = compound.grid

    async def turns_to(words: str, asked: str) -> Message:
        screen = await grid.sees(asked, fresh=True)
        while words not in screen.buttons:
            assert len(screen.buttons) <= 6
            await grid.presses("下面几个", message=screen)
            screen = await grid.sees(asked, fresh=True)
        return screen

    await grid.says("/guzhang")
    await grid.presses("记一条", message=await grid.sees("现在没有", fresh=True))
    name = f"中华园{last.label}"
    await grid.presses(name, message=await turns_to(name, "哪里停了"))
    await grid.presses("7单元", message=await turns_to("7单元", "整栋楼都停了"))
    assert "停的是什么" in (await grid.sees("停的是什么", fresh=True)).text
