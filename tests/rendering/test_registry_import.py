"""Importing in words: eight lines at most, both languages, every flaw; the whole list as a file."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from python_calamine import load_workbook

from domain.owners import Owner
from domain.registry import ANYWHERE, Actor, Compound, Place, Role, RoleKind
from domain.registry_import import Change, ChangeKind, Difference, Register, compare
from domain.units import AreaSource, UnitKind
from domain.workbooks import CONFIRMABLE, Flaw, Problem
from rendering import registry_import as drawn
from rendering.registry_import import ConfirmImport, DropImport, ExportRegistry, HowToImport, ImportInto
from rendering.registry_workbook import exported, lines_of, registry_workbook
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts
from rendering.workbook_words import area_words, change_words, problem_words
from tests.house.plan import HAN
from tests.workbooks import home, line

ZH = texts("zh_Hans")
AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
FACTS: dict[str, Any] = {
    "most": 9,
    "text": "<b>字</b>",
    "column": "room",
    "first": 3,
    "second": "李四",
    "owners": 2,
    "numbers": 1,
    "door": "3号楼301",
    "sheet": "名册",
    "row": 4,
    "number": "Y1",
    "n": 3,
    "name": "王秀英",
    "doors": ["3号楼301", "9号楼101"],
    "compound": "府河苑",
}
"""Whatever a flaw may want to say."""

EVERYTHING = Difference(
    buildings=("10号楼",),
    entries=compare(
        [line(area=8937, owners=(Owner("李四"),), inhabitants=3), line(room="302")], Register((), (home(),))
    )[0].entries,
    missing=("3号楼2单元303",),
    absent=("9号楼",),
    ownerless=1,
    unmeasured=1,
)


def problem(flaw: Flaw, **more: Any) -> Problem:
    return Problem(flaw, "名册", 12, 5, "面积", FACTS | more)


def rows_of(screen: Screen) -> list[list[Any]]:
    assert screen.document is not None
    return load_workbook(io.BytesIO(screen.document)).get_sheet_by_index(0).to_python()


def count(screen: Screen) -> int:
    return str(screen.text).count("\n") + 1


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("flaw", Flaw)
def test_every_flaw_has_its_words_and_its_place(locale: str, flaw: Flaw) -> None:
    words = problem_words(texts(locale), problem(flaw), sheets=True)
    assert words.startswith("名册 ") and "12" in words and "E" in words and "{" not in words


def test_a_place_is_as_exact_as_it_can_be() -> None:
    assert problem_words(ZH, Problem(Flaw.AREA_ZERO, "名册", 12, 5, "面积"), sheets=False) == (
        "第12行「面积」（E列）：面积为0不能作为计票专有部分。还不知道就空着。"
    )
    assert problem_words(ZH, Problem(Flaw.UNUSED_COLUMN, "名册", 0, 27, "备注"), sheets=False) == (
        "「备注」（AA列）：这一列没有用到。"
    )
    twice = Problem(Flaw.DOUBLE_DOOR, "名册", 9, facts={"door": "3号楼301", "row": 2, "sheet": "名册"})
    assert problem_words(ZH, twice, sheets=False).startswith("第9行：3号楼301 在第2行已经有了")
    assert problem_words(ZH, Problem(Flaw.EMPTY_FILE), sheets=True).startswith("这个文件是空的")
    assert problem_words(ZH, Problem(Flaw.UNUSED_SHEET, "说明"), sheets=False) == "说明：这张表没有用到。"
    double = Problem(Flaw.DOUBLE_COLUMN, "名册", 0, 4, "面积", {"first": 3})
    assert problem_words(ZH, double, sheets=False) == "「面积」（D列）：和 C 列的意思一样。请只留一列。"


def test_what_may_be_confirmed_is_what_stands_last() -> None:
    assert Flaw.FORMULA in CONFIRMABLE and Flaw.SENSITIVE_COLUMN in CONFIRMABLE
    assert Flaw.NUMBER_KNOWN not in CONFIRMABLE and Flaw.DOUBLE_DOOR not in CONFIRMABLE


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(ChangeKind.AREA, "301", None, 8937), "301：面积 没写 → 89.37㎡"),
        (Change(ChangeKind.SOURCE, "301", AreaSource.CONTRACT, AreaSource.REGISTERED), "301：面积来源 合同 → 登记"),
        (Change(ChangeKind.KIND, "301", UnitKind.RESIDENTIAL, UnitKind.SHOP), "301：用途 住宅 → 商铺"),
        (Change(ChangeKind.OWNERS, "301", "张三", ""), "301：业主 张三 → 没写"),
        (Change(ChangeKind.DEVELOPER, "301", True, False), "301：开发商未售 是 → 否"),
        (Change(ChangeKind.INHABITANTS, "301", 0, 3), "301：常住人数 0 → 3"),
        (Change(ChangeKind.NEW, "301"), "301：新的门牌"),
    ],
)
def test_a_change_says_what_was_and_what_will_be(change: Change, words: str) -> None:
    assert change_words(ZH, change) == words


def test_an_area_has_two_decimals() -> None:
    assert [area_words(area) for area in (5, 8907, 123450)] == ["0.05㎡", "89.07㎡", "1234.50㎡"]


@pytest.mark.parametrize("locale", SPOKEN)
def test_whatever_there_is_to_say_fits_on_a_small_phone(locale: str) -> None:
    doubts = [problem(flaw) for flaw in CONFIRMABLE]
    screen = drawn.comparison(texts(locale), 7, name="中华园", difference=EVERYTHING, problems=doubts)
    assert count(screen) == 8
    assert [key.press for key in screen.keys[0]] == [ConfirmImport(7), DropImport(7)]
    same = drawn.unchanged(texts(locale), name="中华园", difference=Difference(), problems=[])
    assert count(same) == 1 and not same.keys
    faults = [problem(Flaw.AREA_ZERO, text="<script>") for _ in range(40)]
    screen = drawn.faulty(texts(locale), faults)
    assert count(screen) == 8 and not screen.keys and "35" in screen.text
    assert drawn.needs_list(faults, Difference())
    assert not drawn.needs_list(faults[:5], Difference())


def test_the_comparison_counts_by_kind() -> None:
    screen = drawn.comparison(ZH, 7, name="中华园", difference=EVERYTHING, problems=[problem(Flaw.SAME_NAME)])
    assert str(screen.text).splitlines() == [
        "中华园的名册对比好了，还没有改动：",
        "  新的门牌 1 户，新的楼 1 栋",
        "  改动：面积 1 户，业主 1 户，其他 1 处",
        "  同名的业主 1 组，先按不同的人算",
        "  表里没写的 1 户、1 栋楼：留着不动",
        "  还不知道业主 1 户、面积 1 户，以后可以补",
        "姓名加密保存，邻居和群里看不到。",
    ]
    again = drawn.comparison(ZH, 7, name="中华园", difference=EVERYTHING, problems=[], changed=True)
    assert str(again.text).startswith("中华园的名册刚才有人改过")


def test_a_column_that_should_not_have_been_sent_comes_first() -> None:
    doubts = [
        Problem(Flaw.SENSITIVE_COLUMN, "名册", 0, 9, "身份证号"),
        Problem(Flaw.UNUSED_COLUMN, "名册", 0, 10, "备注"),
    ]
    screen = drawn.comparison(ZH, 7, name="中华园", difference=EVERYTHING, problems=doubts)
    assert str(screen.text).splitlines()[1] == "  「身份证号」没有读也没有存，请从您的表里删掉"
    assert "另有 1 处请您看看" in screen.text


def test_what_people_wrote_cannot_draw() -> None:
    screen = drawn.faulty(ZH, [problem(Flaw.AREA_WORDS)])
    assert "&lt;b&gt;" in screen.text and "<b>" not in screen.text


def test_the_whole_list_is_a_file_with_nothing_left_out() -> None:
    doubts = [problem(Flaw.AREA_ZERO), problem(Flaw.SAME_NAME)]
    screen = drawn.whole_list(ZH, name="中华园", problems=doubts, difference=EVERYTHING)
    assert screen.filename == "中华园名册对比.xlsx"
    heading, *found = rows_of(screen)
    assert heading == ["轻重", "工作表", "位置", "说明"]
    assert found[0] == ["要先改", "名册", "第12行「面积」（E列）", "面积为0不能作为计票专有部分。还不知道就空着。"]
    assert found[1][0] == "请看看"
    assert [what for _, _, _, what in found[2:]] == [
        "10号楼：新的楼",
        "3号楼2单元301：面积 没写 → 89.37㎡",
        "3号楼2单元301：常住人数 没写 → 3",
        "3号楼2单元301：业主 没写 → 李四",
        "3号楼2单元302：新的门牌",
        "3号楼2单元303：名册里有，表里没写，留着不动",
        "9号楼：整栋没写，留着不动",
    ]
    assert len(drawn.told(ZH, doubts, EVERYTHING)) == len(found)
    assert drawn.needs_list([], EVERYTHING)


@pytest.mark.parametrize("locale", SPOKEN)
def test_the_short_screens(locale: str) -> None:
    words, many = texts(locale), [Compound(1, "中华园"), Compound(2, "府河苑")]
    which = drawn.which_compound(words, 7, many)
    assert [key.press for row in which.keys for key in row] == [ImportInto(7, 1), ImportInto(7, 2)]
    how = drawn.how_to(words, 1)
    assert how.keys[0][0].press == ExportRegistry(1)
    assert [key.press for row in drawn.offer_export(words, many).keys for key in row] == [
        ExportRegistry(1),
        ExportRegistry(2),
    ]
    one = drawn.offer_export(words, many[:1])
    assert "中华园" in one.text and one.keys[0][0].press == ExportRegistry(1)
    for screen in (drawn.reading(words), drawn.dropped(words), drawn.gone(words), how):
        assert count(screen) <= 8
    assert "12" in drawn.imported(words, name="中华园", counts={"homes": 12, "new": 12}).text


@pytest.mark.parametrize(
    ("kind", "place", "buttons"),
    [
        (RoleKind.OPERATOR, ANYWHERE, [HowToImport(1)]),
        (RoleKind.COMMITTEE, Place(1), [HowToImport(1)]),
        (RoleKind.COMMITTEE, Place(2), []),
        (RoleKind.BUILDING_LEADER, Place(1, 3), [ExportRegistry(1)]),
        (RoleKind.GRID_WORKER, Place(1), [ExportRegistry(1)]),
        (RoleKind.OWNER, Place(1, 3), []),
    ],
)
def test_the_roster_offers_what_one_may(kind: RoleKind, place: Place, buttons: list[object]) -> None:
    """Whoever imports finds the export on the screen of importing."""
    actor = Actor(1, (Role(kind, place, AT),))
    assert [key.press for key in drawn.roster_keys(ZH, actor, 1)] == buttons


def test_an_export_is_a_workbook_to_fill_in() -> None:
    homes = [home(area=8937, area_source=AreaSource.REGISTERED, developer=True), home(2, label="302", floor=0)]
    screen = exported(ZH, name="中华园", homes=homes, named=0, at=AT)
    assert (screen.filename, "不带姓名" in screen.text) == ("中华园名册.xlsx", True)
    heading, first, second = rows_of(screen)
    assert heading[:4] == ["楼栋", "单元", "楼层", "房号"]
    assert first == ["3号楼", "2单元", 3.0, "301", "住宅", 89.37, "登记", "", "", "是", ""]
    assert second == ["3号楼", "2单元", "", "302", "住宅", "", "", "", "", "否", ""]
    assert "请不要转到群里" in exported(ZH, name="中华园", homes=homes, named=1, at=AT).text


def test_owners_and_numbers_keep_their_places() -> None:
    lines = [line(owners=(Owner("张三", "Y1"), Owner("李四"))), line(room="302", owners=(Owner("王五"),))]
    book = load_workbook(io.BytesIO(registry_workbook(ZH, {"中华园": lines}, at=AT)))
    _, first, second = book.get_sheet_by_name("中华园").to_python()
    assert (first[7:9], second[7:9]) == (["张三、李四", "Y1、-"], ["王五", ""])


@pytest.mark.parametrize(("name", "sheet"), [("a/b[c]:*?'", "abc"), ("很" * 40, "很" * 31), ("//", "名册")])
def test_a_sheet_has_a_name_that_excel_takes(name: str, sheet: str) -> None:
    book = load_workbook(io.BytesIO(registry_workbook(ZH, {name: lines_of([home()])}, at=AT)))
    assert book.sheet_names == [sheet]


def test_grids_are_shown_where_they_are_known() -> None:
    grids = {("中华园", "3号楼"): "2", ("别处", "3号楼"): "9"}
    content = registry_workbook(ZH, {"中华园": [line(), line("9号楼")]}, at=AT, grids=grids)
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[-1] for row in rows] == ["网格", "2", ""]
    assert not HAN.search(str(rows[1][-1]))
