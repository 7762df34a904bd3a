"""The story of the community's desk (社区工作台): sixty-two compounds, one of them without a party branch."""

from __future__ import annotations

from sandbox.client import Message, Person, Town
from stories.moves import accept, bind, the_group

YARDS = [f"府河{number}号院" for number in range(1, 61)]
LAST = "梅岭院"


async def play(town: Town, code: str) -> None:
    """月报：周书记一屏看 61 个小区，月初一份文稿；62 个小区里哪个还没有党组织，写着名字；一份公告发到两个小区"""
    operator, wang = [await town.known(name) for name in ("周工", "王阿姨")]
    secretary = await town.person("周书记", note="府河社区党委书记")
    ma = await town.person("马书记", note="梅岭社区党委书记")
    fuhe, meiling = await sixty_two(town, operator)
    await takes_office(operator, secretary, fuhe)
    group = await town.group("府河1号院邻里群", [secretary], creator=secretary)
    await bind(town, group, secretary, "府河1号院（整个小区）")
    await coverage(operator, "党组织 61/62，还缺：梅岭院")
    await takes_office(operator, ma, meiling)
    await coverage(operator, "党组织 62/62，全覆盖")
    await town.forward(days=6)
    await the_month(town, secretary)
    await at_the_desk(secretary)
    await one_text_for_two(town, secretary, wang)


async def sixty_two(town: Town, operator: Person) -> tuple[Message, Message]:
    """周工 founds all the others: what is said of the last one in 府河社区, and of 梅岭院."""
    async with town.script.aside("（周工又建了 60 个小区，都在府河社区）"):
        for name in YARDS:
            fuhe = await founds(operator, "府河社区", name)
    return fuhe, await founds(operator, "梅岭社区", LAST)


async def founds(operator: Person, community: str, name: str) -> Message:
    """One compound, four answers."""
    await operator.says("/mingce")
    page = await operator.sees("", fresh=True)
    if not page.button("建一个小区"):
        await operator.presses("中华园", message=page)
        page = await operator.sees("中华园，9栋楼")
    await operator.presses("建一个小区", message=page)
    for answer in ("春晖街道", community, name, "1"):
        await operator.sees("例如", fresh=True)
        await operator.says(answer)
    await operator.presses("就这样建")
    return await operator.sees(f"{name}建好了", fresh=True)


async def takes_office(operator: Person, person: Person, founded: Message) -> None:
    """Somebody is asked to serve on the party's committee of the whole community, and accepts."""
    await operator.presses("请委员会成员", message=founded)
    for choice in ("党支部成员", "整个社区", "就这样请"):
        await operator.presses(choice)
    letter = await operator.sees("点这里看看", fresh=True)
    await operator.hands(letter, person)
    await accept(person, letter)


async def coverage(operator: Person, said: str) -> None:
    """Which compound is still without."""
    await operator.says("/shequ")
    await operator.presses("更多", message=await operator.sees("管着 62 个小区", fresh=True))
    await operator.presses("覆盖情况", message=await operator.sees("一起办的", fresh=True))
    page = await operator.sees("每个小区都要有的", fresh=True)
    assert said in page.text, page.text


async def the_month(town: Town, secretary: Person) -> None:
    """On the 1st the months of all compounds come in one file."""
    await secretary.sees("中华园 2026年11月报事月报", fresh=True)
    await secretary.says("/shequ")
    await secretary.presses("更多", message=await secretary.sees("管着 61 个小区", fresh=True))
    await secretary.presses("全部月报（文稿）", message=await secretary.sees("一起办的", fresh=True))
    sent = await secretary.sees("61 个小区在一份里", fresh=True)
    assert sent.raw["document"]["file_name"] == "各小区2026年11月报事月报.docx", sent.raw
    await town.settle()


async def at_the_desk(secretary: Person) -> None:
    """What is late stands first, one tap into it."""
    await secretary.says("/shequ")
    desk = await secretary.sees("管着 61 个小区", fresh=True)
    assert "中华园：" in desk.text and "60 个小区没有等着办的" in desk.text, desk.text
    await secretary.presses("中华园", message=desk)
    await secretary.presses("0002", message=await secretary.sees("过了时限的 1 件", fresh=True))
    await secretary.sees("井盖松了", fresh=True)


async def one_text_for_two(town: Town, secretary: Person, wang: Person) -> None:
    """The same words for two compounds, looked at once, sent once."""
    await secretary.says("/shequ")
    await secretary.presses("更多", message=await secretary.sees("管着 61 个小区", fresh=True))
    await secretary.presses("一起发公告", message=await secretary.sees("一起办的", fresh=True))
    await secretary.sees("请把要发的话写给我", fresh=True)
    await secretary.says("本周六上午各小区清理楼道，请把杂物收好。")
    page = await secretary.sees("已选 0/2 个", fresh=True)
    assert "59 个小区没有群，发不到" in page.text, page.text
    await secretary.presses("都选上", message=page)
    await secretary.presses("选好了", message=await secretary.sees("已选 2/2 个"))
    await secretary.presses("发到这 2 个小区", message=await secretary.sees("这样发到 2 个小区"))
    await secretary.sees("2 个小区各有一份", fresh=True)
    await town.settle()
    await wang.sees("清理楼道", chat=await the_group(town))
