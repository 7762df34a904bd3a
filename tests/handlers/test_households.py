"""Homes over the wire: asked for by the door, left, cleared by the leader; notes on paper; what comes first."""

from __future__ import annotations

from sandbox.client import Message, Person
from sandbox.paper import printed_codes, printed_words
from stories.moves import agrees, ask, join_by_code, make_doors, print_slips
from tests.stage import Compound, Stage


async def with_doors(compound: Compound) -> list[str]:
    """3号楼 gets its doors; the codes of its slips, in stair order."""
    await make_doors(compound.chair, "3号楼：2单元、2层、每层2户")
    sheet = await print_slips(compound.leader, "3号楼")
    return printed_codes(await compound.leader.file(sheet))


async def newcomer(stage: Stage, name: str) -> Person:
    person = await stage.town.person(name)
    await person.starts()
    return person


async def fresh_roster(person: Person) -> Message:
    """/mingce once more."""
    await person.says("/mingce")
    return await person.sees("中华园，9栋楼", fresh=True)


async def test_whoever_pressed_the_wrong_door_goes_back_and_takes_it_back(compound: Compound, stage: Stage) -> None:
    await with_doors(compound)
    liu = await newcomer(stage, "刘大爷")
    await liu.presses("登记我家")
    buildings = await liu.sees("您家在中华园几号楼", fresh=True)
    assert buildings.button("回首页")
    await liu.presses("3号楼", message=buildings)
    await liu.presses("2单元", message=await liu.sees("哪个单元", fresh=True))
    await liu.presses("重选楼栋", message=await liu.sees("哪一户", fresh=True))
    await liu.presses("9号楼", message=await liu.sees("您家在中华园几号楼", fresh=True))
    await liu.presses("重选楼栋", message=await liu.sees("中华园9号楼，您是", fresh=True))
    await liu.presses("9号楼", message=await liu.sees("您家在中华园几号楼", fresh=True))
    await liu.presses("租户", message=await liu.sees("中华园9号楼，您是", fresh=True))
    await agrees(liu)
    asked = await liu.sees("中华园9号楼租户，等人确认", fresh=True)
    await stage.town.settle()

    await liu.says("/wode")
    await liu.presses("登记我家", message=await liu.sees("您还没有登记", fresh=True))
    await liu.presses("8号楼", message=await liu.sees("您家在中华园几号楼", fresh=True))
    await liu.presses("业主", message=await liu.sees("中华园8号楼，您是", fresh=True))
    assert (await liu.sees("您已经有一份登记在等确认", fresh=True)).button("选错了，收回")
    await liu.presses("选错了，收回", message=asked)
    assert (await liu.sees("收回了：中华园9号楼租户", fresh=True)).button("登记我家")
    late = await compound.chair.presses("确认是邻居", message=await compound.chair.sees("刘大爷登记为中华园9号楼租户"))
    assert "本人收回了" in late.text


async def test_a_resident_finds_the_door_and_the_leader_confirms(compound: Compound, stage: Stage) -> None:
    await with_doors(compound)
    liu = await newcomer(stage, "刘大爷")
    await liu.presses("登记我家")
    await liu.presses("3号楼", message=await liu.sees("有「一户一码」纸条的", fresh=True))
    await liu.presses("2单元", message=await liu.sees("您家在中华园3号楼哪个单元", fresh=True))
    doors = await liu.sees("您家在中华园3号楼哪一户", fresh=True)
    assert doors.buttons == ["101", "102", "201", "202", "不知道、找不到", "重选楼栋"]
    await liu.presses("201", message=doors)
    await liu.presses("业主", message=await liu.sees("3号楼2单元201，您是", fresh=True))
    await agrees(liu)
    await liu.sees("中华园3号楼2单元201业主，等人确认", fresh=True)
    await stage.town.settle()
    asked = await compound.leader.sees("刘大爷登记为中华园3号楼2单元201业主")
    await compound.leader.presses("确认是邻居", message=asked)
    await stage.town.settle()
    told = await liu.sees("登记好了：您是中华园3号楼2单元201业主")
    assert told.button("可以参与的事项"), "what there is to do comes first"
    assert "还要再有一位认得您的人确认" in told.text
    assert told.button("这不是我")

    await compound.leader.says("/mingce")
    await compound.leader.presses("各户和登记码")
    page = await compound.leader.sees("中华园各户", fresh=True)
    assert "要再认一认的业主" not in page.text  # whoever confirmed is not asked again
    await compound.chair.says("/mingce")
    await compound.chair.presses("各户和登记码")
    page = await compound.chair.sees("要再认一认的业主：2 位", fresh=True)  # 王阿姨, too
    await compound.chair.presses("再认一认2位业主", message=page)
    unsure = await compound.chair.sees("刘大爷，中华园3号楼2单元201（一位确认）", fresh=True)
    await compound.chair.presses("认得 刘大爷", message=unsure)
    await compound.chair.sees("有两位认得了", fresh=True)
    await stage.town.settle()
    await liu.sees("业主表决您也可以参加了")


