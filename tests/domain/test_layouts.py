"""A sentence about buildings becomes doors, or an answer that says what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.layouts import (
    MOST_DOORS,
    Door,
    Layout,
    Plan,
    Size,
    chosen,
    doors,
    floor_of,
    from_facts,
    read_door,
    read_founding,
    read_layout,
    read_renaming,
    size,
    to_facts,
)
from domain.numerals import read_numeral
from domain.outcomes import Reason, Refusal
from domain.registry import Building, Place
from domain.units import UnitKind

GARDEN = Layout(entrances=3, lowest=1, highest=6, per_floor=2, buildings=9)
BUILDINGS = [Building(number, 1, f"{number}号楼") for number in range(1, 10)]


@pytest.mark.parametrize(
    "said",
    [
        "9栋、每栋3单元、6层、每层2户",
        "九栋楼，每栋三个单元，六层，一梯两户",
        "9 栋 ，每 栋 3 单元、6 层、每层 2 户。",
        "９栋，每栋３单元，６层，每层２户",
        "一共9栋楼，都是3个单元，6层高，每层两家",
        "共9幢 每幢3个门洞 6层楼 每单元每层2户",
        "1到9号楼，每栋1-3单元，1到6层，一层2户",
    ],
)
def test_a_compound_is_read_however_it_is_said(said: str) -> None:
    assert read_founding(said) == GARDEN


@pytest.mark.parametrize(
    ("said", "layout"),
    [
        ("3号楼：2单元、5层、每层3户", Layout(2, 1, 5, 3, building="3号楼")),
        ("A座：32层，一层4户", Layout(0, 1, 32, 4, building="A座")),
        ("18层，每层10户，不分单元", Layout(0, 1, 18, 10)),
        ("每栋3单元、6层、两梯四户", Layout(3, 1, 6, 4)),
        ("3单元6层每层2户，一层是商铺", Layout(3, 2, 6, 2)),
        ("3单元6层每层2户，一层4间商铺", Layout(3, 2, 6, 2, shops=4)),
        ("3单元6层每层2户，底商3间", Layout(3, 1, 6, 2, shops=3)),
        ("3单元，2到6层，每层2户，1楼是门面", Layout(3, 2, 6, 2)),
    ],
)
def test_one_building_is_read_too(said: str, layout: Layout) -> None:
    assert read_layout(said) == layout


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("9栋、每栋3单元、6层", "layout_doors"),
        ("9栋、每栋3单元、每层2户", "layout_floors"),
        ("9栋、每栋3单元、6层、每层2户，8号楼5层", "layout_both"),
        ("1到9号楼，3号楼：6层，每层2户", "layout_both"),
        ("3栋678户", "layout_rest"),
        ("9栋、每栋3单元、6层、每层2户，电梯坏了", "layout_rest"),
        ("6到2层，每层2户", "layout_size"),
        ("6层，每层0户", "layout_size"),
        ("99栋，20单元，60层，每层50户", "layout_size"),
        ("201栋，6层，每层1户", "layout_size"),
        ("21单元，6层，每层1户", "layout_size"),
        ("61层，每层1户", "layout_size"),
        ("3单元，6层，每层2户，底商51间", "layout_size"),
    ],
)
def test_what_cannot_be_read_is_answered(said: str, what: str) -> None:
    refusal = read_layout(said)
    assert isinstance(refusal, Refusal)
    assert refusal.facts["what"] == what


def test_the_question_how_many_buildings_still_takes_a_number() -> None:
    assert read_founding("9") == read_founding("九栋楼") == 9
    assert read_founding("很多") == Refusal(Reason.INVALID, {"what": "buildings", "most": 200})
    assert read_founding("每栋3单元、6层、每层2户") == Refusal(Reason.INVALID, {"what": "layout_count"})
    assert read_founding("9栋，每层2户") == Refusal(Reason.INVALID, {"what": "layout_floors"})


def test_301_is_the_first_door_on_floor_3() -> None:
    made = doors(GARDEN)
    assert len(made) == GARDEN.homes == 36
    assert [door.name for door in made][:3] == ["1单元101", "1单元102", "1单元201"]
    assert made[4] == Door("1单元", 3, "301")
    assert made[-1] == Door("3单元", 6, "602")
    assert doors(Layout(0, 1, 12, 10))[-1] == Door("", 12, "1210")
    assert doors(Layout(1, 1, 1, 1)) == [Door("1单元", 1, "101")]


def test_shops_stand_on_the_ground_floor_and_are_no_homes() -> None:
    made = doors(Layout(2, 2, 3, 1, shops=2))
    assert [door.name for door in made] == ["商铺1", "商铺2", "1单元201", "1单元301", "2单元201", "2单元301"]
    assert [door.kind for door in made[:3]] == [UnitKind.SHOP, UnitKind.SHOP, UnitKind.RESIDENTIAL]
    assert not UnitKind.SHOP.lived_in


def test_a_preview_counts() -> None:
    assert size(GARDEN, 9) == Size(buildings=9, entrances=27, homes=324, shops=0)
    plan = Plan(Place(1), "中华园", GARDEN, tuple(BUILDINGS[:4]), alone=5)
    assert plan.size == Size(4, 12, 144, 0)


def test_a_sentence_is_about_all_buildings_or_the_one_it_names() -> None:
    assert chosen(GARDEN, BUILDINGS) == BUILDINGS
    assert chosen(Layout(1, 1, 6, 2), BUILDINGS[:2]) == BUILDINGS[:2]
    assert chosen(Layout(1, 1, 6, 2, building="三号楼"), BUILDINGS) == [BUILDINGS[2]]
    missing = Refusal(Reason.NOT_FOUND, {"what": "named", "name": "10号楼"})
    assert chosen(Layout(1, 1, 6, 2, building="10号楼"), BUILDINGS) == missing
    wrong = chosen(GARDEN, BUILDINGS[:8])
    assert wrong == Refusal(Reason.INVALID, {"what": "layout_buildings", "there": 8, "said": 9})


def test_a_draft_keeps_it() -> None:
    assert from_facts(to_facts(GARDEN)) == GARDEN


@pytest.mark.parametrize(
    ("said", "door"),
    [
        ("2单元703", Door("2单元", 7, "703")),
        (" 二单元 703 室", Door("2单元", 7, "703")),
        ("2-1203", Door("2单元", 12, "1203")),
        ("703", Door("", 7, "703")),
        ("b门12-3", Door("B单元", 0, "12-3")),
        ("商铺3", Door("", 0, "商铺3", UnitKind.SHOP)),
        ("车位B2-031", Door("", 0, "车位B2-031", UnitKind.PARKING)),
    ],
)
def test_a_door_is_read_as_people_say_it(said: str, door: Door) -> None:
    assert read_door(said) == door


@pytest.mark.parametrize("said", ["", "三楼左手", "2单元", "2单元703和704", "1" * 13])
def test_anything_else_is_no_door(said: str) -> None:
    assert read_door(said) == Refusal(Reason.INVALID, {"what": "door"})


def test_a_new_label_is_read() -> None:
    assert read_renaming("2单元301改成302") == (Door("2单元", 3, "301"), Door("", 3, "302"))
    for unclear in ("301", "301改成", "改成302", "301改成302改成303", "左边改成302"):
        assert read_renaming(unclear) == Refusal(Reason.INVALID, {"what": "renaming"})


def test_a_label_tells_its_floor() -> None:
    assert [floor_of(label) for label in ("301", "1203", "12-3", "A1", "12")] == [3, 12, 0, 0, 0]


@pytest.mark.parametrize(("words", "number"), [("12", 12), ("十二", 12), ("二十", 20), ("一百零三", 103), ("两", 2)])
def test_numerals(words: str, number: int) -> None:
    assert read_numeral(words) == number


@given(st.text(alphabet="0123456789栋单元层户每一两三十、，号楼商铺到不分", max_size=30))
def test_any_sentence_gets_an_answer_and_never_too_many_doors(said: str) -> None:
    layout = read_layout(said)
    if isinstance(layout, Layout):
        assert 0 < len(doors(layout)) * max(layout.buildings, 1) <= MOST_DOORS + 200 * layout.shops
    read_founding(said), read_door(said), read_renaming(said)
