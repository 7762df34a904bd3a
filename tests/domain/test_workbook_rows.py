"""Rows read: homes, and everything that is wrong with them, by sheet, row and column."""

from dataclasses import replace
from typing import Any

import pytest

from domain.owners import Owner
from domain.units import AreaSource, UnitKind
from domain.workbook_lines import Line, check
from domain.workbooks import Cell, CellKind, Flaw, Merged, Problem
from tests.workbooks import HEADINGS, flaws, line, number, read, sheet

WIDE = ("小区", "楼栋", "单元", "楼层", "房号", "用途", "面积", "业主", "开发商未售", "常住人数", "备注")


def below(text: str) -> Cell:
    return Cell(CellKind.TEXT, text, merged=Merged.BELOW)


def test_a_row_is_a_home() -> None:
    reading = read(
        sheet(
            WIDE,
            ["中华园", 3, "二单元", "3层", "301室", "住宅", number("89.37"), "张三、李四", "否", 3, "好邻居"],
            [],
            ["", "A座", "", "", "东户", "", "", "", "", "", ""],
        )
    )
    assert reading.lines == (
        Line(
            "名册",
            2,
            "3号楼",
            "2单元",
            "301",
            floor=3,
            kind=UnitKind.RESIDENTIAL,
            area=8937,
            owners=(Owner("张三"), Owner("李四")),
            developer=False,
            inhabitants=3,
        ),
        Line("名册", 4, "A座", "", "东户"),
    )
    assert reading.lines[0].name == "3号楼2单元301"
    assert flaws(reading) == ["unused_column"]


def test_every_flaw_of_a_row_is_told_with_its_place() -> None:
    reading = read(sheet(WIDE, ["", "3", "2", "顶", "301", "城堡", "九十", "12", "也许", "三代"]))
    assert [(problem.flaw, problem.row, problem.column, problem.heading) for problem in reading.problems[1:]] == [
        (Flaw.UNKNOWN_KIND, 2, 6, "用途"),
        (Flaw.UNKNOWN_ANSWER, 2, 9, "开发商未售"),
        (Flaw.AREA_WORDS, 2, 7, "面积"),
        (Flaw.ODD_FLOOR, 2, 4, "楼层"),
        (Flaw.ODD_NAME, 2, 8, "业主"),
        (Flaw.ODD_COUNT, 2, 10, "常住人数"),
    ]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (["", "2", "301"], Flaw.NO_BUILDING),
        (["3", "2", ""], Flaw.NO_ROOM),
        (["3（北）", "2", "301"], Flaw.ODD_LABEL),
        (["3", "2！", "301"], Flaw.ODD_LABEL),
        (["3", "2", "4-2-301"], Flaw.DOOR_DISAGREES),
        (["3", "2", Cell(CellKind.DATE, "2026-03-02")], Flaw.DATE_CELL),
        (["3", "2", Cell(CellKind.FLAG, "True")], Flaw.FLAG_CELL),
        ([Cell(CellKind.ERROR, ""), "2", "301"], Flaw.ERROR_CELL),
    ],
)
def test_a_home_without_a_door_is_no_home(row: list[Any], wrong: Flaw) -> None:
    reading = read(sheet(HEADINGS, row, ["3", "2", "302"]))
    assert [problem.flaw for problem in reading.problems] == [wrong]
    assert [home.room for home in reading.lines] == ["302"]


def test_an_area_may_fail_and_its_owner_may_have_a_number() -> None:
    reading = read(
        sheet(
            HEADINGS,
            ["3", "2", "301", Cell(CellKind.ERROR, ""), "登记", "张三", "Y1"],
            ["3", "2", "302", "89", "测绘", "张三、李四", "Y1"],
        )
    )
    assert flaws(reading) == ["error_cell", "numbers_differ"]
    first, second = reading.lines
    assert (first.area, first.source, first.owners) == (None, AreaSource.REGISTERED, (Owner("张三", "Y1"),))
    assert (second.area, second.source, second.owners) == (8900, AreaSource.SURVEYED, (Owner("张三"), Owner("李四")))


