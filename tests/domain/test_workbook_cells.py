"""One cell read: doors, areas, names and answers, however they were typed."""

from typing import Any

import pytest

from domain.units import UnitKind
from domain.workbook_cells import (
    Parts,
    building_label,
    door_parts,
    entrance_key,
    entrance_label,
    floor_in,
    key_of,
    read_area,
    read_count,
    read_floor,
    read_meaning,
    read_names,
    read_numbers,
    room_key,
    said,
)
from domain.workbooks import Cell, CellKind, Flaw, Unreadable, letters, plain
from storage.workbooks import vocabulary

WORDS = vocabulary()


def flaw(value: Any) -> Flaw:
    assert isinstance(value, Unreadable), value
    return value.flaw


def text(written: str) -> Cell:
    return Cell(CellKind.TEXT, written)


@pytest.mark.parametrize(
    "written", ["3号楼", "3", "3栋", "三号楼", "３号楼", " 3 号 楼", "第3栋", "3#", "3#楼", "03", "3幢", "三座"]
)
def test_a_building_is_one_however_it_is_called(written: str) -> None:
    assert key_of(written) == "3"
    assert building_label(written) == "3号楼"


@pytest.mark.parametrize(("written", "key"), [("A座", "A"), ("a栋", "A"), ("东楼", "东"), ("楼", "楼"), ("甲幢", "甲")])
def test_a_building_may_have_a_name(written: str, key: str) -> None:
    assert key_of(written) == key
    assert building_label(written) == written


def test_a_label_is_of_letters_digits_and_hyphens_and_not_long() -> None:
    assert flaw(building_label("3号楼（北）")) is Flaw.ODD_LABEL
    assert flaw(building_label("很" * 17)) is Flaw.ODD_LABEL
    assert flaw(door_parts("301.5", "3号楼", "")) is Flaw.ODD_LABEL


@pytest.mark.parametrize("written", ["2单元", "2", "二单元", "2门", "２", "2号门"])
def test_an_entrance_is_one_however_it_is_called(written: str) -> None:
    assert entrance_key(written) == "2"
    assert entrance_label(written) == "2单元"


def test_a_building_may_have_but_one_way_in() -> None:
    assert (entrance_key(""), entrance_label("")) == ("", "")
    assert entrance_label("东单元") == "东单元"


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("301", Parts("301")),
        ("301室", Parts("301")),
        ("301号房", Parts("301")),
        ("３０１", Parts("301")),
        ("东户", Parts("东户")),
        ("-101", Parts("-101")),
        ("2-301", Parts("301", "2")),
        ("3-301", Parts("301", building="3")),
        ("B-12", Parts("B-12")),
        ("3-2-301", Parts("301", "2", "3")),
        ("2单元301", Parts("301", "2单元")),
        ("3号楼2单元301室", Parts("301", "2单元", "3号楼")),
        ("中华园3栋301", Parts("301", "", "3栋")),
        ("三号楼-二单元-301", Parts("301", "二单元", "三号楼")),
    ],
)
def test_a_door_may_say_more_than_its_own_number(written: str, parts: Parts) -> None:
    assert door_parts(written, "3号楼", "") == parts


def test_two_parts_are_what_the_row_leaves_open() -> None:
    assert door_parts("2-301", "", "") == Parts("301", building="2")
    assert door_parts("2-301", "3号楼", "2单元") == Parts("301", "2")
    assert door_parts("3-301", "3号楼", "2单元") == Parts("301", building="3")


@pytest.mark.parametrize("written", ["4-2-301", "3-1-301", "4号楼301", "1单元301"])
def test_a_door_must_agree_with_its_row(written: str) -> None:
    assert flaw(door_parts(written, "3号楼", "2单元")) is Flaw.DOOR_DISAGREES


def test_a_door_is_found_again_without_its_zeros() -> None:
    assert room_key("0301") == room_key("301") == "301"
    assert (room_key("a01"), room_key("000")) == ("A01", "000")


@pytest.mark.parametrize(
    ("room", "floor"), [("301", 3), ("0301", 3), ("1204", 12), ("12", 0), ("东户", 0), ("12345", 0)]
)
def test_a_doors_number_tells_its_floor(room: str, floor: int) -> None:
    assert floor_in(room) == floor


@pytest.mark.parametrize(
    ("written", "floor"),
    [
        ("", None),
        ("3", 3),
        ("3层", 3),
        ("三层", 3),
        ("第3层", 3),
        ("3楼", 3),
        ("3F", 3),
        ("-1", -1),
        ("负一层", -1),
        ("B2", -2),
        ("地下1层", -1),
    ],
)
def test_a_floor_may_be_below_ground(written: str, floor: int | None) -> None:
    assert read_floor(written) == floor


@pytest.mark.parametrize("written", ["0", "顶楼", "-", "1000", "-10", "3.5", "层"])
def test_what_is_no_floor_is_said(written: str) -> None:
    assert flaw(read_floor(written)) is Flaw.ODD_FLOOR


@pytest.mark.parametrize(
    ("written", "area"),
    [
        ("89.37", 8937),
        ("89.37㎡", 8937),
        ("89.37平方米", 8937),
        ("８９．３７", 8937),
        ("89.3 平", 8930),
        ("89", 8900),
        ("89.", 8900),
        ("89.3700", 8937),
        ("1,234.5m2", 123450),
        ("+89.37", 8937),
    ],
)
def test_an_area_is_a_whole_number_of_its_hundredth(written: str, area: int) -> None:
    assert read_area(text(written), written) == area


