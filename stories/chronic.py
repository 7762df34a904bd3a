"""The story of what keeps coming back (病根): a lift mended three times, and a better way."""

from __future__ import annotations

from sandbox.client import Message, Person, Town
from stories.moves import make_doors, shows_done, the_group


async def play(town: Town, code: str) -> None:
    """老毛病：电梯修好又坏，第三次问委员会要不要根治；第四次先说「已知晓」，邻居不用再报；来龙去脉一屏看完"""
    wang, tenant, chair, walker = [await town.known(name) for name in ("王阿姨", "陈租客", "赵主任", "孙网格")]
    await make_doors(chair, "3号楼：3单元、6层、每层2户")
    for words in ("换了接触器，试了十趟", "换了门机皮带，试了十趟", "换了主板，试了十趟"):
        await breaks_and_is_mended(town, wang, walker, words)
    await talks_about_it(town, chair)
    await known_the_fourth_time(town, wang, tenant, walker)
    await reads_the_whole_story(wang, chair)


async def breaks_and_is_mended(town: Town, wang: Person, walker: Person, words: str) -> None:
    """It stops, is reported, mended, and works; ten days go by."""
    await wang.says("3号楼电梯又停了")
    await wang.presses("报上去", message=await wang.sees("这样报上去可以吗", fresh=True))
    number = (await wang.sees("已登记，编号", fresh=True)).text.partition("编号 ")[2][:4]
    await shows_done(town, walker, number, words)
    await wang.presses("修好了", message=await wang.sees(words))
    await wang.sees("办得满意吗", fresh=True)
    await town.forward(days=10)


async def talks_about_it(town: Town, chair: Person) -> None:
    """The committee is asked at the third time, looks at the times, and begins a matter from there."""
    asked = await chair.sees("90 天内第 3 次了")
    assert "办好了又这样，要不要商量个根治的办法" in asked.text, asked.text
    await chair.presses("看这几次", message=asked)
    page = await chair.sees("老毛病：3号楼 · 电梯", fresh=True)
    await chair.presses("商量根治的办法", message=page)
    await chair.presses("下一页", message=await chair.sees("哪里的事", fresh=True))
    await chair.presses("中华园3号楼", message=await chair.sees("哪里的事", fresh=True))
    await chair.presses("中华园3号楼所有住户", message=await chair.sees("哪些住户的事", fresh=True))
    await chair.presses("都没有", message=await chair.sees("牵涉下面哪一样", fresh=True))
    await chair.presses("不会", message=await chair.sees("会不会占公共地方来收钱", fresh=True))
    await chair.presses("不用各家出钱", message=await chair.sees("要各家凑钱吗", fresh=True))
    seen = await chair.sees("请看一遍", fresh=True)
    assert "根治老毛病：3号楼 · 电梯" in seen.text, seen.text
    await chair.presses("发出去", message=seen)
    await town.settle()
    await chair.says("/laomaobing")
    await chair.sees("正在商量根治", fresh=True)


async def known_the_fourth_time(town: Town, wang: Person, tenant: Person, walker: Person) -> None:
    """It stops again: 孙网格 says so first, 王阿姨 need not report it, both hear when it runs."""
    await walker.says("/guzhang")
    await walker.presses("记一条", message=await walker.sees("现在没有", fresh=True))
    await walker.presses("中华园3号楼", message=await walker.sees("哪里停了", fresh=True))
    await walker.presses("整栋楼", message=await walker.sees("整栋楼都停了，还是一个单元", fresh=True))
    await walker.presses("电梯停运", message=await walker.sees("停的是什么", fresh=True))
    when = await walker.sees("预计什么时候恢复", fresh=True)
    await walker.presses(when.buttons[2], message=when)
    await walker.presses("发出去", message=await walker.sees("这样发出去可以吗", fresh=True))
    await town.settle()
    group = await the_group(town, "3号楼邻居群")
    card = await tenant.sees("电梯停运已知晓：3号楼", chat=group)
    await tenant.presses("恢复了告诉我", chat=group, message=card)
    await wang.says("3号楼电梯又停了")
    await wang.presses("报上去", message=await wang.sees("这样报上去可以吗", fresh=True))
    await wang.presses("恢复了告诉我", message=await wang.sees("您不用再报", fresh=True))
    await wang.sees("恢复运行了我马上告诉您", fresh=True)
    await town.forward(hours=5)
    await wang.sees("现在还没有好，正在催", fresh=True)
    await walker.presses("恢复了", message=await walker.sees("好了请点「恢复了」", fresh=True))
    await town.settle()
    for person in (wang, tenant):
        await person.sees("3号楼 电梯停运：已恢复运行", fresh=True)


async def reads_the_whole_story(wang: Person, chair: Person) -> None:
    """From a report, and from the matter: the same line of time."""
    await chair.says("/laomaobing")
    await chair.presses("3号楼 · 电梯", message=await chair.sees("正在商量根治", fresh=True))
    await chair.presses("看议题", message=await chair.sees("已经发起议题", fresh=True))
    told = await from_its_page(chair, await chair.sees("3号楼", fresh=True, button="来龙去脉"))
    assert "报上来" in told.text and "办好了" in told.text, told.text
    await wang.says("/bao")
    latest = await wang.sees("最近报的", fresh=True)
    await wang.presses(latest.buttons[0], message=latest)
    told = await from_its_page(wang, await wang.sees("报事", fresh=True, button="来龙去脉"))
    await wang.presses("下一页", message=told)
    last = await wang.sees("来龙去脉", fresh=True)
    assert "老毛病：90 天内第 3 次" in last.text and "第1号议题：发起" in last.text, last.text


async def from_its_page(person: Person, page: Message) -> Message:
    await person.presses("来龙去脉", message=page)
    return await person.sees("来龙去脉", fresh=True)
