"""All homes are asked at the door: a question and its choices are typed, a home presses, the result makes a list."""

from __future__ import annotations

from storage.schema.registry import roles
from tests.stage import Compound, Stage


async def settle_at_a_door(stage: Stage, telegram_id: int) -> None:
    """王阿姨's home has a door."""
    async with stage.house.database.transaction() as transaction:
        person = await transaction.registry.by_telegram(telegram_id)
        assert person is not None
        (role,) = [one for one in await transaction.registry.roles_of(person.id, stage.clock.now()) if one.place]
        compound, building = role.place.compound_id, role.place.building_id
        assert compound is not None and building is not None
        way = await transaction.units.entrance(building, "1单元", 0)
        unit = await transaction.units.add_unit(compound, building, way, floor=1, label="101")
        own = roles.c.person_id == person.id
        await transaction.registry.run(roles.update().where(own).values(entrance_id=way, floor=1, unit_id=unit))


async def test_a_question_is_asked_answered_and_made_into_a_list(compound: Compound, stage: Stage) -> None:
    chair, wang = compound.chair, compound.wang
    await settle_at_a_door(stage, wang.id)
    await chair.says("/zhengji")
    await chair.presses("征集问题", message=await chair.sees("还没有征集过", fresh=True))
    await chair.sees("想问大家什么", fresh=True)
    await chair.says("最急的是哪几件")
    await chair.sees("有哪几项", fresh=True)
    await chair.says("消防")
    await chair.sees("请写 2 到 5 项", fresh=True)
    await chair.says("消防\n停车")
    await chair.presses("7 天", message=await chair.sees("征集多少天", fresh=True))
    await chair.sees("发出去了", fresh=True)
    await wang.says("/zhengji")
    await wang.presses("最急的是哪几件", message=await wang.sees("正在征集", fresh=True))
    question = await wang.sees("一户一份", fresh=True)
    assert (await wang.presses("消防", message=question)).text.startswith("您家选了这一项")
    assert (await wang.sees("已回复 1/1 户", fresh=True)).button("✓ 消防")
    await stage.town.forward(days=8)
    result = await chair.sees("征集结果", fresh=True)
    assert "消防：1/1 户，占回复者 100.0%" in result.text and "回复率 100.0%" in result.text
    await chair.presses("变成清单", message=result)
    await chair.presses("看清单", message=await chair.sees("清单列好了", fresh=True))
    await chair.sees("已销号 0/1 项", fresh=True)


async def test_a_stranger_and_a_forged_press_get_a_clear_answer(compound: Compound, stage: Stage) -> None:
    wang = compound.wang
    await wang.says("/zhengji")
    assert not (await wang.sees("还没有征集过", fresh=True)).button("征集问题")
    await wang.starts("zj_99")
    await wang.sees("还没有征集过", fresh=True)
    await wang.starts("qd_99")
    await wang.sees("这里还没有清单", fresh=True)
