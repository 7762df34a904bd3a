"""Paper ballots at the door: printed, entered with a photo, checked by another, disowned with one tap."""

from __future__ import annotations

import re

from sqlalchemy import select

from domain.privacy import Access
from sandbox.paper import printed_words
from storage.schema.privacy import accesses
from storage.schema.registry import people
from stories.moves import invite, picture
from tests.handlers.test_voting import opened
from tests.stage import Compound, Stage


async def looked_at(stage: Stage) -> list[tuple[str, str]]:
    """Whose data was looked at in this room, and on what occasion."""
    chosen = select(people.c.name, accesses.c.what).join(people, people.c.id == accesses.c.person_id)
    async with stage.house.database.reading() as transaction:
        rows = await transaction.connection.execute(chosen.where(accesses.c.what == Access.PAPER_BALLOT.value))
        return [(row.name, row.what) for row in rows]


async def test_a_paper_ballot_from_the_printer_to_the_household(compound: Compound, stage: Stage) -> None:
    await opened(compound, stage)
    await stage.town.forward(hours=3)
    leader, chair, wang = compound.leader, compound.chair, compound.wang
    await leader.starts("vote_1")
    await leader.presses("上门名单", message=await leader.sees("您代表：", fresh=True))
    await leader.presses("301", message=await leader.sees("3号楼：已投 0/2 户"))
    await leader.presses("印纸票", message=await leader.sees("3号楼1单元301"))
    sheet = await leader.sees("1 张纸票", fresh=True)
    words = printed_words(await leader.file(sheet))
    assert words.count("第0001号") == 2 and words.count("3号楼1单元301") == 1, "the home stands on the stub alone"
    await leader.starts("vote_1")
    await leader.presses("纸票", message=await leader.sees("您代表：", fresh=True))
    await leader.presses("录一张纸票", message=await leader.sees("印了 1 张"))
    await leader.sees("请把纸票上的号码发给我")
    await leader.says("第0009号")
    await leader.sees("没有这个号码的纸票", fresh=True)
    await leader.says("0001")
    await leader.presses("同意", message=await leader.sees("第0001号，3号楼1单元301", fresh=True))
    await leader.sees("请拍一张这张纸票的照片")
    await leader.sends_photo(picture(1, 2, 3))
    await leader.sees("第0001号录好了。请另一人", fresh=True)
    await stage.town.settle()
    asked = await chair.sees("请核对纸票 第1号")
    assert "同意" not in asked.text
    await chair.presses("核对第0001号", message=asked)
    beside = await chair.sees("录入的是：同意", fresh=True)
    assert "photo" in beside.raw
    await chair.presses("一样，计入", message=beside)
    await chair.sees("第0001号已计入", fresh=True)
    await stage.town.settle()
    assert await looked_at(stage) == [("王阿姨", "paper_ballot")], "whose it is can read who looked"
    told = await wang.sees("您家的纸票已计入")
    assert "同意" not in told.text and re.search(r"回执：\d号 · 第1次 · [0-9A-Z-]{19}\n", told.text)
    await wang.starts("vote_1")
    assert "以纸票为准" in (await wang.sees("已参加 1/2 人", fresh=True)).text
    await wang.presses("这不是我投的", message=told)
    await wang.sees("第0001号纸票不计了")
    await stage.town.settle()
    assert "第0001号纸票已经不计" in (await chair.sees("住户说不是自己投的")).text
    await wang.starts("vote_1")
    await wang.sees("已参加 0/2 人", fresh=True)


async def handed_in(compound: Compound, stage: Stage, *why: str) -> None:
    """王阿姨's paper is entered by 李楼长 and checked by 赵主任; `why` it is void."""
    await opened(compound, stage)
    await stage.town.forward(hours=3)
    leader, chair = compound.leader, compound.chair
    await leader.starts("vote_1")
    await leader.presses("上门名单", message=await leader.sees("您代表：", fresh=True))
    await leader.presses("301", message=await leader.sees("3号楼：已投 0/2 户"))
    await leader.presses("印纸票", message=await leader.sees("3号楼1单元301"))
    await leader.sees("1 张纸票", fresh=True)
    await leader.starts("vote_1")
    await leader.presses("纸票", message=await leader.sees("您代表：", fresh=True))
    await leader.presses("录一张纸票", message=await leader.sees("印了 1 张"))
    await leader.says("0001")
    asked = await leader.sees("第0001号，3号楼1单元301", fresh=True)
    for key in why or ("同意",):
        await leader.presses(key, message=asked if key in asked.buttons else None)
    await leader.sends_photo(picture(1, 2, 3))
    await leader.sees("第0001号录好了。请另一人", fresh=True)
    await stage.town.settle()
    await chair.presses("核对第0001号", message=await chair.sees("请核对纸票 第1号"))
    entered = f"{why[0]}（{why[1]}）" if why else "同意"
    await chair.presses("一样，计入", message=await chair.sees(f"录入的是：{entered}", fresh=True))
    await stage.town.settle()


async def test_on_the_homes_word_it_is_taken_out_at_the_door(compound: Compound, stage: Stage) -> None:
    await handed_in(compound, stage)
    grid = compound.grid
    await invite(compound.operator, grid, "请监票人")
    await grid.starts("vote_1")
    await grid.presses("纸票", message=await grid.sees("第1号", fresh=True))
    await grid.presses("住户说不是自己投的", message=await grid.sees("已计入 1 张"))
    await grid.says("0001")
    asked = await grid.sees("住户说这张纸票不是自己投的？", fresh=True)
    assert "同意" not in asked.text and "3号楼1单元301" in asked.text
    await grid.presses("撤出，不计", message=asked)
    await grid.sees("第0001号撤出了", fresh=True)
    await stage.town.settle()
    await compound.wang.sees("第0001号纸票不是您家投的，已经撤出")


async def test_after_the_close_the_home_still_says_so_and_it_stays_sealed(compound: Compound, stage: Stage) -> None:
    await handed_in(compound, stage)
    told = await compound.wang.sees("您家的纸票已计入")
    await stage.town.forward(days=9)
    await stage.town.settle()
    await compound.wang.presses("这不是我投的", message=told)
    await compound.wang.sees("结果不公布，等没有经手的人查看过")
    await stage.town.settle()
    told = await compound.operator.sees("截止后 1 户说纸票不是自己投的")
    assert "第0001号" in told.text, "the only member of the committee had a hand in it: who can ask another is told"
    await compound.chair.starts("vote_1")
    page = await compound.chair.sees("等委员会看过，再核对、公布", fresh=True)
    assert not page.button("看第0001号的照片"), "who had a hand in it does not look into it"
    await invite(compound.operator, compound.grid, "请委员会成员", "业委会成员")
    await compound.grid.starts("vote_1")
    page = await compound.grid.sees("等委员会看过，再核对、公布", fresh=True)
    await compound.grid.presses("看第0001号的照片", message=page)
    assert "photo" in (await compound.grid.sees("录入的是：同意", fresh=True)).raw
    await stage.town.settle()
    assert len(await looked_at(stage)) == 2, "the second look is noted, too"


async def test_a_void_paper_is_said_to_be_void(compound: Compound, stage: Stage) -> None:
    await handed_in(compound, stage, "废票", "看不清")
    await compound.chair.sees("第0001号是废票，不计")
    assert "不算参加" in (await compound.wang.sees("您家的纸票是废票")).text
    await compound.leader.starts("vote_1")
    await compound.leader.presses("纸票", message=await compound.leader.sees("已参加 0/2 人", fresh=True))
    await compound.leader.sees("收回的 1 张里，废票 1 张")