def test_a_heading_may_say_where_areas_come_from() -> None:
    rows = (["3", "301", "89"], ["3", "302", ""])
    lines = read(sheet(["楼栋", "房号", "产权面积"], *rows)).lines
    assert [home.source for home in lines] == [AreaSource.REGISTERED, None]


def test_a_building_merged_downward_holds_for_every_row() -> None:
    rows = (["3号楼", "301"], [below("3号楼"), "302"], [below("3号楼"), ""])
    reading = read(sheet(["楼栋", "房号"], *rows))
    assert [home.name for home in reading.lines] == ["3号楼301", "3号楼302"]
    assert reading.problems == ()


def test_a_door_merged_downward_has_the_owners_of_all_its_rows() -> None:
    reading = read(
        sheet(
            ["楼栋", "房号", "面积", "业主"],
            ["3", "301", "89", "张三"],
            [below("3"), below("301"), below("89"), "李四"],
            [below("3"), below("301"), "", ""],
            [below("3"), below("301"), "", below("张三")],
            ["3", "?", "", ""],
            [below("3"), below("?"), "", "无处可去"],
        )
    )
    assert reading.lines[0].owners == (Owner("张三"), Owner("李四"))
    assert flaws(reading) == ["odd_label"]


def test_a_door_merged_downward_has_one_area() -> None:
    rows = (["3", "301", "89"], [below("3"), below("301"), "90"])
    reading = read(sheet(["楼栋", "房号", "面积"], *rows))
    assert [(problem.flaw, problem.row) for problem in reading.problems] == [(Flaw.DOUBLE_DOOR, 3)]


def test_a_cell_that_a_neighbour_reaches_over_is_empty() -> None:
    merged = Cell(CellKind.TEXT, "301", merged=Merged.ACROSS)
    reading = read(sheet(["楼栋", "房号", "面积"], ["3", "301", merged]))
    assert (reading.lines[0].area, reading.problems) == (None, ())


def test_sums_and_empty_rows_are_no_homes() -> None:
    reading = read(sheet(["楼栋", "房号", "面积", "备注"], ["3", "301", "89"], ["", "", "", "好"], ["合计", "", "89"]))
    assert len(reading.lines) == 1
    assert flaws(reading) == ["unused_column"]


def test_a_sheet_may_be_one_buildings() -> None:
    reading = read(sheet(["单元", "房号"], ["2", "301"], name="三号楼"), sheet(["房号"], ["3-2-302"], name="其余"))
    assert [home.name for home in reading.lines] == ["3号楼2单元301", "3号楼2单元302"]


def test_what_stands_before_a_door_is_read_from_the_whole_sheet() -> None:
    entrances = (["3", "1-101"], ["3", "2-101"], ["3", "3-101"], ["9", "B-12"])
    names = [home.name for home in read(sheet(["楼栋", "房号"], *entrances)).lines]
    assert names == ["3号楼1单元101", "3号楼2单元101", "3号楼3单元101", "9号楼B-12"]
    again = read(sheet(["楼栋", "房号"], ["3", "3-101"], ["9号楼", "九-101"], ["9", "B-102"])).lines
    assert [home.name for home in again] == ["3号楼101", "9号楼101", "9号楼B-102"]


def test_that_buildings_are_missing_is_told_once() -> None:
    reading = read(sheet(["房号", "业主"], ["301", "张三"], ["302", "李四"]))
    assert [problem.facts for problem in reading.problems] == [{"column": "building"}]
    assert flaws(reading) == ["missing_column"]


def test_unsold_homes_have_no_owner_but_the_developer() -> None:
    reading = read(sheet(["楼栋", "房号", "业主", "未售"], ["3", "301", "某某置业", "是"], ["3", "302", "", "√"]))
    assert [home.owners for home in reading.lines] == [(), ()]
    assert reading.problems == (Problem(Flaw.DEVELOPER_NAMED, "名册", facts={"n": 1}),)


