"""Importing a register on both databases: compared first, written whole or not at all, names sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.layouts import Layout
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.units import AreaSource, UnitKind
from domain.workbooks import Flaw
from services.registry_export import exported
from services.registry_import import DryRun, dry_run, import_registry
from services.units import make_doors
from storage.database import Database
from storage.schema.registry import people
from storage.schema.units import dwelling_units, owners, ownerships
from tests.builders import KEYS, Town, build_homes, found_town
from tests.services.joining import Home
from tests.workbooks import HEADINGS, Rows, xlsx

ROWS = [
    HEADINGS,
    ["3号楼", "2单元", "301", 89.37, "登记", "张三、李四", ""],
    ["3号楼", "2单元", "302", 62.5, "登记", "王五", "Y1"],
    ["10号楼", "", "101", "", "", "王五", "Y1"],
]


async def compared(database: Database, town: Town, rows: Rows = ROWS, by: str = "赵主任") -> DryRun:
    run = await dry_run(database, actor=town[by].actor, compound_id=town.compound_id, content=xlsx(rows))
    assert isinstance(run, DryRun)
    return run


async def confirmed(
    database: Database, town: Town, run: DryRun, at: datetime, source: str = "1", state: str | None = None
) -> Outcome:
    actor = town["赵主任"].actor
    return await import_registry(database, actor=actor, run=run, state=state or run.state, source=source, at=at)


async def imported(database: Database, town: Town, rows: Rows, at: datetime, source: str) -> dict[str, int]:
    outcome = await confirmed(database, town, await compared(database, town, rows), at, source)
    assert isinstance(outcome, Done)
    counts: dict[str, int] = outcome["counts"]
    return counts


async def register(database: Database, town: Town) -> dict[str, list[str]]:
    """Door → owners."""
    homes = await exported(database, actor=town["赵主任"].actor, compound_id=town.compound_id)
    return {home.unit.name: [f"{owner.name}{owner.number}" for owner in home.owners] for home in homes}


async def test_nothing_changes_before_it_is_confirmed(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    run = await compared(database, town)
    assert (run.ready, run.changes, run.difference.buildings) == (True, 3, ("10号楼",))
    assert await register(database, town) == {}
    outcome = await confirmed(database, town, run, at)
    assert isinstance(outcome, Done)
    assert (outcome["name"], outcome["counts"]["new"], outcome["counts"]["buildings"]) == ("中华园", 3, 1)
    assert await register(database, town) == {
        "3号楼2单元301": ["张三", "李四"],
        "3号楼2单元302": ["王五Y1"],
        "10号楼101": ["王五Y1"],
    }
    async with database.reading() as transaction:
        labels = [building.label for building in await transaction.registry.buildings(town.compound_id)]
        (first, *_) = await transaction.units.of_compound(town.compound_id)
    assert labels == ["3号楼", "9号楼", "10号楼"]
    assert (first.area, first.area_source, first.floor, first.kind) == (
        8937,
        AreaSource.REGISTERED,
        3,
        UnitKind.RESIDENTIAL,
    )


async def test_one_owner_of_two_homes_is_one_person_and_names_are_sealed(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await imported(database, town, ROWS, at, "1")
    async with database.reading() as transaction:
        rows = (await transaction.connection.exec_driver_sql("SELECT * FROM owners ORDER BY id")).all()
    assert [(KEYS.open_text(row.name), row.number) for row in rows] == [("张三", ""), ("李四", ""), ("王五", "Y1")]
    assert [row.name_hash for row in rows] == [KEYS.digest("owner-name", name) for name in ("张三", "李四", "王五")]
    assert not any("张三" in str(value) or "王五" in str(value) for row in rows for value in row)


async def test_the_same_workbook_again_changes_nothing(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await imported(database, town, ROWS, at, "1")
    run = await compared(database, town)
    assert (run.ready, run.changes) == (True, 0)
    assert isinstance(await confirmed(database, town, run, at, "2"), Done)
    assert await _journal(database, town) == ["registry_imported"]


async def test_a_second_workbook_changes_what_it_says_and_leaves_the_rest(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await imported(database, town, ROWS, at, "1")
    again = [
        HEADINGS,
        ["3栋", "二单元", "0301", "90㎡", "", "张三、赵六", ""],
        ["3栋", "1", "101", "", "", "", ""],
    ]
    counts = await imported(database, town, again, at, "2")
    assert (counts["new"], counts["area"], counts["owners"], counts["missing"], counts["absent"]) == (1, 1, 1, 1, 1)
    assert await register(database, town) == {
        "3号楼1单元101": [],
        "3号楼2单元301": ["张三", "赵六"],
        "3号楼2单元302": ["王五Y1"],
        "10号楼101": ["王五Y1"],
    }
    async with database.reading() as transaction:
        names = [row.name for row in await transaction.connection.execute(owners.select())]
    assert sorted(names) == ["张三", "王五", "赵六"], "李四 owns nothing any more and is forgotten"


async def test_a_register_that_has_changed_meanwhile_is_not_written(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    run, late = await compared(database, town), await compared(database, town)
    await confirmed(database, town, run, at, "1")
    stale = await confirmed(database, town, late, at, "2")
    assert stale == Refusal(Reason.STALE, {"what": "registry"})
    assert len(await _journal(database, town)) == 1


async def test_one_faulty_cell_and_nothing_is_written(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    run = await compared(database, town, [*ROWS, ["3", "2", "303", 0, "", "", ""]])
    assert [(problem.flaw, problem.row, problem.heading) for problem in run.problems if problem.grave] == [
        (Flaw.AREA_ZERO, 5, "面积")
    ]
    assert await confirmed(database, town, run, at) == Refusal(Reason.INVALID, {"what": "workbook"})
    assert (await register(database, town), await _journal(database, town)) == ({}, [])


async def test_the_same_press_twice_imports_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    run = await compared(database, town)
    assert await confirmed(database, town, run, at) == await confirmed(database, town, run, at)
    assert await _journal(database, town) == ["registry_imported"]


async def test_the_journal_keeps_figures_and_no_names(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    run = await compared(database, town)
    await confirmed(database, town, run, at)
    async with database.reading() as transaction:
        (entry,) = await transaction.journal.read(f"compound:{town.compound_id}")
        assert await transaction.journal.broken_at(entry.stream) is None
    assert entry.body["by"] == town["赵主任"].person_id
    assert entry.body["sha256"] == run.sha256
    assert entry.body["counts"]["new"] == 3
    assert not any(name in str(entry) for name in ("张三", "李四", "王五"))


async def test_only_those_who_keep_the_register_import(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    run = await compared(database, town, by="钱管理")
    for name in ("李楼长", "孙网格", "王阿姨", "陈租客", "路过的人"):
        actor = town[name].actor
        tried = await dry_run(database, actor=actor, compound_id=town.compound_id, content=xlsx(ROWS))
        done = await import_registry(database, actor=actor, run=run, state=run.state, source=name, at=at)
        for refused in (tried, done):
            assert isinstance(refused, Refusal) and refused.facts["who"] == ["committee", "operator"], name
    elsewhere = await dry_run(database, actor=town["钱管理"].actor, compound_id=999, content=xlsx(ROWS))
    assert elsewhere == Refusal(Reason.NOT_FOUND)
    assert await register(database, town) == {}


async def test_a_door_that_was_taken_off_the_list_comes_back(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await imported(database, town, ROWS, at, "1")
    async with database.transaction() as transaction:
        await transaction.connection.execute(dwelling_units.update().values(gone=True))
    assert (await imported(database, town, ROWS, at, "2"))["new"] == 3
    assert len(await register(database, town)) == 3


async def test_whoever_is_known_on_the_messenger_stays_known(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    plain = [HEADINGS, ["3", "2", "301", "", "", "王秀英", ""], ["3", "2", "302", "", "", "王秀英", ""]]
    await imported(database, town, plain, at, "1")
    async with database.transaction() as transaction:
        second = owners.c.id == owners.select().order_by(owners.c.id.desc()).limit(1).subquery().c.id
        linked = {"person_id": town["王阿姨"].person_id}
        await transaction.connection.execute(owners.update().where(second).values(**linked))
    numbered = [HEADINGS, *([*row[:6], "Y9"] for row in plain[1:])]
    run = await compared(database, town, numbered)
    assert [problem.flaw for problem in run.problems] == []
    await confirmed(database, town, run, at, "2")
    async with database.reading() as transaction:
        (row,) = (await transaction.connection.execute(owners.select())).all()
        person = (await transaction.connection.execute(people.select().where(people.c.id == row.person_id))).one()
        held = (await transaction.connection.execute(ownerships.select())).all()
    assert (row.number, person.name, len(held)) == ("Y9", "王阿姨", 2)


async def test_a_name_that_was_misspelled_is_mended_everywhere(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await imported(database, town, ROWS, at, "1")
    mended = [HEADINGS, *([*row[:5], "汪五", "Y1"] for row in ROWS[2:])]
    await imported(database, town, mended, at, "2")
    assert (await register(database, town))["10号楼101"] == ["汪五Y1"]


async def test_doors_that_were_made_out_of_one_sentence_are_filled_in(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    layout = Layout(3, 1, 6, 2)
    await make_doors(database, actor=town["赵主任"].actor, place=town.place, layout=layout, source="doors", at=at)
    rows = [
        [HEADINGS[0], *HEADINGS[2:]],
        *([f"{building}幢", f"{entrance}-{floor}0{door}", 62.35, "登记", f"王{entrance}{floor}{door}", ""]
          for building in (3, 9) for entrance in (1, 2, 3) for floor in range(1, 7) for door in (1, 2)),
    ]  # fmt: skip
    counts = await imported(database, town, rows, at, "1")
    assert (counts["new"], counts["area"], counts["owners"], counts["missing"]) == (0, 72, 72, 0)


async def test_a_workbook_of_many_compounds_is_read_for_one(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        await transaction.registry.found(street="", community="", name="府河苑", building_labels=["1号楼"], at=at)
    sheets: dict[str, Any] = {"府河苑": [["楼栋", "房号"], ["1", "101"]], "其他": [["楼栋", "房号"], ["9", "901"]]}
    actor = town["钱管理"].actor
    run = await dry_run(database, actor=actor, compound_id=town.compound_id, content=xlsx(sheets))
    assert isinstance(run, DryRun)
    assert [entry.line.name for entry in run.difference.entries] == ["9号楼901"]
    assert [(problem.flaw, problem.sheet) for problem in run.problems] == [(Flaw.UNUSED_SHEET, "府河苑")]


async def test_a_comparison_is_checked_again_as_it_is_written(database: Database, at: datetime) -> None:
    """Whatever was shown, what is written follows from the register as it stands."""
    town = await found_town(database, at)
    run = await compared(database, town)
    await confirmed(database, town, run, at, "1")
    forged = replace(await compared(database, town), difference=run.difference)
    outcome = await confirmed(database, town, forged, at, "2")
    assert isinstance(outcome, Done) and outcome["counts"]["homes"] == 0


async def _journal(database: Database, town: Town) -> list[str]:
    async with database.reading() as transaction:
        return [entry.type for entry in await transaction.journal.read(f"compound:{town.compound_id}")]


async def test_whoever_came_by_a_slip_before_there_was_a_register_is_its_owner(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    home = Home(database, town, (await build_homes(database, town))["1单元101"], at)
    await home.slip()
    assert isinstance(await home.joins(town["王阿姨"]), Done)
    await imported(database, town, [HEADINGS, ["3号楼", "1单元", "101", 89.37, "登记", "王秀英", ""]], at, "1")
    async with database.reading() as transaction:
        (deed,) = await transaction.households.deed(home.unit.id)
    assert deed.person_id == town["王阿姨"].person_id
