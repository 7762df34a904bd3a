"""Joining and leaving (进门和出门): every way into a home and out of it, and an office that changes hands."""

from __future__ import annotations

from sandbox.client import Person, Town
from stories.moves import accept, agrees, join_by_code, make_doors, print_slips, printed_codes


async def play(town: Town, code: str) -> None:
    """进出：凭纸条、请楼长确认、输错五次、拿错纸条、搬走、楼长交接、删除记录，每一步都有答复"""
    chair, leader = await town.known("赵主任"), await town.known("李楼长")
    await make_doors(chair, "3号楼：3单元、6层、每层2户")
    codes = await printed_codes(leader, await print_slips(leader, "3号楼"))
    await wrong_five_times(town, codes[0])
    await somebody_elses_slip(town, codes[12])
    await vouched(town)
    await moves_out(town, codes[0])
    await hands_over(town)
    await is_forgotten(town)


async def newcomer(town: Town, name: str, note: str) -> Person:
    """Somebody who has never spoken with the bot."""
    person = await town.person(name, note=note)
    await person.starts()
    await person.sees("您好")
    return person


async def asks(town: Town, person: Person, *choices: str) -> None:
    """Which door it is, what one is there, the notice: whoever serves the building is asked."""
    for choice in choices:
        await person.presses(choice)
    await agrees(person)
    await person.sees("等人确认", fresh=True)
    await town.settle()


async def wrong_five_times(town: Town, code: str) -> None:
    """小马 misreads the slip, and has to wait an hour: even the right code is not looked at."""
    ma = await town.known("小马")
    for left in ("还可以试4次", "还可以试3次", "还可以试2次", "还可以试1次", "试错的次数多了"):
        await ma.says("0000 0000 0000")
        await ma.sees(left, fresh=True)
    await ma.says(code)
    await ma.sees("试错的次数多了", fresh=True)
    await town.forward(hours=1)
    await join_by_code(ma, code, "租户")


async def somebody_elses_slip(town: Town, code: str) -> None:
    """徐阿姨's slip lies in 郑师傅's box: he gives it back unused. Used, it lets nobody else in."""
    zheng = await newcomer(town, "郑师傅", "业主·3号楼2单元102")
    await zheng.scans(f"s_{code}")
    shown = await zheng.sees("这张码是中华园3号楼2单元101的")
    await zheng.presses("不是我家", message=shown)
    await zheng.sees("好，没有登记，这张码还能用", fresh=True)
    xu = await newcomer(town, "徐阿姨", "业主·3号楼2单元101")
    await join_by_code(xu, code, "业主")

    guest = await newcomer(town, "高先生", "捡到一张纸条的人")
    await guest.says(code)
    used = await guest.sees("这张纸条已经用过了", fresh=True)
    await guest.presses("请楼长确认", message=used)
    await asks(town, guest, "3号楼", "2单元", "101", "业主")
    leader = await town.known("李楼长")
    await leader.presses("不是", message=await leader.sees("高先生登记为中华园3号楼2单元101业主"))
    await town.settle()
    await guest.says("/wode")
    await guest.sees("您还没有登记", fresh=True)


async def vouched(town: Town) -> None:
    """吴老师 has no slip: the leader knows her. One who knows her is not enough for an owners' vote, two are."""
    wu = await newcomer(town, "吴老师", "业主·3号楼3单元402，没有纸条")
    leader, chair = await town.known("李楼长"), await town.known("赵主任")
    await wu.presses("登记我家")
    await asks(town, wu, "3号楼", "3单元", "402", "业主")
    await leader.presses("确认是邻居", message=await leader.sees("吴老师登记为中华园3号楼3单元402业主"))
    await town.settle()
    told = await wu.sees("登记好了：您是中华园3号楼3单元402业主")
    assert "还要再有一位认得您的人确认" in told.text, told.text

    await chair.says("/mingce")
    await chair.presses("各户和登记码", message=await chair.sees("中华园，9栋楼", fresh=True))
    await chair.presses("再认一认", message=await chair.sees("要再认一认的业主", fresh=True))
    await chair.presses("认得 吴老师", message=await chair.sees("一位确认", fresh=True))
    await chair.sees("有两位认得了", fresh=True)
    await town.settle()
    await wu.sees("业主表决您也可以参加了")


async def moves_out(town: Town, code: str) -> None:
    """小马 moves away: asked twice, told what stops, and the slip that brought him is worth nothing any more."""
    ma = await town.known("小马")
    await ma.says("/start")
    await ma.presses("我家", message=await ma.sees("您好", fresh=True))
    await ma.presses("我搬走了", message=await ma.sees("中华园3号楼1单元101，租户", fresh=True))
    await ma.presses("搬走了", message=await ma.sees("搬走了吗", fresh=True))
    await ma.sees("中华园3号楼1单元101不再登记您了", fresh=True)
    await ma.says(code)
    await ma.sees("这张码已经作废", fresh=True)
    await ma.says("/wode")
    await ma.sees("您还没有登记", fresh=True)


async def hands_over(town: Town) -> None:
    """李楼长 hands the office on: nothing changes until 吴老师 accepts, then everybody concerned is told."""
    leader, wu, chair = [await town.known(name) for name in ("李楼长", "吴老师", "赵主任")]
    await leader.says("/wode")
    await leader.presses("交接或卸下", message=await leader.sees("楼长", fresh=True))
    await leader.presses("交接给别人", message=await leader.sees("李楼长：中华园3号楼楼长"))
    letter = await leader.sees("请您接手，当中华园3号楼的楼长", fresh=True)
    await leader.hands(letter, wu)
    await accept(wu, letter)
    await town.settle()
    for person in (leader, chair):
        await person.sees("吴老师接了李楼长的班，现在是中华园3号楼的楼长")
    await leader.says("/mingce")
    refused = await leader.sees("", fresh=True)
    assert "9栋楼" not in refused.text, refused.text
    await wu.says("/mingce")
    await wu.sees("中华园，9栋楼", fresh=True)


async def is_forgotten(town: Town) -> None:
    """刘大爷 has everything of his erased; what others did stays as it was."""
    liu = await town.known("刘大爷")
    await liu.says("/yinsi")
    await liu.presses("删除我的记录", message=await liu.sees("您的信息", fresh=True))
    asked = await liu.sees("件事还没办完")
    assert asked.button("先导出一份"), asked.buttons
    await liu.presses("继续删", message=asked)
    await liu.presses("删除", message=await liu.sees("现在还什么都没删"))
    await liu.sees("这里不再认得您")
    await liu.says("/wode")
    await liu.sees("您还没有登记", fresh=True)