@pytest.mark.parametrize(("written", "area"), [("89.37", 8937), ("301", 30100), ("1e+2", 10000), ("0.07", 7)])
def test_a_number_is_taken_as_it_was_written(written: str, area: int) -> None:
    assert read_area(Cell(CellKind.NUMBER, written), written) == area


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        (text("约九十"), Flaw.AREA_WORDS),
        (text("8 9,37"), Flaw.AREA_WORDS),
        (text("89.375"), Flaw.AREA_DECIMALS),
        (Cell(CellKind.NUMBER, "0.30000000000000004"), Flaw.AREA_DECIMALS),
        (text("0"), Flaw.AREA_ZERO),
        (text("-0.00"), Flaw.AREA_ZERO),
        (text("-89.37"), Flaw.AREA_NEGATIVE),
        (text("100000.01"), Flaw.AREA_HUGE),
        (Cell(CellKind.NUMBER, "1e+22"), Flaw.AREA_HUGE),
        (Cell(CellKind.NUMBER, "inf"), Flaw.AREA_WORDS),
    ],
)
def test_an_area_that_cannot_be_is_said(cell: Cell, wrong: Flaw) -> None:
    assert flaw(read_area(cell, cell.text)) is wrong


def test_an_empty_cell_says_nothing() -> None:
    assert read_area(text(""), "") is None
    assert read_meaning("", WORDS.kinds, Flaw.UNKNOWN_KIND) is None
    assert read_count("") is None
    assert read_names("") == read_numbers("", 2) == ()


def test_words_are_looked_up() -> None:
    assert read_meaning("住 宅", WORDS.kinds, Flaw.UNKNOWN_KIND) is UnitKind.RESIDENTIAL
    assert read_meaning("未售", WORDS.answers, Flaw.UNKNOWN_ANSWER) is True
    assert flaw(read_meaning("城堡", WORDS.kinds, Flaw.UNKNOWN_KIND)) is Flaw.UNKNOWN_KIND


@pytest.mark.parametrize(("written", "count"), [("3", 3), ("3人", 3), ("０", 0), (" 12 口", 12)])
def test_how_many_live_there(written: str, count: int) -> None:
    assert read_count(written) == count


@pytest.mark.parametrize("written", ["三代", "-1", "100", "2.5"])
def test_how_many_is_a_whole_number(written: str) -> None:
    assert flaw(read_count(written)) is Flaw.ODD_COUNT


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("张三", ("张三",)),
        ("张三、李四", ("张三", "李四")),
        ("张三/李四,王五；赵六", ("张三", "李四", "王五", "赵六")),
        ("张三 李四", ("张三", "李四")),
        ("张 三", ("张三",)),
        ("张三\n李四", ("张三", "李四")),
        ("张三、张三", ("张三",)),
        ("John Smith", ("John Smith",)),
        ("某某置业有限公司", ("某某置业有限公司",)),
    ],
)
def test_a_cell_may_name_several_owners(written: str, names: tuple[str, ...]) -> None:
    assert read_names(written) == names


@pytest.mark.parametrize("written", ["12", "张三13800001234", "很" * 41, "…", "=cmd", "😀张三"])
def test_a_name_is_a_name(written: str) -> None:
    assert flaw(read_names(written)) is Flaw.ODD_NAME


def test_a_home_has_not_a_crowd_of_owners() -> None:
    assert flaw(read_names("、".join(f"张{n}" for n in range(21)))) is Flaw.TOO_MANY_OWNERS


def test_owners_numbers_go_with_them() -> None:
    assert read_numbers("Y001、Y002", 2) == ("Y001", "Y002")
    assert read_numbers("Y001、-", 2) == ("Y001", "")
    assert flaw(read_numbers("Y001", 2)) is Flaw.NUMBERS_DIFFER
    assert flaw(read_numbers("5.1e+17", 1)) is Flaw.ODD_NUMBER
    assert flaw(read_numbers("51010019900101123X", 1)) is Flaw.IDENTITY_NUMBER


def test_what_stands_in_a_cell() -> None:
    assert said(None, WORDS) == said(text("—"), WORDS) == said(text(" 暂无 "), WORDS) == ""
    assert said(text(" 张三 "), WORDS) == "张三"
    assert flaw(said(Cell(CellKind.ERROR, ""), WORDS)) is Flaw.ERROR_CELL
    assert said(Cell(CellKind.DATE, "2026-03-02"), WORDS) == Unreadable(Flaw.DATE_CELL, {"text": "2026-03-02"})
    assert flaw(said(text("很" * 201), WORDS)) is Flaw.TOO_LONG
    assert flaw(said(text("张\u202e三"), WORDS)) is Flaw.ODD_SIGNS
    assert said(text("张三\n李四"), WORDS) == "张三\n李四"


def test_words_are_compared_without_what_stands_beside_them() -> None:
    assert plain(" ＊Area（㎡，必填）：") == "area"
    assert plain("房号[必填]") == plain("【填】房号") == "房号"
    assert WORDS.heading("建筑面积㎡") == "建筑面积"


def test_columns_have_letters() -> None:
    assert [letters(column) for column in (1, 26, 27, 60, 703)] == ["A", "Z", "AA", "BH", "AAA"]
