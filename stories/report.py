"""The story of a report (报事): from a dark stairwell to a lamp that burns, with a neighbour's help."""

from __future__ import annotations

from sandbox.client import Town
from stories.moves import picture, shows_done, the_group


async def play(town: Town, code: str) -> None:
    """报事：一张照片报上去，有编号、有答复、有结果；没修好，一句话重新打开；群里一张卡片，改来改去不刷屏"""
    wang, leader, chair, tenant = [await town.known(name) for name in ("王阿姨", "李楼长", "赵主任", "陈租客")]
    group = await the_group(town, "3号楼邻居群")
    number = await told_and_numbered(town)
    await town.settle()
    await wang.sees(f"报事 {number}", chat=group)

    await leader.presses("答复", message=await leader.sees(f"新报事 {number}"))
    await leader.says("看到了，是水管接头老化，已叫师傅，下午到")
    await wang.sees("下午到")
    await wang.says(number)
    await wang.sees("答复：看到了", fresh=True)

    await refused(town, number)
    await shows_done(town, chair, number, "接头换了新的，试过水，不漏了")
    await leader.presses("看过，办好了", message=await leader.sees("说是办好了，请您去看看"))
    await wang.presses("修好了", message=await wang.sees("试过水，不漏了"))
    await wang.sees(f"{number} 已办结", fresh=True)
    await not_fixed(town, number)
    await town.settle()
    card = await wang.sees(f"报事 {number}", chat=group)
    assert "已办结" in card.text, card.text
    cards = [message for message in await wang.messages(group) if f"报事 {number}" in message.text]
    assert len(cards) == 1, "one card a report, edited in place"
    assert "王阿姨" not in card.text, "no names in the group"
    await said_in_the_group(town)
    await tenant.sees_nothing_of("反映人")


async def told_and_numbered(town: Town) -> str:
    """王阿姨 sends an album, looks again, and gets a number."""
    wang = await town.known("王阿姨")
    await wang.sends_photo(picture(90, 110, 130), picture(80, 100, 120), caption="3号楼一层水管漏水，地上滑得很")
    await wang.sees("这样报上去可以吗", fresh=True)
    await wang.presses("改一改")
    await wang.says("3号楼2单元一层水管漏水，地上滑得很，老人不敢走")
    await wang.sees("老人不敢走", fresh=True)
    pressed = await wang.presses("报上去")
    assert "已登记，编号" in pressed.text, pressed.text
    done = await wang.sees("已登记，编号")
    return done.text.partition("编号 ")[2][:4]


async def refused(town: Town, number: str) -> None:
    """A tenant may look, and may not answer in the committee's place."""
    tenant, leader = await town.known("陈租客"), await town.known("李楼长")
    button = next(
        key["callback_data"]
        for row in (await leader.sees(f"新报事 {number}")).raw["reply_markup"]["inline_keyboard"]
        for key in row
        if key["text"] == "我来办"
    )
    answer = await tenant.forges(button)
    assert answer.answered and answer.text, "a press is always answered"
    assert "由您来办" not in answer.text


async def not_fixed(town: Town, number: str) -> None:
    """Closed is not mended: 王阿姨 says so, staff hear why, and it is done again, under the same number."""
    wang, leader, tenant = [await town.known(name) for name in ("王阿姨", "李楼长", "陈租客")]
    group = await the_group(town, "3号楼邻居群")
    await town.forward(days=2)
    await wang.says(number)
    await wang.presses("还没修好", message=await wang.sees(f"报事 {number}：已办结", fresh=True))
    await wang.sees("哪里还没修好")
    await wang.says("只好了一天，今天早上又滴水了")
    await wang.sees(f"{number} 已重新打开", fresh=True)
    told = await leader.sees("反映的人说还没修好")
    assert "又滴水了" in told.text, told.text
    await town.settle()
    assert "重新打开" in (await tenant.sees(f"报事 {number}", chat=group)).text
    assert told.button("我来办"), told.buttons
    await shows_done(town, leader, number, "下面一节管子也换了，开了一夜水，地是干的")
    chair = await town.known("赵主任")
    await chair.presses("看过，办好了", message=await chair.sees("地是干的"))
    await wang.presses("修好了", message=await wang.sees("地是干的"))
    await wang.sees(f"{number} 已办结", fresh=True)
    await tenant.says(number)
    page = await tenant.sees(f"报事 {number}：已办结", fresh=True)
    assert "还没修好" in page.buttons, page.buttons


async def said_in_the_group(town: Town) -> None:
    """小马 only grumbles in the group; 李楼长 replies /bao, and 小马 alone can send it up."""
    ma, leader, wang = [await town.known(name) for name in ("小马", "李楼长", "王阿姨")]
    group = await the_group(town)
    words = await ma.says("9号楼门禁坏了三天了", chat=group)
    await leader.says("/bao", chat=group, reply_to=words)
    offer = await ma.sees("发这条的邻居点一下", chat=group)
    other = await wang.presses("这是我发的", chat=group, message=offer)
    assert "要由说这句话的人自己点" in other.text, other.text
    await ma.presses("这是我发的", chat=group, message=offer)
    await town.settle()
    card = await ma.sees("9号楼门禁坏了三天了", chat=group)
    assert "待受理" in card.text, card.text
    assert "reply_to_message" not in card.raw, "the card points at nobody"
    left = [message for message in await ma.messages(group) if "点一下，就报上去" in message.text]
    assert not left, "the card has taken the place of the question"