async def test_who_does_not_find_the_door_goes_on_with_the_building(compound: Compound, stage: Stage) -> None:
    await with_doors(compound)
    liu = await newcomer(stage, "刘大爷")
    await liu.presses("登记我家")
    await liu.presses("3号楼")
    await liu.presses("不知道、找不到")
    await liu.presses("租户", message=await liu.sees("中华园3号楼，您是", fresh=True))
    await agrees(liu)
    await liu.sees("中华园3号楼租户，等人确认", fresh=True)


async def test_not_me_is_one_tap(compound: Compound, stage: Stage) -> None:
    tenant = compound.tenant
    await tenant.presses("这不是我", message=await tenant.sees("登记好了：您是中华园3号楼租户"))
    await tenant.sees("您在中华园3号楼的登记停了", fresh=True)
    await stage.town.settle()
    for staff in (compound.leader, compound.chair):
        await staff.sees("陈租客说：中华园3号楼租户的登记不是自己的")
    again = await tenant.forges("1hp:99")
    assert "没有找到" in again.text


async def test_a_lost_slip_is_printed_again_for_one_home(compound: Compound, stage: Stage) -> None:
    codes = await with_doors(compound)
    liu = await newcomer(stage, "刘大爷")
    await liu.presses("登记我家")
    await liu.presses("3号楼")
    await liu.presses("1单元")
    await liu.presses("101")
    await liu.presses("纸条丢了")
    await liu.sees("已经告诉楼长：中华园3号楼1单元101的纸条丢了", fresh=True)
    await stage.town.settle()
    lost = await compound.leader.sees("刘大爷说中华园3号楼1单元101的登记码纸条丢了")
    await compound.leader.presses("印一张新的", message=lost)
    sheet = await compound.leader.sees("1张，第0009号到第0009号", fresh=True)
    assert sheet.raw["document"]["file_name"] == "登记码纸条-3号楼1单元101.pdf"
    (fresh,) = printed_codes(await compound.leader.file(sheet))
    await liu.says(codes[0])
    await liu.sees("这张码已经作废", fresh=True)
    await join_by_code(liu, fresh, "业主")
    other = await liu.forges("1ho:2")  # another door the same day
    assert "今天已经替您说过" in other.text


async def test_moving_out_asks_twice_and_tells_the_rest(compound: Compound, stage: Stage) -> None:
    codes = await with_doors(compound)
    liu, wife = await newcomer(stage, "刘大爷"), await newcomer(stage, "陈大妈")
    await join_by_code(liu, codes[0], "业主")
    await liu.presses("请家人登记")
    code = (await liu.sees("家里人的登记码", fresh=True)).text.split("\n")[1]
    await join_by_code(wife, code, "业主家人")
    await liu.says("/start")
    await liu.presses("我家")
    await liu.presses("我搬走了", message=await liu.sees("中华园3号楼1单元101，业主", fresh=True))
    sure = await liu.sees("您从中华园3号楼1单元101搬走了吗", fresh=True)
    assert "您还是业主" in sure.text
    await liu.presses("再想想", message=sure)
    await liu.presses("我搬走了", message=await liu.sees("您登记的家", fresh=True))
    await liu.presses("搬走了", message=await liu.sees("搬走了吗", fresh=True))
    await liu.sees("中华园3号楼1单元101不再登记您了", fresh=True)
    await stage.town.settle()
    await wife.sees("刘大爷从中华园3号楼1单元101搬走了，业主的登记停了")
    await liu.says("/wode")
    await liu.sees("您还没有登记", fresh=True)


async def test_the_leader_looks_at_a_home_and_clears_it(compound: Compound, stage: Stage) -> None:
    codes = await with_doors(compound)
    liu, leader = await newcomer(stage, "刘大爷"), compound.leader
    await join_by_code(liu, codes[0], "租户")
    await leader.says("/mingce")
    await leader.presses("各户和登记码")
    await leader.presses("3号楼", message=await leader.sees("中华园各户", fresh=True))
    await leader.presses("1单元", message=await leader.sees("看哪个单元", fresh=True))
    doors = await leader.sees("看哪一户", fresh=True)
    assert doors.buttons[:4] == ["101 ✓", "102 …", "201 …", "202 …"]
    await leader.presses("101", message=doors)
    home = await leader.sees("中华园3号楼1单元101，登记 1 位", fresh=True)
    assert "刘大爷，租户，11月24日（周二）起（凭纸条）" in home.text
    assert "您看过这一户，已经记下" in home.text
    await leader.presses("这户搬走了", message=home)
    await leader.presses("再想想", message=await leader.sees("搬走了吗", fresh=True))
    await leader.presses("这户搬走了", message=await leader.sees("登记 1 位", fresh=True))
    await leader.presses("搬走了", message=await leader.sees("登记的 1 位都会停", fresh=True))
    done = await leader.sees("登记的 1 位都停了", fresh=True)
    await stage.town.settle()
    await liu.sees("楼长或委员会记下这户搬走了")
    await leader.presses("印一张登记码", message=done)
    (fresh,) = printed_codes(await leader.file(await leader.sees("1张，", fresh=True)))
    await liu.says(fresh)
    await liu.sees("这张码是中华园3号楼1单元101的", fresh=True)


