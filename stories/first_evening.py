"""The first evening (头一晚): from an empty machine to forty homes registered, and what it took of everybody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from itertools import cycle, islice

from sandbox.client import Effort, Group, Person, Town
from stories.moves import (
    announce,
    bind,
    claim_and_found,
    invite,
    join_by_code,
    join_by_scanning,
    print_slips,
    printed_codes,
)

SENTENCE = "9栋、每栋3单元、6层、每层2户"
LEADERS = {"李楼长": "3号楼", "张楼长": "5号楼", "何楼长": "7号楼"}
HOMES = 40
AT_ONCE = 10
"""Neighbours with their phones in hand at the same moment."""
FAMILIES = "王刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁"

MOST_SECONDS = 600
"""What all organisers together have: ten minutes."""
MOST_TAPS, MOST_CHARACTERS = 6, 16
"""What a home is asked for."""


async def play(town: Town, code: str) -> None:
    """头一晚：一句话建好门牌，三位楼长发纸条，四十户登记，发出第一件报事和第一份公告；每个人点了几下都数着"""
    await town.forward(hours=9)
    operator = await town.person("周工", note="管理员，街道请来装机器人的人")
    chair = await town.person("赵主任", note="自管会主任")
    leaders = [await town.person(name, note=f"楼长·{building}") for name, building in LEADERS.items()]
    neighbours = [await town.person(name, note="住户") for name in islice(_names(), HOMES)]
    group = await founded(town, code, operator, chair, leaders, neighbours)
    sheets = [(leader, await print_slips(leader, LEADERS[leader.name])) for leader in leaders]
    slips = [slip for leader, sheet in sheets for slip in await printed_codes(leader, sheet)]
    await everybody_joins(town, neighbours, slips)
    await first_words(town, chair, leaders[0], neighbours[0], group)
    tell_effort(town, (operator, chair, *leaders), neighbours)


def _names() -> Iterable[str]:
    """王阿姨、刘大爷、陈阿姨 …"""
    callings = cycle(("阿姨", "大爷"))
    return (family + calling for calling in callings for family in FAMILIES)


async def founded(
    town: Town, code: str, operator: Person, chair: Person, leaders: Sequence[Person], neighbours: Sequence[Person]
) -> Group:
    """One sentence makes the doors; the committee asks three leaders, and pulls the bot into a group."""
    await claim_and_found(town, operator, code, "中华园", SENTENCE)
    await operator.sees("门牌也建好了，324 户")
    await invite(operator, chair, "请委员会成员", "自管会成员")
    for leader in leaders:
        await invite(chair, leader, "请楼长", LEADERS[leader.name])
    group = await town.group("中华园邻里群", [chair, *leaders, *neighbours], creator=chair)
    await bind(town, group, chair, "中华园（整个小区）")
    return group


async def everybody_joins(town: Town, neighbours: Sequence[Person], slips: Sequence[str]) -> None:
    """Two are looked at closely: one types the code, one scans it. The others do the same, ten at a time."""
    homes = list(zip(neighbours, slips, strict=False))
    (typing, typed), (scanning, scanned), *others = homes
    await _opens(typing)
    await join_by_code(typing, typed, "业主")
    await join_by_scanning(scanning, scanned, "租户")
    async with town.script.aside(f"（{len(others)} 户邻居也登记了，一半打字，一半扫码）"):
        for at in range(0, len(others), AT_ONCE):
            some = enumerate(others[at : at + AT_ONCE])
            await asyncio.gather(*(_joins(*home, scans=bool(number % 2)) for number, home in some))
        await town.settle()


async def _joins(person: Person, slip: str, *, scans: bool) -> None:
    if scans:
        await join_by_scanning(person, slip, "业主")
    else:
        await _opens(person)
        await join_by_code(person, slip, "业主")


async def _opens(person: Person) -> None:
    await person.starts()
    await person.sees("您好")


async def first_words(town: Town, chair: Person, leader: Person, neighbour: Person, group: Group) -> None:
    """The first report and the first announcement, the same evening."""
    await leader.says("3号楼2单元三层的灯不亮")
    await leader.presses("报上去")
    await leader.sees("已登记，编号 0001")
    await town.settle()
    await announce(chair, "中华园有议事亭了：有事发给它，办到哪一步都看得见。", when="现在", place="")
    await chair.presses("发出去")
    await town.settle()
    await neighbour.sees("办到哪一步都看得见", chat=group)


def tell_effort(town: Town, organisers: Sequence[Person], neighbours: Sequence[Person]) -> None:
    """How much it was, for all organisers together and for the home that did most; and that it is not too much."""
    together = sum((person.effort for person in organisers), Effort())
    taps = max(person.effort.taps for person in neighbours)
    characters = max(person.effort.characters for person in neighbours)
    for person in organisers:
        town.script.note(f"（{person.name}：{person.effort}）")
    town.script.note(f"（{len(organisers)} 位组织的人一共{together}；限{MOST_SECONDS}秒）")
    limits = f"限{MOST_TAPS}下、{MOST_CHARACTERS}个字"
    town.script.note(f"（{len(neighbours)} 户登记，每户最多点{taps}下、打{characters}个字；{limits}）")
    assert together.seconds <= MOST_SECONDS, f"organisers: {together}"
    assert taps <= MOST_TAPS, f"a home: {taps} taps"
    assert characters <= MOST_CHARACTERS, f"a home: {characters} characters"
