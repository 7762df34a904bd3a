"""What tests of votes begin with on the stage: homes with owners who are known, a motion posted."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from sandbox.client import Person
from storage.schema.registry import buildings, people
from tests.builders import Town
from tests.services.rolls import OwnedHome, bind_owner, build_homes_of
from tests.stage import Stage

TEXT = "解聘现在的物业公司，三个月内另选一家。"


async def owns(stage: Stage, homes: Mapping[Person, OwnedHome]) -> None:
    """These people own these homes of building 3, and the register knows it."""
    database = stage.house.database
    async with database.reading() as transaction:
        (compound,) = await transaction.registry.compounds()
        found = await transaction.registry.rows(select(buildings).where(buildings.c.compound_id == compound.id))
        known = {row.telegram_id: row.id for row in await transaction.registry.rows(select(people))}
    town = Town(compound.id, {row.label: row.id for row in found}, 0, 0, {})
    numbers = await build_homes_of(database, town, list(homes.values()), "3号楼")
    for person, home in homes.items():
        await bind_owner(database, numbers[home.owners[0]], known[person.id])


async def post_a_vote(chair: Person, *, text: str = TEXT) -> None:
    """The committee puts a motion, from the first word to the posting."""
    await chair.says("/yishi")
    await chair.presses("发起正式表决")
    await chair.presses("业主")
    await chair.presses("谁来管、怎么管")
    await chair.presses("选聘、解聘物业", message=await chair.sees("是哪一件", fresh=True))
    await chair.sees("起个短题目")
    await chair.says("解聘物业")
    await chair.sees("议案全文")
    await chair.says(text)
    await chair.presses("7天")
    await chair.sees("请看一遍：解聘物业")
    await chair.presses("公示出去")
    await chair.sees("第1号表决已公示")
