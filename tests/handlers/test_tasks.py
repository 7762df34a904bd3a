"""The work at the door: given out in four lines, shown with photos, done, moved, given up; rated in two taps."""

from __future__ import annotations

from domain.deliberation.stages import Need
from domain.deliberation.stages import Stage as Step
from domain.outcomes import Done
from domain.registry import Actor
from sandbox.client import Message, Person
from services.deliberation_full import start_full_matter
from tests.deliberating import GARDEN_LAMPS, full_matter_in
from tests.handlers.test_elections import has_a_door, town_of
from tests.stage import Compound, Stage


async def at_work(stage: Stage, compound: Compound, step: Step = Step.DOING) -> int:
    """Lamps for the compound, decided, with a budget of 10,000 元; 王阿姨 and 陈租客 have a door each."""
    town, at, database = await town_of(stage, compound), stage.clock.now(), stage.house.database
    await has_a_door(stage, town, compound.wang, "101", at)
    await has_a_door(stage, town, compound.tenant, "102", at)
    chair = town["赵主任"]
    async with database.reading() as transaction:
        actor = Actor(chair.person_id, await transaction.registry.roles_of(chair.person_id, at))
    title, text = GARDEN_LAMPS
    begun = await start_full_matter(
        database, actor=actor, compound_id=town.compound_id, title=title, text=text, touched=(), source="begin", at=at
    )
    assert isinstance(begun, Done), begun
    number = int(begun["matter_id"])
    await full_matter_in(database, number, Step.PROPOSING, at)
    async with database.transaction() as transaction:
        matter = await transaction.deliberation.find(number)
        assert matter is not None
        await transaction.matter_records.note(matter, Need.BUDGET, "街道", 10_000_00, by=chair.person_id, at=at)
    await full_matter_in(database, number, step, at)
    return number


async def opens(person: Person, number: int, key: str) -> Message:
    """The matter from the group's card, and what stands under this key."""
    await person.starts(f"matter_{number}")
    await person.presses(key, message=await person.sees("院内路灯改造", fresh=True))
    return await person.sees("", fresh=True)


async def given_out(chair: Person, number: int, cost: str = "2000.50元") -> Message:
    """装36盏路灯, by the lighting company, until 20 December."""
    board = await opens(chair, number, "看进度")
    await chair.presses("派一件事", message=board)
    await chair.sees("要做什么", fresh=True)
    for said, asked in (("装36盏路灯", "谁负责"), ("府河照明公司", "哪天做完"), ("12月20日", "预计花多少元")):
        await chair.says(said)
        await chair.sees(asked, fresh=True)
    await chair.says(cost)
    return await chair.sees("这样派下去可以吗", fresh=True)


async def test_a_task_is_given_out_done_and_seen_by_everybody(compound: Compound, stage: Stage) -> None:
    number, chair = await at_work(stage, compound), compound.chair
    preview = await given_out(chair, number)
    assert "谁负责：府河照明公司" in preview.text and "预计花费：2,000.50 元" in preview.text
    await chair.presses("派下去", message=preview)
    await chair.presses("看这一件", message=await chair.sees("派下去了", fresh=True))
    task = await chair.sees("第1件：装36盏路灯", fresh=True)
    assert "12月20日（周日），还有26天" in task.text and not task.button("做完了")
    await chair.presses("交做完后的照片", message=task)
    await chair.sees("请发做完后的照片", fresh=True)
    await chair.says("装好了")
    await chair.sees("请发一张照片", fresh=True)
    await chair.sends_photo(b"lamps")
    thanked = await chair.sees("收到照片", fresh=True)
    await stage.town.settle()
    await chair.presses("看这一件", message=thanked)
    await chair.presses("做完了", message=await chair.sees("照片：动工前 0 张，做完后 1 张", fresh=True))
    await chair.sees("一共花了多少元", fresh=True)
    for wrong in ("一千二", "12.345", ""):
        await chair.says(wrong or "元")
        await chair.sees("没看懂是多少元", fresh=True)
    await chair.says("1900")
    await chair.sees("做了什么", fresh=True)
    await chair.says("36盏都亮了")
    await chair.sees("记下了：做完了", fresh=True)
    board = await opens(compound.wang, number, "看进度")
    assert "要做的事：1/1 做完" in board.text and "1,900.00 元，预算 10,000.00 元" in board.text
    assert not board.button("派一件事")
    await compound.wang.presses("看第1件", message=board)
    seen = await compound.wang.sees("做了什么：36盏都亮了", fresh=True)
    assert "花了 1,900.00 元，预计 2,000.50 元" in seen.text and not seen.button("改日期")
    pressed = await compound.wang.presses("看照片", message=seen)
    assert "照片马上发给您" in pressed.text
    await stage.town.settle()
    await compound.wang.sees("照片：动工前 0 张，做完后 1 张", fresh=True)


