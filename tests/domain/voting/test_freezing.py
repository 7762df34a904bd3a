"""A frozen roll, entry by entry: which slot, who votes, and where it came from."""

from __future__ import annotations

from domain.voting.freezing import RollEntry, counted_kinds, freeze, freeze_households, freeze_members
from domain.voting.rolls import Head
from tests.domain.voting.test_votes import unit


def test_a_home_stands_in_its_slot_with_its_door_and_nobody_s_name() -> None:
    first, second = freeze_households([unit(102, 2).unit, unit(101, 1).unit], lambda key: key).entries
    assert (first.slot, first.units, first.origin) == (1, (101,), {"owners": [], "units": [{"name": "3号楼1单元101"}]})
    assert (second.slot, second.owners, second.person) == (2, (), None)


def test_a_member_stands_by_person_and_whoever_has_no_phone_by_name() -> None:
    known, unreached = freeze_members([70_001], lambda key: key, ["郑大爷"]).entries
    assert (known.slot, known.person, known.head.key) == (1, 70_001, "70001")
    assert known.origin == {"owners": [], "units": []}
    assert (unreached.slot, unreached.person, unreached.head.key) == (2, None, "name:郑大爷")
    assert unreached.origin == {"owners": ["郑大爷"], "units": []}


def test_a_name_is_a_name_in_any_script() -> None:
    (anna,) = freeze_members([], lambda key: key, ["Anna"]).entries
    assert (anna.person, anna.origin) == (None, {"owners": ["Anna"], "units": []})


def test_who_owns_several_is_named_as_on_the_first_of_them() -> None:
    (entry,) = freeze([unit(101, 2, 1), unit(102, 1, 2)], counted_kinds(parking=False), lambda key: key).entries
    assert entry.origin["owners"] == ["业主2", "业主1"]


def test_the_hash_covers_slot_owners_homes_area_and_office() -> None:
    head = Head("1", 9000, ("101",), ("1",))
    entry = RollEntry(3, head, (1,), (101,), {}, person=None)
    assert entry.listed == [3, [1], [101], 9000]
    assert RollEntry(3, head, (), (), {}, person=7).listed == [3, [], [], 9000, 7]


def test_what_the_developer_has_not_sold_names_nobody() -> None:
    (entry,) = freeze([unit(104, 5, developer=True)], counted_kinds(parking=False), lambda key: key).entries
    assert entry.origin["owners"] == [] and entry.units == (104,)


def test_a_name_in_latin_letters_is_a_name_too() -> None:
    (entry,) = freeze_members([], lambda key: key, ["Amy"]).entries
    assert (entry.person, entry.origin["owners"]) == (None, ["Amy"])
