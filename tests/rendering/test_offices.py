"""Every screen about offices, posts and grids can be drawn, in both languages, and is short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.grids import Grid, GridMap
from domain.moments import write_moment
from domain.office_wizard import TERMS, Step, kinds
from domain.offices import LEVELS, Held, Level, Offer, Office, Scope, ScopeName
from domain.registry import Compound, Organ, Place, RoleKind
from domain.seats import BuildingOffices, EntranceOffices, Situation
from domain.seats import seats as posts
from rendering import grids, offices, seats
from rendering.dispatch import Drawing
from rendering.homes import ShowMine
from rendering.screens import Screen
from rendering.texts import SPOKEN, Texts, texts
from tests.rendering.test_registry import AT, BUILDINGS, GARDEN, UNTIL, ZONE, fit

TOKEN = "r" * 22
THIRD = Scope(Place(1, 3))


def held(number: int, office: Office, name: str = "<李楼长>", place: str = "中华园3号楼", **more: Any) -> Held:
    return Held(
        number, number, name, office, ScopeName(office.scope.level, place, office.scope.place.floor or 0), AT, **more
    )


LEADER = held(1, Office(RoleKind.BUILDING_LEADER, THIRD, until=UNTIL))
DEPUTY = held(2, Office(RoleKind.BUILDING_LEADER, THIRD, deputy_of=1), "张三", stands_for="<李楼长>")
WAY = Place(1, 3, 32)
ENTRANCE = held(3, Office(RoleKind.ENTRANCE_LEADER, Scope(WAY)), "王五", "中华园3号楼2单元")
FLOOR = held(4, Office(RoleKind.FLOOR_LEADER, Scope(Place(1, 3, 32, 6))), "赵六", "中华园3号楼2单元")
CHAIR = held(5, Office(RoleKind.COMMITTEE, Scope(Place(1)), Organ.SELF_MANAGEMENT), "赵主任", "中华园")
ABOVE = held(6, Office(RoleKind.COMMITTEE, Scope(community_id=5), Organ.RESIDENTS), "钱书记", "府河社区")
NAMELESS = replace(ABOVE, where=ScopeName(Level.COMMUNITY, ""))
HOME = held(7, Office(RoleKind.OWNER, THIRD), "王阿姨")
OPERATOR = held(8, Office(RoleKind.OPERATOR, Scope()), "周工", "")
DELEGATE = held(9, Office(RoleKind.REPRESENTATIVE, THIRD), "赵姐")
PARTY = held(10, Office(RoleKind.COMMITTEE, THIRD, Organ.PARTY), "钱书记")
EVERYBODY = [LEADER, DEPUTY, ENTRANCE, FLOOR, CHAIR, ABOVE, OPERATOR]

GRID = Grid(6, 5, "第1网格", tuple(BUILDINGS[:5]), 412)
MAP = GridMap(5, "府河社区", (GRID, Grid(7, 5, "第2网格"), *(Grid(n, 5, f"第{n}网格") for n in range(8, 16))),
              tuple(BUILDINGS[5:9]), ((6, "孙网格"),))  # fmt: skip
STANDS = Situation(GARDEN, posts(GARDEN, BUILDINGS[:20], MAP.grids[:2], EVERYBODY), 20, 0, 1)
FULL = Situation(Compound(2, "府河苑"), (), 0, 0, 0)
WAYS = tuple(EntranceOffices(n, f"{n}单元", (ENTRANCE,), (FLOOR, FLOOR)) for n in range(1, 8))
TOWER = BuildingOffices(BUILDINGS[2], "中华园3号楼", (), (EntranceOffices(1, "", (), (FLOOR,)),))
BUILDING = BuildingOffices(BUILDINGS[2], "中华园3号楼", (LEADER, DEPUTY), WAYS, (DELEGATE, PARTY))
BODY = {"compound": 1, "community": 5, "kind": "building_leader", "level": "building", "building": 3, "years": 3}
FLOORS = [(str(n), "") for n in range(1, 61)]


def checked(t: Texts, **more: Any) -> Screen:
    return offices.check(t, 5, {**BODY, **more}, place="中华园3号楼", holders=[LEADER], at=AT, zone=ZONE)


SCREENS: dict[str, Callable[[Texts], Screen]] = {
    "as what": lambda t: offices.ask(t, 5, Step.KIND, [(kind.value, "") for kind in kinds()]),
    "organ": lambda t: offices.ask(t, 5, Step.ORGAN, [(organ.value, "") for organ in Organ]),
    "level": lambda t: offices.ask(t, 5, Step.LEVEL, [(one.value, "") for one in LEVELS[RoleKind.GRID_WORKER]]),
    "grid": lambda t: offices.ask(t, 5, Step.GRID, [("6", "第1网格")]),
    "building": lambda t: offices.ask(t, 5, Step.BUILDING, [(str(one.id), one.label) for one in BUILDINGS], 1),
    "entrance": lambda t: offices.ask(t, 5, Step.ENTRANCE, [("32", "2单元"), ("33", "")]),
    "floor": lambda t: offices.ask(t, 5, Step.FLOOR, FLOORS, 2),
    "nothing there": lambda t: offices.ask(t, 5, Step.ENTRANCE, []),
    "check": checked,
    "check, open-ended": lambda t: checked(t, years=0),
    "check, deputy": lambda t: checked(t, deputy_of=1),
    "dropped": offices.dropped,
    "made": lambda t: offices.invitation_made(t, 1),
    "made, handover": lambda t: offices.invitation_made(t, None),
    "declined": offices.declined,
    "accepted": lambda t: offices.accepted(t, LEADER.facts, ()),
    "posts": lambda t: seats.seats(t, STANDS, 0, fills=True),
    "posts, middle": lambda t: seats.seats(t, STANDS, 1, fills=True),
    "posts, last": lambda t: seats.seats(t, STANDS, 2, fills=False),
    "posts, full": lambda t: seats.seats(t, FULL, 0, fills=True),
    "which building": lambda t: seats.choose_building(t, GARDEN, BUILDINGS, 0),
    "who serves a building": lambda t: seats.building(t, BUILDING, 0, wanted=None),
    "who serves a building, more": lambda t: seats.building(t, BUILDING, 1, wanted=None),
    "who serves a building, vacant": lambda t: seats.building(
        t, TOWER, 0, wanted=offices.FillSeat(1, "building_leader", "", "building", 3)
    ),
    "members": lambda t: seats.members(t, 1, EVERYBODY * 3, 1),
    "members, none": lambda t: seats.members(t, 1, [], 0),
    "mine": lambda t: seats.held(t, LEADER, ZONE, own=True, ends=False),
    "mine, home": lambda t: seats.held(t, HOME, ZONE, own=True, ends=False),
    "somebody's": lambda t: seats.held(t, DEPUTY, ZONE, own=False, ends=True),
    "somebody's, only seen": lambda t: seats.held(t, ABOVE, ZONE, own=False, ends=False),
    "end mine": lambda t: seats.ask_end(t, LEADER, ShowMine(), own=True),
    "end my home": lambda t: seats.ask_end(t, HOME, ShowMine(), own=True),
    "end somebody's": lambda t: seats.ask_end(t, FLOOR, seats.ShowHeld(4), own=False),
    "ended mine": lambda t: seats.ended(t, LEADER.facts, own=True),
    "ended somebody's": lambda t: seats.ended(t, NAMELESS.facts, own=False),
    "grids": lambda t: grids.grid_list(t, MAP, 1, 0),
    "grids, more": lambda t: grids.grid_list(t, MAP, 1, 1),
    "grids, none": lambda t: grids.grid_list(t, GridMap(5, "", (), ()), 1, 0),
    "a grid": lambda t: grids.grid_page(t, MAP, GRID, 1, {1: "中华园"}, removable=False),
    "a grid, empty": lambda t: grids.grid_page(t, MAP, MAP.grids[1], 1, {1: "中华园"}, removable=True),
    "into a grid": lambda t: grids.choose_building(t, GRID, 1, BUILDINGS, 0, loose=4),
    "into a grid, none": lambda t: grids.choose_building(t, GRID, 1, [], 0, loose=0),
    "out of a grid": lambda t: grids.choose_out(t, GRID, 1, 0),
    "removed": lambda t: grids.removed(t, "第2网格", 1),
}
for kind in (*LEVELS, RoleKind.OPERATOR):
    SCREENS[f"offer {kind}"] = lambda t, kind=kind: offices.offered(  # type: ignore[misc]
        t, Offer(Office(kind, THIRD, until=UNTIL), ScopeName(Level.BUILDING, "中华园3号楼"), "赵主任", AT), TOKEN, ZONE
    )
for one in EVERYBODY:
    SCREENS[f"offer as {one.name}"] = lambda t, one=one: offices.offered(  # type: ignore[misc]
        t, Offer(one.office, one.where, "赵主任", AT, one.stands_for, handover=True), TOKEN, ZONE
    )


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_drawn(name: str, locale: str) -> None:
    fit(SCREENS[name](texts(locale)))


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("handover", [True, False])
def test_a_letter_can_be_forwarded(locale: str, handover: bool) -> None:
    facts = {**FLOOR.facts, "until": write_moment(AT), "term": None, "handover": handover}
    letter = offices.letter(texts(locale), facts, link="https://t.me/b?start=r_x", zone=ZONE)
    fit(letter)
    assert "中华园3号楼2单元" in letter.text


def test_an_office_is_called_as_people_call_it() -> None:
    zh = texts("zh_Hans")
    assert [(offices.where(zh, one.facts), offices.title(zh, one.facts)) for one in (LEADER, DEPUTY, FLOOR, CHAIR)] == [
        ("中华园3号楼", "楼长"),
        ("中华园3号楼", "楼长（副职）"),
        ("中华园3号楼2单元6层", "楼层长"),
        ("中华园", "自管会成员"),
    ]
    assert offices.where(zh, ABOVE.facts) == "府河社区（整个社区）"
    assert offices.where(zh, NAMELESS.facts) == "整个社区"
    assert offices.where(zh, OPERATOR.facts) == "议事亭"


def test_an_offer_says_where_until_when_and_for_whom() -> None:
    offer = Offer(DEPUTY.office, DEPUTY.where, "赵主任", AT, "李楼长")
    text = offices.offered(
        texts("zh_Hans"), replace(offer, office=replace(DEPUTY.office, until=UNTIL)), TOKEN, ZONE
    ).text
    assert text.splitlines()[0] == "赵主任请您当中华园3号楼的楼长（副职）。"
    assert "您是副职：李楼长不在时由您代办。" in text
    assert "任期：到 2029年11月24日（周六）" in text


def test_the_list_of_posts_shows_who_leads_and_what_is_vacant() -> None:
    screen = seats.seats(texts("zh_Hans"), STANDS, 0, fills=True)
    assert screen.text.splitlines()[:5] == [
        "中华园：空缺 22 处",
        "自管会 1 人；居委会 1 人；党支部 空缺",
        "楼长 1/20 栋；网格员 0/2 个网格",
        "  1号楼 空缺；2号楼 空缺",
        "  3号楼 &lt;李楼长&gt;；4号楼 空缺",
    ]
    labels = [key.label for row in screen.keys for key in row]
    assert labels[:4] == ["党支部", "第1网格网格员", "第2网格网格员", "1号楼楼长"]
    assert screen.text.endswith("空缺的，点下面请人担任。")
    seen = seats.seats(texts("zh_Hans"), STANDS, 0, fills=False)
    assert "1号楼楼长" not in [key.label for row in seen.keys for key in row]
    alone = posts(GARDEN, BUILDINGS[2:3], [], [DEPUTY])
    text = seats.seats(texts("zh_Hans"), Situation(GARDEN, alone, 1, 0, 1), 0, fills=False).text
    assert "3号楼 空缺，副职 张三" in text


def test_a_building_is_shown_in_four_levels() -> None:
    text = seats.building(texts("zh_Hans"), replace(BUILDING, entrances=WAYS[1:2]), 0, wanted=None).text
    assert text.splitlines() == [
        "中华园3号楼",
        "楼长：&lt;李楼长&gt;、张三（副职）",
        "  2单元：单元长 王五；6层 赵六；6层 赵六",
        "居民代表：赵姐；党支部成员：钱书记",
    ]


def test_grids_sum_up_and_vacant_ones_say_so() -> None:
    lines = grids.grid_list(texts("zh_Hans"), MAP, 1, 0).text.splitlines()
    assert lines[:3] == [
        "府河社区：10 个网格，412 户",
        "  第1网格 孙网格：5 栋，412 户",
        "  第2网格 空缺：0 栋，0 户",
    ]
    assert lines[-1] == "没划进网格的：4 栋"
    several = replace(GRID, buildings=(BUILDINGS[0], replace(BUILDINGS[1], compound_id=2)))
    page = grids.grid_page(texts("zh_Hans"), MAP, several, 1, {1: "中华园", 2: "府河苑"}, removable=False)
    assert "楼栋：中华园1号楼、府河苑2号楼" in page.text


def test_a_vacancy_is_filled_from_the_word_about_it() -> None:
    drawing = Drawing(texts("zh_Hans"), ZONE, AT, AT)
    facts = {**LEADER.facts, "fill": [1, "building_leader", "", "building", 3]}
    dispatch = offices.NOTICES["offices.laid_down"](drawing, facts)
    assert dispatch.screen is not None
    assert dispatch.screen.keys[0][0].press == offices.FillSeat(1, "building_leader", "", "building", 3)
    quiet = offices.NOTICES["offices.laid_down"](drawing, {**LEADER.facts, "fill": None})
    assert quiet.screen is not None
    assert quiet.screen.keys == ()


def test_every_term_can_be_chosen_but_the_one_that_is() -> None:
    labels = [key.label for row in checked(texts("zh_Hans")).keys for key in row]
    assert labels == ["就这样请", "不定期", "任期1年", "任期5年", "请来当<李楼长>的副职", "算了"]
    assert TERMS == (0, 1, 3, 5)


@pytest.mark.parametrize("locale", SPOKEN)
def test_what_somebody_may_be_asked_to_be_stands_on_six_keys_and_all_of_it_is_reached(locale: str) -> None:
    options, found, page = [(kind.value, "") for kind in kinds()], list[str](), 0
    for _ in range(3):
        screen = offices.ask(texts(locale), 5, Step.KIND, options, page)
        pressed = [key.press for row in screen.keys for key in row]
        assert len(pressed) <= 6 and offices.DropInvite(5) in pressed
        found += [press.value for press in pressed if isinstance(press, offices.Choose)]
        (onward,) = [press for press in pressed if isinstance(press, offices.MoreChoices)]
        if (page := onward.page) == 0:
            break
    assert sorted(found) == sorted(kind.value for kind in kinds())
    assert found[:2] == ["committee", "building_leader"], "the most wanted first"
    few = offices.ask(texts(locale), 5, Step.KIND, options[:5])
    assert len([key for row in few.keys for key in row]) == 6, "where all have room nothing is behind a key"