async def test_a_slip_is_revoked_from_the_homes_page(compound: Compound, stage: Stage) -> None:
    codes = await with_doors(compound)
    await compound.leader.presses("各户和登记码", message=await fresh_roster(compound.leader))
    await compound.leader.presses("3号楼", message=await compound.leader.sees("中华园各户", fresh=True))
    await compound.leader.presses("1单元", message=await compound.leader.sees("看哪个单元", fresh=True))
    await compound.leader.presses("101", message=await compound.leader.sees("看哪一户", fresh=True))
    home = await compound.leader.sees("中华园3号楼1单元101，还没有人登记", fresh=True)
    assert "有一张登记码还没用" in home.text
    await compound.leader.presses("收回登记码", message=home)
    await compound.leader.sees("这张登记码收回了", fresh=True)
    liu = await newcomer(stage, "刘大爷")
    await liu.says(codes[0])
    await liu.sees("这张码已经作废", fresh=True)


async def test_notes_for_letter_boxes_are_printed_once(compound: Compound, stage: Stage) -> None:
    codes = await with_doors(compound)
    for name, code in (("刘大爷", codes[0]), ("陈大妈", codes[1])):
        await join_by_code(await newcomer(stage, name), code, "业主")
    await stage.town.forward(days=1)
    told = await compound.leader.sees("中华园3号楼有要放进信箱的纸条")
    await compound.leader.presses("看看有几张", message=told)
    page = await compound.leader.sees("有 2 张要放进信箱的纸条", fresh=True)
    assert "3号楼1单元101，11月24日（周二）" in page.text
    await compound.leader.presses("印2张纸条", message=page)
    sheet = await compound.leader.sees("2张告知单", fresh=True)
    assert sheet.raw["document"]["file_name"] == "告知单-中华园.pdf"
    words = "".join(printed_words(await compound.leader.file(sheet)))
    assert "在议事亭登记为您家的业主" in words
    assert "刘大爷" not in words
    await stage.town.settle()
    await compound.leader.presses("印2张纸条", message=page)
    await compound.leader.sees("现在没有要放进信箱的纸条", fresh=True)


async def test_what_one_may_take_part_in_comes_first(compound: Compound, stage: Stage) -> None:
    codes = await with_doors(compound)
    await ask(compound.chair, "门口路灯换不换？", ("换", "不换"), group="中华园邻里群", closes="3天后")
    await compound.chair.says("/gonggao")
    await compound.chair.says("周三上午停水。")
    await compound.chair.presses("不附，下一步")
    await compound.chair.presses("现在", message=await compound.chair.sees("什么时候发", fresh=True))
    await compound.chair.presses("发出去", message=await compound.chair.sees("周三上午停水", fresh=True))
    await compound.wang.says("3号楼2单元的灯坏了")
    await compound.wang.presses("报上去")
    await stage.town.settle()
    liu = await newcomer(stage, "刘大爷")
    await liu.says(codes[0])
    await liu.presses("业主")
    await agrees(liu)
    first = await liu.sees("登记好了", fresh=True)
    assert "征询：门口路灯换不换？（群「中华园邻里群」，还有3天）" in first.text
    assert "公告：周三上午停水。" in first.text
    assert "本楼在办的报事：0001" in first.text
    assert len(first.text.splitlines()) <= 8
    await liu.says("0001")
    await liu.sees("0001", fresh=True)


FORGED = (
    "1hhb:99", "1hhc:99", "1hhd:1:0", "1hhd:9:0", "1hhe:3:0:-99", "1hhe:99:0:-99", "1hhf:1", "1hhf:99", "1hhg:1",
     "1hhh:1", "1hhi:99", "1hj:99", "1hl:99:owner", "1hl:1:emperor", "1hn:3:0:owner:0", "1hn:3:0:emperor:1", "1ho:99",
     "1hp:1",
)  # fmt: skip


async def test_a_forged_button_gets_a_clear_answer(compound: Compound, stage: Stage) -> None:
    await make_doors(compound.chair, "3号楼：2单元、2层、每层2户")
    liu = await newcomer(stage, "刘大爷")
    await liu.sees("您好")
    for data in FORGED:
        press = await liu.forges(data)
        assert press.answered, data
        assert press.text, data
