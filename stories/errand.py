"""The story of an errand (一窗受理): every paper at once, a number, nothing more asked for, done on the day."""

from __future__ import annotations

from sandbox.client import Person, Town


async def play(town: Town, code: str) -> None:
    """办事：王阿姨办门禁卡，材料一次说清；窗口想多要户口本，要不了，只能改以后的清单；缺的补上，当天开始办，办好告诉她"""
    wang, chair = [await town.known(name) for name in ("王阿姨", "赵主任")]
    await takes_a_number(wang)
    await town.settle()
    await asks_for_more(chair)
    await corrects_the_list(chair)
    await says_what_is_missing(chair)
    await town.settle()
    await brings_it(town, wang, chair)
    await is_done(town, wang, chair)


async def takes_a_number(wang: Person) -> None:
    """Everything it needs stands there before she takes a number."""
    await wang.says("/ban")
    await wang.presses("门禁卡", message=await wang.sees("办什么事", fresh=True))
    await wang.presses("取号", message=await wang.sees("不会再要别的材料", fresh=True))
    await wang.sees("报 1号", fresh=True)


async def asks_for_more(chair: Person) -> None:
    """赵主任 would like one paper more; it was not on her list."""
    await chair.presses("看这件事", message=await chair.sees("有人取了号", fresh=True))
    await chair.presses("○ 身份证", message=await chair.sees("只能要单子上的", fresh=True))
    await chair.presses("还要一样材料", message=await chair.sees("✓ 身份证", fresh=True))
    await chair.sees("还要哪一样", fresh=True)
    await chair.says("户口本")


async def corrects_the_list(chair: Person) -> None:
    """The list may be corrected, for later numbers."""
    await chair.presses("改清单", message=await chair.sees("单子上没有这一样，现在不能再要", fresh=True))
    await chair.sees("一行一样", fresh=True)
    await chair.says("身份证\n房产证或者租房合同\n户口本")
    await chair.presses("1 个工作日", message=await chair.sees("几个工作日办好", fresh=True))
    await chair.sees("已经取的号照原来的单子办", fresh=True)


async def says_what_is_missing(chair: Person) -> None:
    """What waits, and what is missing of it."""
    await chair.says("/ban")
    await chair.presses("等着办的", message=await chair.sees("办什么事", fresh=True))
    await chair.presses("1号", message=await chair.sees("门禁卡 · 等材料", fresh=True))
    await chair.presses("告诉还缺什么", message=await chair.sees("✓ 身份证", fresh=True))


async def brings_it(town: Town, wang: Person, chair: Person) -> None:
    """She brings the one that was missing, of her own list."""
    told = await wang.sees("还缺下面的，都是单子上有的", fresh=True)
    assert "户口本" not in told.text, told
    await chair.presses("○ 房产证或者租房合同", message=await chair.sees("○ 房产证或者租房合同"))
    await chair.presses("收齐了，开始办", message=await chair.sees("✓ 房产证或者租房合同", fresh=True))
    await town.settle()
    await wang.sees("材料齐了，开始办", fresh=True)


async def is_done(town: Town, wang: Person, chair: Person) -> None:
    """It is done, and she hears where to fetch it."""
    await chair.presses("办好了", message=await chair.sees("正在办"))
    await chair.sees("怎么取", fresh=True)
    await chair.says("卡好了，下午五点前来门卫室拿")
    await chair.sees("告诉对方了", fresh=True)
    await town.settle()
    await wang.presses("看这件事", message=await wang.sees("卡好了", fresh=True))
    await wang.sees("办好了", fresh=True)
