"""Joining by slip over the wire: printed, typed, registered; wrong codes, somebody else's slip, the family."""

from __future__ import annotations

import re

import pytest

from sandbox.client import Message, Person
from sandbox.paper import printed_codes, printed_words
from stories.moves import agrees, join_by_code, make_doors, print_slips
from tests.stage import Compound, Stage

FAMILY = re.compile(r"\d{4} \d{4} \d{4}")


class Building:
    """3号楼 of 中华园 with two entrances, two floors, two doors each, and its slips."""

    def __init__(self, compound: Compound, stage: Stage, sheet: Message, pdf: bytes) -> None:
        self.compound, self.stage, self.sheet, self.pdf = compound, stage, sheet, pdf
        self.codes = printed_codes(pdf)

    async def resident(self, name: str) -> Person:
        person = await self.stage.town.person(name)
        await person.starts()
        await person.sees("您好")
        return person


@pytest.fixture
async def building(compound: Compound, stage: Stage) -> Building:
    await make_doors(compound.chair, "3号楼：2单元、2层、每层2户")
    sheet = await print_slips(compound.leader, "3号楼")
    return Building(compound, stage, sheet, await compound.leader.file(sheet))


async def test_the_leader_prints_a_slip_for_every_home(building: Building) -> None:
    leader = building.compound.leader
    assert building.sheet.raw["document"]["file_name"] == "登记码纸条-3号楼.pdf"
    assert "8张，第0001号到第0008号" in building.sheet.text
    assert len(set(building.codes)) == 8
    words = printed_words(building.pdf)
    assert words.count("3号楼1单元101") == 2  # slip and stub
    for code in building.codes:
        await leader.sees_nothing_of(code)
    await leader.says("/mingce")
    await leader.presses("各户和登记码")
    page = await leader.sees("码还没用 8 户", fresh=True)
    assert not page.button("张登记码")
    await leader.presses("3号楼", message=page)
    doors = await leader.sees("中华园3号楼各户", fresh=True)
    await leader.presses("重印8张", message=doors)
    await leader.presses("再想想", message=await leader.sees("旧的都不能用了", fresh=True))
    await leader.presses("重印8张", message=await leader.sees("中华园3号楼各户", fresh=True))
    await leader.presses("重印，旧的作废", message=await leader.sees("旧的都不能用了", fresh=True))
    again = await leader.sees("第0009号到第0016号", fresh=True)
    fresh = printed_codes(await leader.file(again))
    assert not set(fresh) & set(building.codes)
    liu = await building.resident("刘大爷")
    await liu.says(building.codes[0])
    await liu.sees("这张码已经作废", fresh=True)
    await join_by_code(liu, fresh[0], "业主")


async def test_a_household_joins_within_six_taps_and_sixteen_characters(building: Building) -> None:
    liu = await building.stage.town.person("刘大爷")
    code, taps = building.codes[3], 0
    await liu.starts()
    taps += 1
    await liu.says(code)
    taps += 1  # sending it
    shown = await liu.sees("这张码是中华园3号楼1单元202的", fresh=True)
    assert "您在这一户是" in shown.text
    await liu.presses("业主")
    taps += 1
    notice = await liu.sees("登记为：中华园3号楼1单元202，业主", fresh=True)
    assert "境外" in notice.text
    await liu.presses("同意，登记")
    taps += 1
    first = await liu.sees("登记好了：中华园3号楼1单元202，业主", fresh=True)
    assert "您可以参与的事项" in first.text
    assert first.buttons == ["报个事", "公示栏", "我家", "请家人登记", "截止前提醒我"]
    assert taps <= 6
    assert len(code) <= 16
    assert len([message for message in await liu.messages() if not message.outgoing]) == 2  # hello, and this one


async def test_the_link_behind_a_slip_leads_to_the_same_screen(building: Building) -> None:
    liu = await building.stage.town.person("刘大爷")
    await liu.starts(f"s_{building.codes[0]}")
    await liu.sees("这张码是中华园3号楼1单元101的")
    await liu.presses("不是我家")
    await liu.sees("好，没有登记，这张码还能用", fresh=True)
    await liu.starts(f"s_{building.codes[0]}")
    await liu.presses("租户")
    await agrees(liu)
    await liu.sees("登记好了：中华园3号楼1单元101，租户")
    await liu.starts("s_12")
    await liu.sees("这个链接不完整", fresh=True)


@pytest.mark.parametrize("spell", ["{0} {1} {2}", "{0}-{1}-{2}", "登记码：{0}、{1}、{2}。"])
async def test_a_code_is_read_however_it_is_typed(building: Building, spell: str) -> None:
    liu = await building.resident("刘大爷")
    code = building.codes[0]
    typed = spell.format(code[:4], code[4:8], code[8:])
    await liu.says("".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in typed))
    await liu.sees("这张码是中华园3号楼1单元101的", fresh=True)
    await liu.says("".join("〇一二三四五六七八九"[int(digit)] for digit in code))
    await liu.sees("这张码是中华园3号楼1单元101的", fresh=True)