async def test_more_than_a_tenth_above_the_budget_goes_back_to_the_table(compound: Compound, stage: Stage) -> None:
    number, chair = await at_work(stage, compound), compound.chair
    refused = await chair.presses("派下去", message=await given_out(chair, number, "11250"))
    assert "比预算多了 12.5%" in refused.text and "11,250.00 元" in refused.text
    assert "10,000.00 元" in refused.text and "要回到议事" in refused.text


async def test_another_day_is_shown_beside_the_first_and_late_is_late(compound: Compound, stage: Stage) -> None:
    number, chair = await at_work(stage, compound), compound.chair
    await chair.presses("派下去", message=await given_out(chair, number))
    await chair.presses("看这一件", message=await chair.sees("派下去了", fresh=True))
    await chair.presses("改日期", message=await chair.sees("第1件", fresh=True))
    await chair.sees("改到哪天", fresh=True)
    await chair.says("月底前后")
    await chair.sees("没看懂是哪一天", fresh=True)
    await chair.says("2026-11-01")
    await chair.sees("这一天已经过了", fresh=True)
    await chair.says("12月25日")
    await chair.sees("为什么改", fresh=True)
    await chair.says("灯还没到货")
    await chair.presses("看这一件", message=await chair.sees("日期改好了", fresh=True))
    await chair.sees("原定 12月20日（周日），改期原因：灯还没到货", fresh=True)
    await stage.town.forward(days=33)
    board = await opens(compound.wang, number, "看进度")
    assert "12月25日（周五），晚了2天" in board.text


async def test_what_is_given_up_says_why(compound: Compound, stage: Stage) -> None:
    number, chair = await at_work(stage, compound), compound.chair
    await chair.presses("派下去", message=await given_out(chair, number))
    await chair.presses("看这一件", message=await chair.sees("派下去了", fresh=True))
    await chair.presses("不做了", message=await chair.sees("第1件", fresh=True))
    await chair.presses("算了", message=await chair.sees("为什么不做了", fresh=True))
    await chair.presses("看第1件", message=await chair.sees("要做的事：0/1 做完", fresh=True))
    await chair.presses("不做了", message=await chair.sees("第1件", fresh=True))
    await chair.sees("为什么不做了", fresh=True)
    await chair.says("街道已经装了")
    await chair.presses("看这一件", message=await chair.sees("这件不做了", fresh=True))
    await chair.sees("不做的原因：街道已经装了", fresh=True)


async def test_a_home_rates_in_two_taps_and_changes_its_mind(compound: Compound, stage: Stage) -> None:
    number, wang = await at_work(stage, compound, Step.RATING), compound.wang
    page = await opens(wang, number, "评一评")
    assert "（0/2 户说了）" in page.text and "看不到是谁家" in page.text
    assert "还可以改" in (await wang.presses("没办好", message=page)).text
    assert "还可以改" in (await wang.presses("一般", message=page)).text
    await wang.presses("改「办好了吗」", message=await wang.sees("您家：没办好，一般", fresh=True))
    await wang.presses("办好了", message=await wang.sees("您家：没办好，一般", fresh=True))
    rated = await wang.sees("您家：办好了，一般", fresh=True)
    assert "办好了 1 户，没办好 0 户（1/2 户说了）" in rated.text
    await wang.presses("说两句", message=rated)
    await wang.presses("算了", message=await wang.sees("想说什么", fresh=True))
    await wang.presses("说两句", message=await wang.sees("您家：", fresh=True))
    await wang.sees("想说什么", fresh=True)
    await wang.sends_photo(b"x")
    await wang.sees("请写几个字", fresh=True)
    await wang.says("西边那盏有点暗")
    await wang.sees("有邻居说：「西边那盏有点暗」", fresh=True)
    looked = await opens(compound.chair, number, "评一评")
    assert "您家" not in looked.text and not looked.button("没办好")


async def test_forged_presses_get_a_clear_answer(compound: Compound, stage: Stage) -> None:
    number, wang = await at_work(stage, compound), compound.wang
    board = await opens(wang, number, "看进度")
    assert "还没有派事" in board.text
    for press in ("wks:9", "wkv:9", "wkf:9", "wkm:9", "wkc:9", "wkp:9:after"):
        assert "没有这件事" in (await wang.forges(f"1{press}", board)).text, press
    for press in ("wkl:99:0", "wkn:99", "wkz:9:99", "rto:99", "rtz:9:99", "rtw:99:done"):
        assert "没有找到这件事" in (await wang.forges(f"1{press}", board)).text, press
    for press in ("wkp:1:sideways", "rtw:1:x", "rtc:1:x"):
        assert "按钮已经过期" in (await wang.forges(f"1{press}", board)).text, press
    assert "这一份已经办完" in (await wang.forges("1wkg:99", board)).text
