"""Headings: one or two rows, somewhere in the first ten, in whatever words."""

from dataclasses import replace

import pytest

from domain.units import AreaSource
from domain.workbook_headings import Headings, find_headings
from domain.workbooks import Cell, CellKind, Column, Flaw, Merged, Sheet
from rendering.registry_workbook import COLUMNS
from rendering.texts import SPOKEN, texts
from storage.workbooks import vocabulary
from tests.workbooks import sheet

WORDS = vocabulary()


def across(text: str) -> Cell:
    """What a cell to the left reaches over with."""
    return Cell(CellKind.TEXT, text, merged=Merged.ACROSS)


def below(text: str) -> Cell:
    return Cell(CellKind.TEXT, text, merged=Merged.BELOW)


def found(page: Sheet) -> Headings:
    headings = find_headings(page, WORDS)
    assert headings is not None
    return headings


def test_one_row_of_headings_in_whatever_order() -> None:
    headings = found(sheet(["业主", "门牌号", "幢", "建筑面积（㎡）", "*门"], ["王", 301, 3, 89, 2]))
    assert headings.last == 1
    assert headings.columns == {
        Column.OWNERS: 1,
        Column.ROOM: 2,
        Column.BUILDING: 3,
        Column.AREA: 4,
        Column.ENTRANCE: 5,
    }
    assert (headings.problems, headings.implied) == ((), None)


@pytest.mark.parametrize("above", range(9))
def test_headings_may_stand_anywhere_in_the_first_ten_rows(above: int) -> None:
    titles = [["中华园业主名册", *[across("中华园业主名册")] * 2], ["制表：赵主任", "", "2026年"], *[[]] * 7]
    assert found(sheet(*titles[:above], ["楼号", "房号", "面积"], ["3", "301", "89"])).last == above + 1
    assert find_headings(sheet(*[[]] * 10, ["楼号", "房号", "面积"]), WORDS) is None


def test_two_rows_where_the_upper_one_spans() -> None:
    headings = found(
        sheet(
            ["房屋", *[across("房屋")] * 3, "业主", across("业主"), "常住人数"],
            ["楼栋", "单元", "房号", "面积", "姓名", "编号", below("常住人数")],
            ["3", "2", "301", "89", "王", "Y1", "3"],
        )
    )
    assert headings.last == 2
    assert set(headings.columns) == {
        Column.BUILDING,
        Column.ENTRANCE,
        Column.ROOM,
        Column.AREA,
        Column.OWNERS,
        Column.NUMBERS,
        Column.INHABITANTS,
    }
    assert headings.titles[6] == "业主/编号"


def test_a_name_under_another_heading_is_somebody_else() -> None:
    page = sheet(
        ["房屋", across("房屋"), "业主", "紧急联系人", across("紧急联系人")],
        ["楼栋", "房号", "姓名", "姓名", "电话"],
        ["3", "301", "王", "李", "138"],
    )
    headings = found(page)
    assert headings.columns[Column.OWNERS] == 3
    assert [(problem.flaw, problem.column) for problem in headings.problems] == [
        (Flaw.UNUSED_COLUMN, 4),
        (Flaw.SENSITIVE_COLUMN, 5),
    ]


def test_of_several_columns_the_better_word_is_taken() -> None:
    headings = found(sheet(["楼栋", "房号", "建筑面积", "产权面积"], ["3", "301", "99", "89"]))
    assert headings.columns[Column.AREA] == 4
    assert headings.implied is AreaSource.REGISTERED
    assert [problem.heading for problem in headings.problems] == ["建筑面积"]


def test_the_same_word_twice_is_a_question_nobody_can_answer() -> None:
    (problem,) = found(sheet(["楼栋", "房号", "面积", "面积"])).problems
    assert (problem.flaw, problem.column, problem.facts) == (Flaw.DOUBLE_COLUMN, 4, {"first": 3})


def test_one_heading_over_two_columns_is_that_of_the_first() -> None:
    assert found(sheet(["楼栋", "房号", "业主", across("业主")], ["3", "301", "王", ""])).columns[Column.OWNERS] == 3


def test_remarks_are_left_aside_and_numbering_without_a_word() -> None:
    headings = found(sheet(["序号", "楼栋/楼号", "房号", "备注", "套内面积", ""], ["1", "3", "301", "", "", ""]))
    assert [problem.heading for problem in headings.problems] == ["备注", "套内面积"]
    assert Column.AREA not in headings.columns


def test_without_doors_it_is_no_register() -> None:
    (problem,) = found(sheet(["楼栋", "业主"], ["3", "王"])).problems
    assert (problem.flaw, problem.facts) == (Flaw.MISSING_COLUMN, {"column": "room"})
    assert find_headings(sheet(["填写说明"], ["请照样填"]), WORDS) is None
    assert find_headings(sheet(["姓名", "爱好"], ["王", "太极"]), WORDS) is None
    assert find_headings(replace(sheet(), rows={}), WORDS) is None


@pytest.mark.parametrize("locale", SPOKEN)
def test_our_own_headings_are_understood_in_both_languages(locale: str) -> None:
    titles = [texts(locale).plain(f"workbook.column.{column.value}") for column in Column]
    assert list(found(sheet(titles)).columns.items()) == [(column, at) for at, column in enumerate(Column, start=1)]
    assert set(COLUMNS) == set(Column) - {Column.COMPOUND}


def test_a_word_stands_for_one_column_only() -> None:
    every = [word for names in WORDS.columns.values() for word in names]
    aside = WORDS.silent | WORDS.sensitive
    assert sorted(every) == sorted(set(every)) and not aside & set(every)
