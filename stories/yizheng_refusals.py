"""The story of the shortcuts that there are not (走不通的捷径): each is refused in words that name what is missing.

Nobody is shown a button that would be a shortcut; whoever presses one all the same, from an old screen or a forged
one, reads why not.
"""

from __future__ import annotations

from sandbox.client import Message, Person, Town
from stories.matters import Yard, goes_on, matter, records
from stories.yizheng import answered, begun, consulted, heard, settled

ASK, CONFIRM, OWNERS, OBJECT, NOTE = "1mfa:1", "1mfc:1:0", "1mfq:1:7", "1mfj:1", "1mfn:1:"


async def play(town: Town, code: str) -> None:
    """走不通的捷径：没征求够不能提议，没有记录不能商议，没请单位不能公告，没决议不能公开，每一次都说明缺什么"""
    yard = await settled(town, code)
    await begun(yard)
    await before_its_time(yard)
    await heard(yard)
    await answered(yard)
    await without_records(yard)
    await without_units(yard)
    await consulted(yard)
    await without_a_resolution(yard)


async def refused(person: Person, press: str, words: str, on: Message) -> None:
    """The press that no screen offers is refused, with these words."""
    told = await person.forges(press, on)
    assert words in told.text, told.text


async def before_its_time(yard: Yard) -> None:
    """It has just begun: nothing can be proposed, called, or put on the wall."""
    page = await matter(yard.chair)
    await refused(yard.chair, ASK, "时间还没到", page)
    await refused(yard.member, CONFIRM, "现在没有等核对的", await matter(yard.member))
    await refused(yard.chair, OWNERS, "居民代表决议以后，才请业主表决", page)
    resident = yard.neighbours[0]
    await refused(resident, ASK, "要由委员会成员来办", await matter(resident))
    await refused(yard.chair, NOTE + "paper", "这一步不记这个", page)


async def without_records(yard: Yard) -> None:
    """The committees have met, they say; nothing of it is on record."""
    page = await matter(yard.chair)
    await refused(yard.chair, ASK, "没有社区党组织先研究的记录", page)
    await records(yard.chair, "记党组织研究", "研究过，同意。")
    await refused(yard.chair, ASK, "没有两委会议到会人员的记录", page)
    await records(yard.chair, "记到会的人", "应到7人，实到6人。", dated=True)
    await refused(yard.chair, ASK, "没有利害关系申明的记录", page)
    await records(yard.chair, "记利害关系", "没有")
    await refused(yard.chair, ASK, "没有预算和钱的来源", page)
    await records(yard.chair, "记预算", "126000\n街道老旧小区改造资金", paid="街道或上级资金")
    await refused(yard.chair, ASK, "没有会议记录的照片", page)
    await records(yard.chair, "交会议记录", "两委会会议记录", photo=True)
    await yard.town.settle()
    await goes_on(yard, "相关单位商议")


async def without_units(yard: Yard) -> None:
    """Nobody was asked: the units concerned are missing, and the text cannot be announced."""
    await refused(yard.chair, ASK, "没有相关单位商议的记录", await matter(yard.chair))


async def without_a_resolution(yard: Yard) -> None:
    """It is announced: not a word changes, and nobody publishes a resolution that nobody made."""
    page = await matter(yard.chair)
    await refused(yard.chair, ASK, "到时间自己往下走", page)
    await refused(yard.chair, NOTE + "accounts", "这一步不记这个", page)
    await refused(yard.neighbours[0], OBJECT, "现在不是决议公开的时候", await matter(yard.neighbours[0]))
    await yard.town.forward(days=30)
    await yard.town.settle()
    await refused(yard.chair, OWNERS, "居民代表决议以后，才请业主表决", await matter(yard.chair))
    shown = await matter(yard.neighbours[0])
    assert "「方案公告」的时间满了" in shown.text, shown.text
