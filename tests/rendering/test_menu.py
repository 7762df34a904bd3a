"""The menu: never more than a thumb can choose from, what is theirs to do first."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations

import pytest

from domain.registry import Actor, Place, Role, RoleKind
from rendering import menu
from rendering.menu import Go
from rendering.registry import BeginCompound
from rendering.screens import Screen
from rendering.texts import texts

SINCE = datetime(2026, 11, 24, tzinfo=UTC)
SETS = [kinds for size in range(4) for kinds in combinations(RoleKind, size)]


def somebody(*kinds: RoleKind) -> Actor:
    places = {RoleKind.OPERATOR: Place(), RoleKind.COMMITTEE: Place(1), RoleKind.GRID_WORKER: Place(1)}
    return Actor(1, tuple(Role(kind, places.get(kind, Place(1, 3)), SINCE) for kind in kinds))


def presses(screen: Screen) -> list[object]:
    return [key.press for row in screen.keys for key in row]


@pytest.mark.parametrize("kinds", SETS, ids=lambda kinds: "+".join(kinds) or "nobody")
def test_six_keys_are_the_most_and_the_rest_is_behind_one_of_them(kinds: tuple[RoleKind, ...]) -> None:
    words, actor = texts("zh_Hans"), somebody(*kinds)
    screen = menu.first(words, actor=actor, place="中华园", claimed=True)
    assert len(presses(screen)) <= 6
    rest = presses(menu.more(words, actor)) if Go("more") in presses(screen) else []
    reached = {press.to for press in (*presses(screen), *rest) if isinstance(press, Go)}
    assert reached - {"more", "start"} == set(menu.doors(actor))
    assert len(rest) <= 6
    for other in (menu.odd(words, "greeting", actor), menu.help_screen(words, actor)):
        assert presses(other) == presses(screen)
    founding = presses(menu.founding(words, actor=actor, begin=BeginCompound()))
    assert len(founding) <= 6 and founding[0] == BeginCompound()


def test_staff_find_their_own_work_first() -> None:
    screen = menu.first(texts("zh_Hans"), actor=somebody(RoleKind.BUILDING_LEADER), place="中华园", claimed=True)
    assert [[key.label for key in row] for row in screen.keys] == [
        ["报事待办", "征询意见"],
        ["发公告", "名册"],
        ["报个事", "更多"],
    ]
    more = menu.more(texts("zh_Hans"), somebody(RoleKind.BUILDING_LEADER))
    assert [key.label for row in more.keys for key in row] == [
        "正在商量的事",
        "登记我家",
        "公示栏",
        "印东西",
        "清单、心愿、办事",
        "回首页",
    ]


def test_what_stands_behind_one_door_is_found_by_its_own_name_too() -> None:
    words, resident = texts("zh_Hans"), somebody(RoleKind.RESIDENT)
    assert [press.to for press in presses(menu.together(words)) if isinstance(press, Go)] == [*menu.TOGETHER, "start"]
    assert menu.door_said(resident, "微心愿") == "wishes" and menu.door_said(resident, "办事") == "errands"
    assert menu.door_said(somebody(), "微心愿") == "wishes", "there it is said whose it is"
    assert menu.door_said(resident, "查账。") == menu.door_said(somebody(), "查账") == "accounts"
    assert menu.door_said(somebody(), "发起议题") == "matters" and menu.door_said(resident, "楼栋小事") == "matters"
    assert menu.door_said(somebody(RoleKind.COMMITTEE), "更多") == "more", "every key on the first screen may be typed"
    assert menu.leaves("算了。") and menu.leaves("Never mind") and not menu.leaves("算了吧，不修了")
    assert menu.door_said(resident, "停水停电") == "outages" and menu.door_said(resident, "居民小组") == "teams"
    assert presses(menu.first(words, actor=resident, place="中华园", claimed=True))[-2:] == [Go("together"), Go("life")]
    behind = presses(menu.life(words))
    assert behind == [Go(name) for name in (*menu.LIFE, "start")] and len(behind) <= 6


ROOMS = {
    "吹哨": "whistle",
    "我要吹哨": "whistle",
    "挂单板": "board",
    "老毛病": "recurring",
    "征集问题": "sounding",
    "议事会": "meetings",
    "社区工作台": "desk",
    "名册": "roster",
    "发公告": "announce",
    "征询意见": "poll",
    "报事待办": "todo",
    "印东西": "print",
    "居民小组": "teams",
    "问题清单": "lists",
    "收费和服务": "fees",
    "水电气": "utilities",
    "Whistles": "whistle",
}


@pytest.mark.parametrize("words", ROOMS)
@pytest.mark.parametrize("kinds", [(), (RoleKind.RESIDENT,), (RoleKind.COMMITTEE,)], ids=str)
def test_the_name_of_a_room_leads_there_whoever_writes_it(words: str, kinds: tuple[RoleKind, ...]) -> None:
    assert menu.door_said(somebody(*kinds), words) == ROOMS[words]


def test_who_looks_after_nothing_and_writes_that_it_is_urgent_is_asked_what_it_is() -> None:
    assert menu.door_said(somebody(RoleKind.RESIDENT), "急事") == "report"
    assert menu.door_said(somebody(RoleKind.COMMITTEE), "急事") == "pressing"