def test_formulas_are_taken_and_told() -> None:
    area = Cell(CellKind.NUMBER, "89.37", formula=True)
    reading = read(sheet(["楼栋", "房号", "面积"], ["3", "301", area], ["3", "302", area]))
    assert [home.area for home in reading.lines] == [8937, 8937]
    assert reading.problems == (Problem(Flaw.FORMULA, "名册", 0, 3, "面积", {"n": 2}),)


def test_other_compounds_are_left_aside_by_row_and_by_sheet() -> None:
    rows = (["中华园", "3", "301"], ["府河苑", "1", "101"], ["府河苑", "1", "102"], ["", "3", "302"])
    reading = read(sheet(["小区", "楼栋", "房号"], *rows), sheet(WIDE, name="府河苑"), others=["府河苑"])
    assert [home.room for home in reading.lines] == ["301", "302"]
    assert [(problem.flaw, problem.sheet, dict(problem.facts)) for problem in reading.problems] == [
        (Flaw.UNUSED_SHEET, "府河苑", {}),
        (Flaw.OTHER_COMPOUND, "名册", {"n": 2, "compound": "府河苑"}),
    ]


def test_where_a_sheet_bears_the_compounds_name_only_that_is_read() -> None:
    pages = [sheet(["楼栋", "房号"], ["3", room], name=name) for name, room in (("康乐院", "101"), ("中华园", "301"))]
    reading = read(*pages)
    assert [home.room for home in reading.lines] == ["301"]
    assert flaws(reading) == ["unused_sheet"]


def test_what_is_hidden_is_not_read_and_notes_are_no_register() -> None:
    page, notes = sheet(["楼栋", "房号"], ["3", "301"]), sheet(["填写说明"], name="说明")
    reading = read(page, replace(page, name="旧", hidden=True), notes, sheet(name="空"))
    assert [(problem.flaw, problem.sheet) for problem in reading.problems] == [
        (Flaw.HIDDEN_SHEET, "旧"),
        (Flaw.UNUSED_SHEET, "说明"),
    ]
    assert flaws(read(replace(page, hidden=True))) == ["hidden_sheet", "no_headings"]


def test_a_register_without_homes_is_none() -> None:
    assert flaws(read(sheet(["楼栋", "房号"]))) == ["no_homes"]
    assert flaws(read()) == ["no_headings"]
    assert flaws(read(sheet(["楼栋", "业主"], ["3", "张三"]))) == ["missing_column"]


def test_a_door_is_there_once() -> None:
    lines = [line(row=2), line("3栋", "2", "0301", row=9)]
    (problem,) = check(lines)
    assert (problem.flaw, problem.row) == (Flaw.DOUBLE_DOOR, 9)
    assert problem.facts == {"door": "3栋20301", "sheet": "名册", "row": 2}


def test_a_number_is_one_persons() -> None:
    people = [Owner("张三", "Y1"), Owner("李四", "Y1"), Owner("王五"), Owner("赵六")]
    lines = [line(room=f"30{at}", row=at, owners=(owner,)) for at, owner in enumerate(people, start=2)]
    (problem,) = check(lines)
    assert problem.facts == {"number": "Y1", "first": "张三", "row": 2, "second": "李四"}


def test_a_name_at_several_doors_is_several_people_until_somebody_says_otherwise() -> None:
    lines = [line(room=f"{at}01", row=at, owners=(Owner("王秀英"),)) for at in range(1, 7)]
    (problem,) = check(lines)
    assert not problem.grave
    assert problem.facts == {
        "name": "王秀英",
        "n": 6,
        "doors": ["3号楼2单元101", "3号楼2单元201", "3号楼2单元301", "3号楼2单元401"],
    }
    assert not list(check([replace(one, owners=(Owner("王秀英", "Y1"),)) for one in lines]))


def test_a_compound_has_not_a_city_of_buildings() -> None:
    assert [problem.flaw for problem in check([line(f"{at}", room="101") for at in range(201)])] == [
        Flaw.TOO_MANY_BUILDINGS
    ]
