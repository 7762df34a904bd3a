"""What a workbook would change: nothing that it does not mention, and never anything in silence."""

from dataclasses import replace
from typing import Any

import pytest

from domain.owners import KnownOwner, KnownUnit, Owner
from domain.registry import Building
from domain.registry_import import Change, ChangeKind, Difference, Register, compare, in_order
from domain.units import AreaSource, UnitKind
from domain.workbook_lines import Line
from domain.workbooks import Flaw
from tests.workbooks import home, line

THIRD = Building(1, 1, "3号楼")
KNOWN = home(
    1,
    KnownOwner(1, "张三"),
    area=8800,
    area_source=AreaSource.SURVEYED,
    inhabitants=2,
)


def register(*homes: KnownUnit) -> Register:
    return Register((THIRD,), homes)


def changes(*lines: Line, known: tuple[KnownUnit, ...] = (KNOWN,)) -> list[Change]:
    return compare(lines, register(*known))[0].changes


def problems(*lines: Line, known: tuple[KnownUnit, ...]) -> list[Flaw]:
    return [problem.flaw for problem in compare(lines, register(*known))[1]]


def test_into_an_empty_register_everything_is_new() -> None:
    lines = (line("10栋"), line("9号楼"), line("A座"), line(owners=(Owner("张三"),), area=8937))
    difference, doubts = compare(lines, Register())
    assert difference.buildings == ("3号楼", "9号楼", "10栋", "A座")
    assert [entry.changes[0].kind for entry in difference.entries] == [ChangeKind.NEW] * 4
    assert (difference.ownerless, difference.unmeasured) == (3, 3)
    assert [problem.flaw for problem in doubts] == [Flaw.NO_SOURCE]
    last = difference.entries[-1]
    assert (last.floor, last.kind, last.source, last.developer) == (3, UnitKind.RESIDENTIAL, AreaSource.CONTRACT, False)


def test_a_building_is_the_same_however_it_is_called() -> None:
    assert compare([line("三栋", "二单元", "0301")], register(KNOWN)) == (Difference(), ())


def test_what_is_left_empty_stays() -> None:
    assert changes(line()) == []


@pytest.mark.parametrize(
    ("more", "kind", "old", "new"),
    [
        ({"area": 8937}, ChangeKind.AREA, 8800, 8937),
        ({"area": 8800, "source": AreaSource.REGISTERED}, ChangeKind.SOURCE, "surveyed", "registered"),
        ({"source": AreaSource.REGISTERED}, ChangeKind.SOURCE, "surveyed", "registered"),
        ({"owners": (Owner("李四"), Owner("王五", "Y5"))}, ChangeKind.OWNERS, "张三", "李四、王五(Y5)"),
        ({"kind": UnitKind.SHOP}, ChangeKind.KIND, "residential", "shop"),
        ({"floor": 4}, ChangeKind.FLOOR, 3, 4),
        ({"inhabitants": 0}, ChangeKind.INHABITANTS, 2, 0),
    ],
)
def test_each_thing_that_changes_is_told(more: dict[str, Any], kind: ChangeKind, old: Any, new: Any) -> None:
    assert changes(line(**more)) == [Change(kind, "3号楼2单元301", old, new)]


def test_the_same_area_needs_no_source_and_another_one_does() -> None:
    assert problems(line(area=8800), known=(KNOWN,)) == []
    assert problems(line(area=8937), known=(KNOWN,)) == [Flaw.NO_SOURCE]
    difference, _ = compare([line(area=8937, source=AreaSource.REGISTERED)], register(KNOWN))
    assert difference.entries[0].source is AreaSource.REGISTERED


def test_a_home_that_is_sold_is_not_the_developers_any_more() -> None:
    unsold = home(1, developer=True)
    assert [change.kind for change in changes(line(owners=(Owner("张三"),)), known=(unsold,))] == [
        ChangeKind.DEVELOPER,
        ChangeKind.OWNERS,
    ]
    assert changes(line(), known=(unsold,)) == []
    assert compare([line()], register(unsold))[0].ownerless == 0


def test_a_home_that_is_the_developers_has_no_other_owner() -> None:
    kinds = [(change.kind, change.new) for change in changes(line(developer=True))]
    assert kinds == [(ChangeKind.DEVELOPER, True), (ChangeKind.OWNERS, "")]


def test_what_the_workbook_leaves_out_is_told_and_stays() -> None:
    others = [home(2, label="302"), home(3, building="9号楼", building_id=2), home(4, building="9号楼", label="302")]
    difference, _ = compare([line()], register(KNOWN, *others))
    assert (difference.missing, difference.absent) == (("3号楼2单元302",), ("9号楼",))
    assert difference.counts == {
        **{kind.value: 0 for kind in ChangeKind},
        "homes": 0,
        "buildings": 0,
        "missing": 1,
        "absent": 1,
        "ownerless": 0,
        "unmeasured": 0,
    }


def test_an_entrance_may_be_left_out_where_there_is_no_doubt() -> None:
    first, second = home(1), home(2, entrance="1单元", entrance_id=2, label="302")
    assert changes(line(entrance=""), line(entrance="", room="302"), known=(first, second)) == []
    twin = replace(first, unit=replace(first.unit, id=2, entrance="1单元"))
    assert problems(line(entrance=""), known=(first, twin)) == [Flaw.WHICH_ENTRANCE]
    assert problems(line(entrance="", room="999"), known=(first,)) == [Flaw.WHICH_ENTRANCE]


def test_the_one_way_in_may_have_a_number() -> None:
    only = home(1, entrance="")
    assert changes(line(entrance="1单元"), known=(only,)) == []
    assert changes(line(entrance="1单元", room="302"), known=(only,)) != []
    two = (line(entrance="1单元"), line(entrance="2单元"))
    assert len(changes(*two, known=(only,))) == 2


def test_a_new_door_may_come_to_a_building_with_one_way_in() -> None:
    difference, doubts = compare([line(entrance="", room="302")], register(home(1, entrance="")))
    assert [change.kind for change in difference.changes] == [ChangeKind.NEW]
    assert doubts == ()


def test_two_lines_that_come_to_one_door_are_too_many() -> None:
    (problem,) = compare([line(row=2), line(entrance="", row=5)], register(home(1)))[1]
    assert (problem.flaw, problem.row, problem.facts["row"]) == (Flaw.DOUBLE_DOOR, 5, 2)


def test_a_number_that_is_somebody_elses_at_another_door() -> None:
    held = (home(1, KnownOwner(1, "李四", "Y1")), home(2, KnownOwner(1, "李四", "Y1"), label="302"))
    wanted = line(owners=(Owner("黎四", "Y1"),))
    assert problems(wanted, known=held) == [Flaw.NUMBER_KNOWN]
    both = (wanted, line(room="302", owners=(Owner("黎四", "Y1"),)))
    assert problems(*both, known=held) == [], "a name that is corrected everywhere is a correction"
    new = line(room="303", owners=(Owner("黎四", "Y1"),))
    assert problems(new, known=held) == [Flaw.NUMBER_KNOWN]


def test_buildings_are_in_order() -> None:
    assert sorted(["东楼", "10号楼", "9号楼", "A座"], key=in_order) == ["9号楼", "10号楼", "A座", "东楼"]
