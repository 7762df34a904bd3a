"""Exporting a register: the homes one looks after, names for those who may see them, and it is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update

from bot.samples import sample, sample_workbook
from domain.grids import GridMap
from domain.offices import Office, Scope
from domain.outcomes import Done, Reason, Refusal
from domain.privacy import Access
from domain.registry import ANYWHERE, Actor, Place, Role, RoleKind
from rendering.registry_workbook import lines_of, registry_workbook
from rendering.texts import SPOKEN, texts
from services.grids import grid_map
from services.privacy_mine import looks
from services.registry_export import export_registry, exported
from services.registry_import import DryRun, dry_run, import_registry
from storage.database import Database
from storage.schema import metadata
from tests.builders import Town, found_town
from tests.workbooks import xlsx

HEADINGS = ("楼栋", "单元", "楼层", "房号", "用途", "面积", "面积来源", "业主", "业主编号", "未售", "常住人数")
ROWS = [
    HEADINGS,
    ["3号楼", "2单元", 3, "301", "住宅", 89.37, "登记", "张三、李四", "Y1、-", "否", 3],
    ["3号楼", "", -1, "B-12", "车位", 12.5, "合同", "John Smith", "", "", ""],
    ["A座", "东单元", "", "东户", "商铺", "", "", "", "", "是", 0],
    ["9号楼", "1单元", "", "0901", "", 1234.05, "测绘", "王五", "Y5", "", ""],
]


async def imported(database: Database, at: datetime) -> Town:
    town = await found_town(database, at)
    run = await compared(database, town, xlsx(ROWS))
    actor = town["赵主任"].actor
    assert isinstance(await import_registry(database, actor=actor, run=run, state=run.state, source="1", at=at), Done)
    return town


async def compared(database: Database, town: Town, content: bytes) -> DryRun:
    run = await dry_run(database, actor=town["赵主任"].actor, compound_id=town.compound_id, content=content)
    assert isinstance(run, DryRun)
    return run


async def doors(database: Database, town: Town, name: str) -> dict[str, Sequence[str]]:
    homes = await exported(database, actor=town[name].actor, compound_id=town.compound_id)
    return {home.unit.name: [owner.name for owner in home.owners] for home in homes}


async def test_what_was_exported_changes_nothing_when_it_comes_back(database: Database, at: datetime) -> None:
    town = await imported(database, at)
    homes = await exported(database, actor=town["赵主任"].actor, compound_id=town.compound_id)
    for locale in SPOKEN:
        content = registry_workbook(texts(locale), {"中华园": lines_of(homes)}, at=at)
        run = await compared(database, town, content)
        assert (run.problems, run.changes, run.difference.missing) == ((), 0, ()), locale


async def test_what_was_exported_can_be_imported_elsewhere(database: Database, at: datetime) -> None:
    town = await imported(database, at)
    homes = await exported(database, actor=town["赵主任"].actor, compound_id=town.compound_id)
    async with database.transaction() as transaction:
        other = await transaction.registry.found(street="", community="", name="副本", building_labels=[], at=at)
    content = registry_workbook(texts("zh_Hans"), {"副本": lines_of(homes)}, at=at)
    actor = town["钱管理"].actor
    run = await dry_run(database, actor=actor, compound_id=other, content=content)
    assert isinstance(run, DryRun) and run.ready
    await import_registry(database, actor=actor, run=run, state=run.state, source="2", at=at)
    copied = await exported(database, actor=actor, compound_id=other)
    assert sorted(map(str, lines_of(copied))) == sorted(map(str, lines_of(homes)))


async def test_everybody_gets_their_own_places_and_no_more(database: Database, at: datetime) -> None:
    town = await imported(database, at)
    third = {"3号楼B-12": ["John Smith"], "3号楼2单元301": ["张三", "李四"]}
    every = third | {"9号楼1单元0901": ["王五"], "A座东单元东户": []}
    assert await doors(database, town, "赵主任") == await doors(database, town, "钱管理") == every
    assert await doors(database, town, "李楼长") == third
    assert await doors(database, town, "孙网格") == {name: [] for name in every}
    for name in ("王阿姨", "陈租客", "路过的人"):
        assert await doors(database, town, name) == {}


async def test_an_export_is_written_down_without_names(database: Database, at: datetime) -> None:
    town = await imported(database, at)
    for number, (name, homes, named) in enumerate((("李楼长", 2, 2), ("孙网格", 4, 0), ("钱管理", 4, 3))):
        outcome = await export_registry(
            database, actor=town[name].actor, compound_id=town.compound_id, source=f"e{number}", at=at
        )
        assert outcome == Done({"name": "中华园", "homes": homes, "named": named})
    async with database.reading() as transaction:
        taken = [entry for entry in await transaction.journal.read(f"compound:{town.compound_id}")][1:]
    assert [entry.type for entry in taken] == ["registry_exported"] * 3
    assert [entry.body["by"] for entry in taken] == [town[name].person_id for name in ("李楼长", "孙网格", "钱管理")]
    assert not any(name in str(entry) for entry in taken for name in ("张三", "John"))


async def test_owners_who_are_known_here_can_read_that_their_names_were_exported(
    database: Database, at: datetime
) -> None:
    town = await imported(database, at)
    aunt = town["王阿姨"].person_id
    owners = metadata.tables["owners"]
    async with database.transaction() as transaction:
        everybody = await transaction.owners.rows(select(owners))
        zhang = next(row.id for row in everybody if row.name == "张三")
        await transaction.owners.run(update(owners).where(owners.c.id == zhang).values(person_id=aunt))
    for name in ("孙网格", "李楼长"):  # the grid worker gets no names
        await export_registry(database, actor=town[name].actor, compound_id=town.compound_id, source=name, at=at)
    terminal = Actor(None, (Role(RoleKind.OPERATOR, ANYWHERE, at),))
    await export_registry(database, actor=terminal, compound_id=town.compound_id, source="terminal", at=at)
    found = await looks(database, person_id=aunt, at=at)
    assert [(look.by, look.terminal) for look in found] == [(None, True), ("李楼长", False)]
    assert {look.what for look in found} == {Access.REGISTRY_EXPORT}


async def test_whoever_looks_after_nothing_gets_nothing(database: Database, at: datetime) -> None:
    town = await imported(database, at)
    for name in ("王阿姨", "陈租客", "路过的人"):
        refused = await export_registry(
            database, actor=town[name].actor, compound_id=town.compound_id, source=name, at=at
        )
        assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED
    elsewhere = await export_registry(database, actor=town["赵主任"].actor, compound_id=999, source="1", at=at)
    assert isinstance(elsewhere, Refusal) and elsewhere.reason is Reason.NOT_PERMITTED
    nowhere = await export_registry(database, actor=town["钱管理"].actor, compound_id=999, source="2", at=at)
    assert nowhere == Refusal(Reason.NOT_FOUND)


async def test_seven_grids_come_to_2904_households_and_each_gets_its_own(embedded: Database, at: datetime) -> None:
    """同乐社区: four compounds of one community, imported from one workbook; no grid's worker takes out another's."""
    wanted, operator = sample("同乐社区"), Actor(None, (Role(RoleKind.OPERATOR, ANYWHERE, at),))
    content, compounds = sample_workbook(texts("zh_Hans"), "同乐社区"), {}
    for name in wanted.sheets:
        async with embedded.transaction() as transaction:
            compounds[name] = await transaction.registry.found(
                street="", community="同乐社区", name=name, building_labels=[], at=at
            )
        run = await dry_run(embedded, actor=operator, compound_id=compounds[name], content=content)
        assert isinstance(run, DryRun) and run.ready
        done = await import_registry(embedded, actor=operator, run=run, state=run.state, source=name, at=at)
        assert isinstance(done, Done) and done["counts"]["new"] == len(wanted.sheets[name])
    numbers = await _drawn(embedded, wanted.grids, compounds, at)
    found = await grid_map(embedded, actor=operator, compound_id=compounds["康乐院"], at=at)
    assert isinstance(found, GridMap)
    assert (len(found.grids), found.households) == (7, 2904)
    for grid in found.grids:
        worker = Actor(1, tuple(Role(RoleKind.GRID_WORKER, place, at) for place in numbers[grid.id]))
        taken = [await exported(embedded, actor=worker, compound_id=number) for number in compounds.values()]
        assert sum(map(len, taken)) == grid.households
        assert {home.unit.building_id for homes in taken for home in homes} == {one.id for one in grid.buildings}
        assert not any(home.owners for homes in taken for home in homes)


async def _drawn(
    database: Database, grids: Mapping[tuple[str, str], str], compounds: Mapping[str, int], at: datetime
) -> dict[int, list[Place]]:
    """The grids of a sample, drawn; grid → what its worker's role comes to, as the records say."""
    places: dict[int, list[Place]] = {}
    async with database.transaction() as transaction:
        community = await transaction.grids.community_of(next(iter(compounds.values())))
        drawn = {label: await transaction.grids.draw(community or 0, label) for label in dict.fromkeys(grids.values())}
        for name, number in compounds.items():
            for building in await transaction.registry.buildings(number):
                await transaction.grids.put(drawn[grids[name, building.label]], building.id)
        for order, number in enumerate(drawn.values()):
            person = await transaction.registry.meet(500 + order, "网格员", at)
            await transaction.offices.give(
                person.id, Office(RoleKind.GRID_WORKER, Scope(grid_id=number)), by=None, at=at
            )
            places[number] = [role.place for role in await transaction.registry.roles_of(person.id, at)]
    return places