async def test_five_wrong_codes_lock_for_an_hour(building: Building) -> None:
    liu = await building.resident("刘大爷")
    for left in (4, 3, 2, 1):
        await liu.says("000000000000")
        await liu.sees(f"还可以试{left}次", fresh=True)
    await liu.says("0000 0000 0000")
    await liu.sees("试错的次数多了", fresh=True)
    await liu.says(building.codes[0])
    await liu.sees("试错的次数多了", fresh=True)
    await building.stage.town.forward(hours=1)
    await join_by_code(liu, building.codes[0], "业主")


async def test_somebody_elses_slip_and_the_way_for_the_family(building: Building) -> None:
    liu, wife = await building.resident("刘大爷"), await building.resident("陈大妈")
    await join_by_code(liu, building.codes[0], "业主")
    await wife.says(building.codes[0])
    used = await wife.sees("这张纸条已经用过了", fresh=True)
    assert used.button("请楼长确认")
    await liu.presses("请家人登记")
    given = await liu.sees("给中华园3号楼1单元101家里人的登记码", fresh=True)
    code = FAMILY.search(given.text)
    assert code is not None
    assert f"start=s_{code[0].replace(' ', '')}" in given.text
    await join_by_code(wife, code[0], "业主家人")
    await building.stage.town.settle()
    told = await liu.sees("有人登记为中华园3号楼1单元101家人：陈大妈")
    await liu.presses("这不是我们家的人", message=told)
    await liu.sees("陈大妈在中华园3号楼1单元101的登记先停了", fresh=True)
    await building.stage.town.settle()
    await wife.sees("您在中华园3号楼1单元101的登记（家人）先停了")
    for staff in (building.compound.leader, building.compound.chair):
        await staff.sees("刘大爷说：陈大妈（中华园3号楼1单元101，家人）不是他们家的人")
    await wife.says(code[0])
    await wife.sees("这个家人码已经作废", fresh=True)


async def test_a_family_code_can_be_taken_back(building: Building) -> None:
    liu, wife = await building.resident("刘大爷"), await building.resident("陈大妈")
    await join_by_code(liu, building.codes[0], "业主")
    await liu.presses("请家人登记")
    given = await liu.sees("家里人的登记码", fresh=True)
    code = FAMILY.search(given.text)
    assert code is not None
    await liu.presses("收回这个码", message=given)
    await liu.sees("这张登记码收回了", fresh=True)
    await wife.says(code[0])
    await wife.sees("这个家人码已经作废", fresh=True)


async def test_declining_the_notice_registers_nothing(building: Building) -> None:
    liu = await building.resident("刘大爷")
    await liu.says(building.codes[0])
    await liu.presses("业主")
    await liu.presses("不同意", message=await liu.sees("登记之前，请看一看"))
    await liu.sees("好，没有登记，也没有记下什么", fresh=True)
    await liu.says("/wode")
    await liu.sees("您还没有登记", fresh=True)
    await join_by_code(liu, building.codes[0], "业主")
    await liu.starts(f"s_{building.codes[1]}")  # a second home: the notice has been agreed to
    await liu.presses("租户")
    await liu.presses("登记", message=await liu.sees("登记为：中华园3号楼1单元102，租户", fresh=True))
    await liu.sees("登记好了：中华园3号楼1单元102，租户", fresh=True)
    await liu.presses("我家")
    mine = await liu.sees("您登记的家", fresh=True)
    assert mine.text.count("凭纸条") == 2


async def test_english_all_the_way(building: Building) -> None:
    smith = await building.resident("John Smith")
    await smith.says("/wode")
    await smith.presses("English")
    await smith.says(building.codes[0])
    await smith.presses("A tenant", message=await smith.sees("This code is for 中华园3号楼1单元101", fresh=True))
    await smith.presses("I agree", message=await smith.sees("To be registered: 中华园3号楼1单元101, tenant"))
    first = await smith.sees("You are registered: 中华园3号楼1单元101, tenant", fresh=True)
    assert "What you can take part in" in first.text


async def test_a_forged_or_old_button_gets_a_clear_answer(building: Building) -> None:
    liu = await building.resident("刘大爷")
    for data in (
        "1spa:99:owner",
        "1spa:99:emperor",
        "1spb:99",
        "1spc:99:0",
        "1spc:99:77",
        "1spe:99",
        "1spf:99",
        "1spg:1:0",
        "1sph:1:3",
        "1spi:1:3",
        "1spj:1",
        "1spj:999",
    ):
        press = await liu.forges(data)
        assert press.answered, data
        assert press.text, data


async def test_twelve_digits_in_a_group_are_nobodys_code(building: Building) -> None:
    before = len(await building.compound.wang.messages(building.compound.group))
    await building.compound.wang.says(building.codes[0], chat=building.compound.group)
    await building.stage.town.settle()
    assert len(await building.compound.wang.messages(building.compound.group)) == before + 1


async def test_the_code_is_in_no_record(building: Building) -> None:
    liu = await building.resident("刘大爷")
    await join_by_code(liu, building.codes[0], "业主")
    await building.stage.town.settle()
    async with building.stage.house.database.reading() as transaction:
        names = await transaction.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in names.all():
            rows = await transaction.connection.exec_driver_sql(f'SELECT * FROM "{table}"')
            assert not any(building.codes[0] in str(value) for row in rows for value in row), table
