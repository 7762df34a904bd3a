"""The story of a report closed and not fixed (没修好): opened again, the second time it goes up by itself."""

from __future__ import annotations

from sandbox.client import Person, Town
from stories.moves import shows_done

CREW = ("王阿姨", "李楼长", "赵主任", "孙网格", "陈租客")


async def play(town: Town, code: str) -> None:
    """没修好：办结了又漏，邻居也能重新打开；第二次重新打开，自己往上一级，谁也压不住"""
    wang, leader, chair, walker, tenant = [await town.known(name) for name in CREW]
    await wang.says("3号楼一层水管漏水，过道积水，老人不敢走")
    await wang.presses("报上去", message=await wang.sees("这样报上去可以吗", fresh=True))
    number = (await wang.sees("已登记，编号", fresh=True)).text.partition("编号 ")[2][:4]
    await town.settle()
    await mended(town, number, leader, chair, "接头拧紧了，擦干看了半小时")
    await town.forward(days=3)
    await opened_again(tenant, number, "今天早上过道又是一滩水，接头那里在滴")
    await town.settle()
    await wang.sees("有邻居说还没修好")
    assert "又是一滩水" in (await leader.sees("那里的邻居说还没修好")).text
    await mended(town, number, leader, chair, "接头换了新的，开了一夜水，地是干的")
    await town.forward(days=10)
    await opened_again(wang, number, "管子是锈穿的，换接头不管用，又漏了")
    await town.settle()
    told = await walker.sees("第二次了，直接告诉您")
    assert number in told.text, told.text
    await mended(town, number, leader, chair, "锈掉的一段整根换了，打压试过")
    await wang.says(number)
    page = await wang.sees(f"报事 {number}：已办结", fresh=True)
    assert "重新打开：管子是锈穿的" in page.text and page.button("还没修好"), page.text


async def mended(town: Town, number: str, doer: Person, checker: Person, words: str) -> None:
    """Done with a photo, looked at by another, fixed as 王阿姨 says; the question after it may be left."""
    wang = await town.known("王阿姨")
    await shows_done(town, doer, number, words)
    await checker.presses("看过，办好了", message=await checker.sees(words))
    await wang.presses("修好了", message=await wang.sees(words))
    await wang.sees(f"{number} 已办结", fresh=True)
    await town.settle()


async def opened_again(person: Person, number: str, words: str) -> None:
    """Whoever is affected says so, in their own words."""
    await person.says(number)
    await person.presses("还没修好", message=await person.sees(f"报事 {number}：已办结", fresh=True))
    await person.sees("哪里还没修好", fresh=True)
    await person.says(words)
    await person.sees(f"{number} 已重新打开", fresh=True)
