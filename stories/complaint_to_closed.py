"""The story of a complaint (报事办结): taken, given out, done with a photo, checked, its reporter asked."""

from __future__ import annotations

from sandbox.client import Person, Town
from stories.moves import shows_done, the_group


async def play(town: Town, code: str) -> None:
    """抱怨到办结：群里一句牢骚，报上去、派下去、交照片、别人去看、本人说修好了，还问一句满意吗"""
    ma, leader, chair, walker = [await town.known(name) for name in ("小马", "李楼长", "赵主任", "孙网格")]
    number = await grumbles(town, ma, leader)
    await given_out(town, chair, walker, number)
    await shows_done(town, walker, number, "换了门禁的电源，刷卡试了十次，都开")
    await ma.sees("说是办好了")
    await chair.presses("看过，办好了", message=await chair.sees("说是办好了，请您去看看"))
    await town.settle()
    await content(town, ma, walker, number)
    group = await the_group(town)
    card = await ma.sees(f"报事 {number}", chat=group)
    assert "已办结" in card.text and "小马" not in card.text and "满意" not in card.text, card.text


async def grumbles(town: Town, ma: Person, leader: Person) -> str:
    """小马 grumbles in the group; 李楼长 replies /bao, 小马 alone sends it up."""
    group = await the_group(town)
    words = await ma.says("9号楼的门禁又刷不开了，昨晚提着菜在外面站了二十分钟", chat=group)
    await leader.says("/bao", chat=group, reply_to=words)
    offer = await ma.sees("发这条的邻居点一下", chat=group)
    await ma.presses("这是我发的", chat=group, message=offer)
    await ma.starts()  # to hear what comes of it
    await town.settle()
    card = await ma.sees("9号楼的门禁又刷不开了", chat=group)
    assert "待受理" in card.text and "小马" not in card.text, card.text
    return card.text.partition("报事 ")[2][:4]


async def given_out(town: Town, chair: Person, walker: Person, number: str) -> None:
    """赵主任 takes it up and gives it to 孙网格, who takes it."""
    await chair.presses("看进展", message=await chair.sees(f"新报事 {number}"))
    await chair.presses("派给别人", message=await chair.sees(f"报事 {number}：", fresh=True))
    await chair.presses("孙网格", message=await chair.sees("派给谁", fresh=True))
    await town.settle()
    await walker.presses("我来办", message=await walker.sees("这件派给您办"))


async def content(town: Town, ma: Person, walker: Person, number: str) -> None:
    """小马: fixed, and so-so, because of the wait; 孙网格 reads it; 小马 thinks again."""
    await ma.presses("修好了", message=await ma.sees("都开"))
    asked = await ma.sees("办得满意吗", fresh=True)
    assert f"{number} 已办结" in asked.text and "提着菜" in asked.text and "还有14天" in asked.text, asked.text
    await ma.presses("一般", message=asked)
    await ma.presses("说两句", message=await ma.sees("评价：一般", fresh=True))
    await ma.sees("请写几句发给我", fresh=True)
    await ma.says("修是修好了，等了两天才有人来")
    await ma.sees("话记下了", fresh=True)
    await town.settle()
    told = await walker.sees("反映的人说：一般")
    assert told.button("申诉"), told.buttons
    await ma.says(number)
    await ma.presses("改评价", message=await ma.sees(f"报事 {number}：已办结", fresh=True))
    await ma.presses("满意", message=await ma.sees("评价：一般", fresh=True))
    await ma.sees("评价：满意", fresh=True)
    await town.settle()
    await walker.sees("反映的人说：满意")
