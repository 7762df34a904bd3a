"""水电气: who may look, what they see of it, and whom to call where there is danger; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from domain.issues_deadlines import ClockKind
from domain.issues_utilities import Utilities, Utility, utility_of
from domain.outcomes import Refusal
from domain.registry import Actor
from services import issues, issues_ladder
from services.issues_utilities import utilities, utility_compounds
from storage.database import Database
from storage.schema.intake import issue_seals
from tests.builders import Neighbour, Town, found_town
from tests.services.reporting import handle, reported


async def water(database: Database, town: Town, who: Neighbour, at: datetime) -> Utility:
    found = await utilities(database, actor=who.actor, compound_id=town.compound_id, at=at)
    assert isinstance(found, Utilities)
    return found.each[0]


async def test_neighbours_see_no_names_and_nothing_that_is_not_for_them(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = int((await reported(database, town["王阿姨"], "3号楼停水了", at))["id"])
    await handle(database, town["赵主任"], "assign", number, at, given={"holder": town["孙网格"].person_id})
    (staff,) = (await water(database, town, town["赵主任"], at)).open
    assert staff.holder == "孙网格" and staff.reporter_id == town["王阿姨"].person_id
    (mine,) = (await water(database, town, town["王阿姨"], at)).open
    assert (mine.holder, mine.reporter, mine.reporter_id) == (None, None, None)
    async with database.transaction() as transaction:
        sealed = {"issue_id": number, "sealed_to": town["李楼长"].person_id}
        await transaction.issues.run(issue_seals.insert().values(**sealed))
    assert (await water(database, town, town["赵主任"], at)).open == ()
    assert len((await water(database, town, town["李楼长"], at)).open) == 1


async def test_only_who_lives_or_serves_there_looks(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    stranger = replace(town["王阿姨"].actor, roles=())
    assert await utility_compounds(database, actor=stranger) == []
    assert [one.id for one in await utility_compounds(database, actor=town["王阿姨"].actor)] == [town.compound_id]
    for actor, compound in ((stranger, town.compound_id), (town["王阿姨"].actor, 99)):
        assert isinstance(await utilities(database, actor=actor, compound_id=compound, at=at), Refusal)


async def test_whoever_works_on_a_gas_leak_reads_whom_to_call(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chair: Actor = town["赵主任"].actor
    written = {"compound_id": town.compound_id, "kind": ClockKind.GAS, "text": "燃气公司 96777"}
    await issues_ladder.set_lead(database, actor=chair, **written, source="lead", at=at)
    number = int((await reported(database, town["王阿姨"], "3号楼厨房燃气泄漏", at))["id"])
    seen = await issues.progress(database, actor=chair, issue_id=number, at=at)
    assert not isinstance(seen, Refusal) and seen.lead == "燃气公司 96777"


@pytest.mark.parametrize(
    ("text", "category", "kind"),
    [
        ("厨房燃气泄漏", None, ClockKind.GAS),
        ("厨房燃气泄漏", "danger", ClockKind.GAS),
        ("水管爆了", None, ClockKind.WATER),
        ("坏了", "power", ClockKind.POWER),
        ("停水了", "noise", None),
        ("电梯坏了", None, None),
        ("路灯不亮", None, None),
    ],
)
def test_which_of_the_three_it_is_about(text: str, category: str | None, kind: ClockKind | None) -> None:
    assert utility_of(text, category) is kind
