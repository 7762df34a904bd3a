"""Opinions are put together, answered and read at the door; what is typed wrongly is said, forged presses too."""

from __future__ import annotations

from domain.deliberation.stages import Stage as MatterStage
from domain.outcomes import Done
from sandbox.client import Message
from stories.moves import finds
from tests.deliberating import begin_full_matter, full_matter_in
from tests.handlers.test_elections import has_a_door, town_of
from tests.stage import Compound, Stage


async def lamps(compound: Compound, stage: Stage) -> None:
    """The lamps of the yard are spoken of; a home of each."""
    town, at = await town_of(stage, compound), stage.clock.now()
    for person, door in ((compound.wang, "101"), (compound.tenant, "102"), (compound.leader, "103")):
        await has_a_door(stage, town, person, door, at)
    begun = await begin_full_matter(stage.house.database, town.compound_id, town["赵主任"].actor, at)
    assert isinstance(begun, Done), begun
    await stage.town.settle()


def first_press(message: Message) -> str:
    """What its first button carries, but for the last field."""
    pressed: str = message.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    return pressed.rpartition(":")[0]


async def says(compound: Compound, *, wang: str = "", tenant: str = "") -> None:
    for person, words in ((compound.wang, wang), (compound.tenant, tenant)):
        if words:
            await person.starts("matter_1")
            await person.presses("说两句", message=await person.sees("", fresh=True))
            await person.sees("您怎么看", fresh=True)
            await person.says(words)
            await person.sees("记下了", fresh=True)


async def the_digest(compound: Compound) -> Message:
    """What 赵主任 sees of it."""
    await compound.chair.starts("matter_1")
    await finds(compound.chair, "意见和答复", await compound.chair.sees("院内路灯改造", fresh=True))
    return await compound.chair.sees("第1号议题的意见和答复", fresh=True)


async def test_opinions_are_put_together_answered_and_everybody_is_told(compound: Compound, stage: Stage) -> None:
    await lamps(compound, stage)
    await says(compound, wang="路灯太暗，看不清路", tenant="晚上路灯太暗")
    chair = compound.chair
    await chair.presses("归类", message=await the_digest(compound))
    sorting = await chair.sees("「路灯太暗，看不清路」", fresh=True)
    assert "差不多的：晚上路灯太暗" in sorting.text
    await chair.presses("新建一类，连差不多的 1 条", message=sorting)
    await chair.sees("这一类有 2 条意见", fresh=True)
    await chair.says("字" * 21)
    await chair.sees("最多 20 个字", fresh=True)
    await chair.says("路灯亮度")
    await finds(chair, "意见和答复", await chair.sees("意见都归好类了", fresh=True))
    await chair.presses("路灯亮度", message=await chair.sees("意见 2 条，同感 0 人次", fresh=True))
    await chair.presses("答复", message=await chair.sees("还没有答复", fresh=True))
    await chair.presses("部分采纳", message=await chair.sees("采纳吗", fresh=True))
    await chair.sees("「路灯亮度」：部分采纳。", fresh=True)
    await chair.says("换成 30 瓦，楼间再加两盏。")
    await chair.sees("答复公布了，告诉了 2 个人", fresh=True)
    await stage.town.settle()
    told = await compound.wang.sees("您对第1号议题「院内路灯改造」的意见，有答复了", fresh=True)
    assert "「路灯太暗，看不清路」" in told.text and "部分采纳：换成 30 瓦" in told.text
    await finds(compound.wang, "意见和答复", told)
    read = await compound.wang.sees("路灯亮度：意见 2 条，同感 0 人次", fresh=True)
    assert not read.button("归类") and not read.button("记一次走访")
    await compound.wang.presses("整理成文字", message=read)
    await compound.wang.sees("部分采纳：换成 30 瓦，楼间再加两盏。", fresh=True)


async def test_an_answer_is_given_again_and_what_is_wrong_there_is_taken_out(compound: Compound, stage: Stage) -> None:
    await lamps(compound, stage)
    await says(compound, wang="路灯太暗", tenant="停车位不够")
    chair = compound.chair
    await chair.presses("归类", message=await the_digest(compound))
    await chair.presses("新建一类", message=await chair.sees("放进哪一类", fresh=True))
    await chair.sees("这一类有 1 条意见", fresh=True)
    await chair.says("路灯亮度")
    await chair.presses("路灯亮度", message=await chair.sees("「停车位不够」", fresh=True))
    await finds(chair, "意见和答复", await chair.sees("意见都归好类了", fresh=True))
    await chair.presses("路灯亮度", message=await chair.sees("意见 2 条", fresh=True))
    await chair.presses("第2条拿出来", message=await chair.sees("2. 停车位不够", fresh=True))
    await chair.presses("答复", message=await chair.sees("意见 1 条", fresh=True))
    await chair.presses("不采纳", message=await chair.sees("采纳吗", fresh=True))
    await chair.sees("为什么", fresh=True)
    await chair.says("没有钱")
    await finds(chair, "意见和答复", await chair.sees("告诉了 1 个人", fresh=True))
    await chair.presses("路灯亮度", message=await chair.sees("不采纳：没有钱", fresh=True))
    await chair.presses("重新答复", message=await chair.sees("不采纳：没有钱", fresh=True))
    await chair.presses("不改了", message=await chair.sees("要重新答复吗", fresh=True))
    await chair.presses("重新答复", message=await chair.sees("不采纳：没有钱", fresh=True))
    await chair.presses("重新答复", message=await chair.sees("要重新答复吗", fresh=True))
    await chair.presses("答复", message=await chair.sees("还没有答复", fresh=True))
    await chair.presses("返回", message=await chair.sees("采纳吗", fresh=True))
    await chair.sees("还没有答复", fresh=True)


async def test_a_visit_is_noted_with_its_day_and_its_homes(compound: Compound, stage: Stage) -> None:
    await lamps(compound, stage)
    chair = compound.chair
    digest = await the_digest(compound)
    assert "还没有人说意见" in digest.text and not digest.button("整理成文字")
    await chair.presses("记一次走访", message=digest)
    await chair.presses("入户", message=await chair.sees("怎么去问的", fresh=True))
    await chair.presses("11月24日（周二）", message=await chair.sees("是哪一天", fresh=True))
    await chair.sees("问了多少户", fresh=True)
    await chair.says("走了一圈")
    await chair.sees("请先写户数，1 到 3", fresh=True)
    await chair.says("3户，没有新意见")
    await finds(chair, "意见和答复", await chair.sees("记下了", fresh=True))
    await chair.presses("记一次走访", message=await chair.sees("入户 3 户，没有新意见", fresh=True))
    await chair.presses("算了", message=await chair.sees("怎么去问的", fresh=True))
    await chair.sees("第1号议题的意见和答复", fresh=True)


async def test_ones_own_opinion_is_put_in_other_words(compound: Compound, stage: Stage) -> None:
    await lamps(compound, stage)
    await says(compound, wang="路灯太暗")
    wang = compound.wang
    await wang.starts("matter_1")
    await finds(wang, "大家说的", await wang.sees("院内路灯改造", fresh=True))
    await wang.presses("改第1条", message=await wang.sees("路灯太暗", fresh=True))
    await wang.sees("您原来说的：「路灯太暗」", fresh=True)
    await wang.says("路灯太亮，晃眼")
    await wang.sees("改好了", fresh=True)
    await wang.starts("matter_1")
    await finds(wang, "大家说的", await wang.sees("院内路灯改造", fresh=True))
    await wang.sees("路灯太亮，晃眼", fresh=True)


async def test_forged_presses_get_a_clear_answer(compound: Compound, stage: Stage) -> None:
    await lamps(compound, stage)
    await says(compound, wang="路灯太暗")
    tenant = compound.tenant
    await tenant.starts("matter_1")
    page = await tenant.sees("", fresh=True)
    tries = {
        "wsd:9:0": "没有找到这件事",
        "wsf:9": "没有找到这件事",
        "wsu:9": "没有找到这件事",
        "wsc:9:0": "没有找到这一类意见",
        "wsq:9": "没有找到这一类意见",
        "wsr:9:0": "没有找到这一类意见",
        "wsr:9:1": "没有找到这一类意见",
        "wsa:9:adopted": "没有找到这一类意见",
        "wsp:1:9": "没有找到这一类意见",
        "wst:1:9": "这条意见已经收回了",
        "wsn:1:1:0": "这条意见已经收回了",
        "wsm:1:9": "这条意见已经收回了",
        "wsm:1:1": "这不是您说的",
        "wsw:999:visit": "这一份已经办完",
        "wsy:999:2026-11-24": "这一份已经办完",
    }
    for press, words in tries.items():
        assert words in (await tenant.forges(f"1{press}", page)).text, press
    await tenant.forges("1wss:1:0:0", page)
    await tenant.sees("意见都归好类了", fresh=True)


async def test_a_verdict_or_a_way_that_is_none_is_refused(compound: Compound, stage: Stage) -> None:
    await lamps(compound, stage)
    await says(compound, wang="路灯太暗")
    chair = compound.chair
    await chair.presses("归类", message=await the_digest(compound))
    await chair.presses("新建一类", message=await chair.sees("放进哪一类", fresh=True))
    await chair.sees("这一类有 1 条意见", fresh=True)
    await chair.says("路灯亮度")
    page = await chair.sees("意见都归好类了", fresh=True)
    assert "按钮已经过期" in (await chair.forges("1wsa:1:sideways", page)).text
    await finds(chair, "意见和答复", page)
    await chair.presses("记一次走访", message=await chair.sees("还没有答复", fresh=True))
    asked = await chair.sees("怎么去问的", fresh=True)
    assert "按钮已经过期" in (await chair.forges(f"{first_press(asked)}:chat", asked)).text


async def ask(compound: Compound, whose: str, who: str) -> Message:
    """王阿姨 says it in the group, a neighbour asks whether it is to be taken down."""
    said = await compound.wang.says(whose, chat=compound.group)
    await compound.tenant.says(who, chat=compound.group, reply_to=said)
    return await compound.wang.sees("要把这句话记成意见吗", chat=compound.group)


async def test_words_in_the_group_become_an_opinion_once_their_author_agrees(compound: Compound, stage: Stage) -> None:
    await lamps(compound, stage)
    asked = await ask(compound, "院里的灯早该换了", "/yijian")
    assert asked.buttons == ["记到：院内路灯改造", "只是说说"]
    assert "只有写这句话的人能点" in (await compound.tenant.presses("记到：院内路灯改造", message=asked)).text
    assert "只有写这句话的人能点" in (await compound.tenant.presses("只是说说", message=asked)).text
    await compound.wang.presses("记到：院内路灯改造", message=asked)
    await compound.wang.sees("记下了。每条意见都有答复", chat=compound.group, fresh=True)
    assert "群里 1 条" in (await the_digest(compound)).text
    assert "这一份已经办完" in (await compound.wang.forges("1mty:1:1", asked)).text


async def test_what_is_only_said_stays_so(compound: Compound, stage: Stage) -> None:
    await lamps(compound, stage)
    asked = await ask(compound, "院里的灯早该换了", "/yijian")
    assert "按钮已经过期" in (await compound.wang.forges(f"{first_press(asked)}:9", asked)).text
    await compound.wang.presses("只是说说", message=asked)
    await compound.wang.sees("好，不记", chat=compound.group, fresh=True)
    assert "还没有人说意见" in (await the_digest(compound)).text


async def test_in_a_group_it_is_said_what_is_to_be_answered(compound: Compound, stage: Stage) -> None:
    wang, group = compound.wang, compound.group
    await wang.says("/yijian", chat=group)
    await wang.sees("请回复要记的那条消息，发 /yijian", chat=group)
    said = await compound.tenant.says("灯坏了", chat=group)
    await wang.says("/yijian", chat=group, reply_to=said)
    await wang.sees("现在没有正在征求意见的事", chat=group)
    await lamps(compound, stage)
    (card,) = [one for one in await wang.messages(group) if "院内路灯改造" in one.text]
    await wang.says("/yijian", chat=group, reply_to=card)
    await wang.sees("这条不是个人发的", chat=group)
    await wang.says("/yijian")
    assert (await wang.sees("点一件看看", fresh=True)).button("征求意见 · 院内路灯改造")


async def test_who_comes_by_a_poster_is_asked_what_they_think(compound: Compound, stage: Stage) -> None:
    await lamps(compound, stage)
    chair, wang = compound.chair, compound.wang
    await chair.presses("印海报", message=await the_digest(compound))
    await chair.sees("一行写一个", fresh=True)
    await chair.says("电梯口")
    await chair.presses("一页八张", message=await chair.sees("电梯口", fresh=True))
    await chair.sees("不要缩放", fresh=True)
    async with stage.house.database.reading() as transaction:
        (poster,) = await transaction.posters.of_compound(1)
    await wang.starts(f"p_{poster.tag}")
    await wang.sees("您怎么看", fresh=True)
    await wang.says("太暗")
    await wang.sees("记下了", fresh=True)
    digest = await the_digest(compound)
    assert "扫海报 1 条" in digest.text
    await chair.presses("海报带来的", message=digest)
    await chair.sees("电梯口：1 条", fresh=True)
    stranger = await stage.town.person("路过的人")
    await stranger.starts(f"p_{poster.tag}")
    assert (await stranger.sees("先登记您家", fresh=True)).button("登记我家")
    await full_matter_in(stage.house.database, 1, MatterStage.PROPOSING, stage.clock.now())
    await wang.starts(f"p_{poster.tag}")
    over = await wang.sees("院内路灯改造", fresh=True)
    assert not over.button("说两句") and over.button("意见和答复")
    assert "没有找到这件事" in (await stranger.forges("1qt:9")).text
