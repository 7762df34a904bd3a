"""Every screen of the registry, the groups and the menu can be drawn, in both languages, and is short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.issues import Issue, State
from domain.joining import NOT_GIVEN
from domain.moments import write_moment
from domain.offices import Held, Level, Office, Scope, ScopeName
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.readiness import Census, readiness
from domain.registry import (
    ANYWHERE,
    Actor,
    Building,
    Compound,
    HomeRequest,
    Organ,
    Place,
    Role,
    RoleKind,
)
from domain.seats import Overview, Situation, Waiting, seats
from rendering import chats, homes, menu, registry
from rendering import readiness as votes
from rendering.buttons import parse
from rendering.dispatch import Drawing
from rendering.refusals import refusal_screen, refusal_words
from rendering.screens import Screen
from rendering.texts import SPOKEN, Texts, texts

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
GARDEN = Compound(1, "中华园")


def someone(kind: RoleKind | None, place: Place = ANYWHERE) -> Actor:
    return Actor(7, () if kind is None else (Role(kind, place, AT),))


OPERATOR, RESIDENT = someone(RoleKind.OPERATOR), someone(None)
LEADER = someone(RoleKind.BUILDING_LEADER, Place(1, 3))
OWNER = someone(RoleKind.OWNER, Place(1, 3))
BUILDINGS = [Building(number, 1, f"{number}号楼") for number in range(1, 61)]
REPORTS = [
    Issue(n, n, ANYWHERE, None, None, 7, "王阿姨", "电梯又坏了，<老人>下不了楼" * 9, None, State.REPORTED, AT, AT)
    for n in range(1, 9)
]
UNTIL = AT.replace(year=2029)
CHAIR = Office(RoleKind.COMMITTEE, Scope(Place(1)), Organ.SELF_MANAGEMENT, until=UNTIL)
HELD = [
    Held(1, 7, "王阿姨", Office(RoleKind.OWNER, Scope(Place(1, 3))), ScopeName(Level.BUILDING, "中华园3号楼"), AT),
    Held(2, 7, "王阿姨", CHAIR, ScopeName(Level.COMPOUND, "中华园"), AT),
]
WAITING = [HomeRequest(n, f"邻居{n}", RoleKind.TENANT, Place(1, 3), "中华园3号楼") for n in range(1, 12)]
STANDS = Situation(GARDEN, seats(GARDEN, BUILDINGS[:9], [], []), buildings=9, without_doors=9, groups=2)
VIEW = Overview(
    STANDS, readiness(Census(buildings=9, without_doors=9)), {RoleKind.OWNER: 12, RoleKind.TENANT: 1}, waiting=3
)
KNOWN = Census(
    buildings=9, households=382, bound=40, counted=390, with_area=341, with_source=341, with_owner=378, uncounted=30,
    area=3_400_050, heads=370,
)  # fmt: skip
READY = Overview(STANDS, readiness(KNOWN), VIEW.counts, waiting=3)
WAITS = [Waiting(Compound(n, f"{n}号院"), n % 3, n % 2, n % 5) for n in range(1, 25)]
SHORT = [replace(STANDS, compound=Compound(n, f"{n}号院"), groups=n % 2) for n in range(1, 25)]
BODY = {"street": NOT_GIVEN, "community": "府河社区", "name": "中华园", "buildings": 9}
CHOICES = [[1, 0, "中华园"], [1, 3, "中华园3号楼"]]

SCREENS: dict[str, Callable[[Texts], Screen]] = {
    "first": lambda t: menu.first(t, actor=RESIDENT, place="中华园", claimed=True),
    "first, unclaimed": lambda t: menu.first(t, actor=RESIDENT, place="", claimed=False),
    "first, leader": lambda t: menu.first(t, actor=LEADER, place="中华园", claimed=True),
    "founding": lambda t: menu.founding(t, actor=OPERATOR, begin=registry.BeginCompound()),
    "help": lambda t: menu.help_screen(t, RESIDENT),
    "help, leader": lambda t: menu.help_screen(t, LEADER),
    "matters": menu.matters,
    "in private": lambda t: menu.in_private(t, "m_help"),
    "claimed": lambda t: registry.claimed(t, []),
    "claimed, reports wait": lambda t: registry.claimed(t, REPORTS),
    "street": lambda t: registry.ask_step(t, 5, "street"),
    "community": lambda t: registry.ask_step(t, 5, "community"),
    "name": lambda t: registry.ask_step(t, 5, "name"),
    "buildings": lambda t: registry.ask_step(t, 5, "buildings"),
    "check": lambda t: registry.check_compound(t, 5, BODY),
    "founded": lambda t: registry.founded(
        t,
        name="中华园",
        buildings=9,
        homes=324,
        adopted=2,
        compound_id=1,
        group_url="https://t.me/b?startgroup=x",
        cities=3,
    ),
    "dropped": registry.dropped,
    "rosters": lambda t: registry.which_compound(t, WAITS, 0),
    "rosters, more": lambda t: registry.which_compound(t, WAITS, 1),
    "what each lacks": lambda t: registry.shortfall_list(t, SHORT, 0),
    "what each lacks, the last": lambda t: registry.shortfall_list(t, SHORT, 3),
    "what votes lack": lambda t: votes.page(t, "中华园", READY.ready, 1),
    "roster, homes known": lambda t: registry.roster(t, READY, actor=OPERATOR, group_url="https://t.me/b"),
    "roster, operator": lambda t: registry.roster(t, VIEW, actor=OPERATOR, group_url="https://t.me/b"),
    "roster, leader": lambda t: registry.roster(t, VIEW, actor=LEADER, group_url="https://t.me/b"),
    "no compound": homes.no_compound,
    "which compound": lambda t: homes.which_compound(t, [GARDEN]),
    "which building": lambda t: homes.which_building(t, GARDEN, BUILDINGS, 0),
    "which kind": lambda t: homes.which_kind(t, "中华园3号楼", building=BUILDINGS[2]),
    "asked": lambda t: homes.asked(t, place="中华园3号楼", kind="owner", asked=1, request_id=7),
    "asked, nobody there": lambda t: homes.asked(t, place="中华园3号楼", kind="owner", asked=0, request_id=7),
    "still waiting": lambda t: homes.still_waiting(t, 7),
    "taken back": lambda t: homes.withdrawn(t, place="中华园3号楼", kind="owner"),
    "request": lambda t: homes.request(t, request_id=1, name="<王>", kind="owner", place="中华园3号楼"),
    "nobody waits": lambda t: homes.requests(t, []),
    "confirmed": lambda t: homes.settled(t, state="confirmed", name="王", kind="owner", place="中", compound_id=1),
    "not confirmed": lambda t: homes.settled(t, state="declined", name="王", kind="owner", place="中", compound_id=1),
    "mine": lambda t: homes.mine(t, HELD, ZONE),
    "mine, nothing": lambda t: homes.mine(t, [], ZONE),
    "where": lambda t: chats.where(t, chat_id=4, title="<9号楼>", choices=CHOICES),
    "where, no compound": lambda t: chats.where(t, chat_id=4, title="9号楼", choices=[]),
    "which building's group": lambda t: chats.which_building(
        t, chat_id=4, compound_id=1, title="9号楼", buildings=BUILDINGS, page=2
    ),
    "bound": lambda t: chats.bound(t, title="9号楼", place="中华园9号楼"),
    "bind how": chats.bind_how,
    "open privately": lambda t: chats.open_privately(t, 4),
    "nobody": chats.nobody,
}
ODD = ["emoji", "empty", "sticker", "dice", "poll", "game", "story"]
for odd in [*ODD, "contact", "other", "command", "link", "edit"]:
    SCREENS[f"odd {odd}"] = lambda t, odd=odd: menu.odd(t, odd, RESIDENT)  # type: ignore[misc]
NOTICES: dict[str, dict[str, Any]] = {
    "registry.accepted": {"name": "李楼长", "kind": "building_leader", "place": "中华园3号楼"},  # as it once was kept
    "offices.handed_over": {**HELD[1].facts, "before": "赵主任"},
    "offices.ended": HELD[1].facts,
    "offices.laid_down": {**HELD[1].facts, "fill": [1, "building_leader", "", "building", 3]},
    "registry.home_request": {"request_id": 1, "name": "<王>", "kind": "owner", "place": "中华园3号楼"},
    "registry.home_confirmed": {"kind": "owner", "place": "中华园3号楼"},
    "registry.home_declined": {"kind": "owner", "place": "中华园3号楼"},
    "chats.where": {"chat": 4, "title": "9号楼", "choices": CHOICES},
    "chats.waiting": {"chat": 4, "title": "9号楼"},
    "chats.knock": {"chat": 4, "title": "9号楼"},
    "chats.hello": {},
    "chats.standing": {"title": "9号楼", "state": "closed"},
}


def fit(screen: Screen) -> None:
    """Short, quiet, escaped; every key packs and comes back."""
    assert screen.text.count("\n") < 8
    assert not set("!！") & set(screen.text)
    assert "<" not in screen.text
    for row in screen.keys:
        assert 1 <= len(row) <= 8
        for key in row:
            assert key.label
            assert key.press is None or parse(key.press.pack()) == key.press


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_drawn(name: str, locale: str) -> None:
    fit(SCREENS[name](texts(locale)))


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("template", NOTICES)
def test_a_notice_is_drawn(template: str, locale: str) -> None:
    drawing = Drawing(texts(locale), ZONE, AT, AT)
    dispatch = {**registry.NOTICES, **chats.NOTICES}[template](drawing, NOTICES[template])
    assert dispatch.screen is not None
    fit(dispatch.screen)


def test_every_notice_is_tried() -> None:
    assert set(NOTICES) == {*registry.NOTICES, *chats.NOTICES}


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("state", ["closed", "muted", "open"])
def test_each_loss_of_standing_has_its_words(state: str, locale: str) -> None:
    drawing = Drawing(texts(locale), ZONE, AT, AT)
    dispatch = chats.NOTICES["chats.standing"](drawing, {"title": "9号楼", "state": state})
    assert dispatch.screen is not None
    fit(dispatch.screen)


FACTS = {"left": 3, "until": write_moment(AT)}
WHAT = {
    Reason.EXPIRED: ["draft", "invitation"],
    Reason.EMPTY: ["name"],
    Reason.TOO_LONG: ["name"],
    Reason.INVALID: ["buildings", "place"],
    Reason.NOT_YOURS: ["role"],
    Reason.WRONG_STATE: ["last_operator", "own_home", "own_handover", "grids_full", "grid_remembered"],
    Reason.NOT_FOUND: ["invitation", "building", "home_request", "group", "grid"],
    Reason.ALREADY_DONE: [
        "compound", "invitation", "role", "role_ended", "home", "home_request", "home_settled", "group",
    ],
}  # fmt: skip


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.NOT_PERMITTED])
def test_every_refusal_has_words_and_says_what_to_do(reason: Reason, locale: str) -> None:
    facts = {**FACTS, "name": "中华园", "most": 40, "title": "9号楼", "place": "中华园", "grid": "第1网格"}
    for what in ["", *WHAT.get(reason, [])]:
        refusal = Refusal(reason, {**facts, **({"what": what} if what else {})})
        words = refusal_words(texts(locale), refusal, ZONE)
        assert len(words) <= 200  # it must fit a button's answer
        assert "{" not in words
        fit(refusal_screen(texts(locale), refusal, ZONE))


def test_a_refusal_that_ends_it_leads_back_but_not_in_a_group() -> None:
    refusal = Refusal(Reason.LOCKED, FACTS)
    assert [key.label for row in refusal_screen(texts("zh_Hans"), refusal, ZONE).keys for key in row] == ["回首页"]
    assert refusal_screen(texts("zh_Hans"), refusal, ZONE, private=False).keys == ()
    assert refusal_screen(texts("zh_Hans"), Refusal(Reason.EMPTY), ZONE).keys == ()  # it is to be sent anew


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("act", Act)
def test_who_may_not_hears_who_may(act: Act, locale: str) -> None:
    refusal = permit(RESIDENT, act, ANYWHERE)
    assert refusal is not None
    words = refusal_words(texts(locale), refusal, ZONE)
    assert all(texts(locale).plain(f"roles.{kind}") in words for kind in refusal.facts["who"])
    assert len(words) <= 200


def test_a_tenant_reads_in_plain_words_who_may() -> None:
    refusal = permit(someone(RoleKind.TENANT, Place(1, 3)), Act.ANNOUNCE, Place(1, 3))
    assert refusal is not None
    words = refusal_words(texts("zh_Hans"), refusal, ZONE)
    assert words.startswith("发公告要由楼长、委员会成员来办。")


def test_doors_open_by_role() -> None:
    assert menu.doors(RESIDENT) == ("report", "matters", "home", "notices")
    assert menu.doors(OWNER) == ("report", "matters", "homes", "notices", "together", "life")
    assert menu.doors(LEADER)[:4] == ("todo", "poll", "announce", "roster")
    assert menu.doors(OPERATOR)[:2] == ("todo", "roster")


def test_the_first_screen_is_the_one_everybody_agreed_on() -> None:
    screen = menu.first(texts("zh_Hans"), actor=RESIDENT, place="中华园", claimed=True)
    assert str(screen.text) == "您好，我是中华园的议事亭。\n有事直接发给我：一句话、一张照片、一段语音都行。"
    assert [[key.label for key in row] for row in screen.keys] == [["报个事", "正在商量的事"], ["登记我家", "公示栏"]]


def test_many_buildings_come_in_pages() -> None:
    first, middle, last = (homes.which_building(texts("zh_Hans"), GARDEN, BUILDINGS, page).keys for page in range(3))
    assert [key.label for key in first[-2]] == ["后面的"]
    assert [key.label for key in middle[-2]] == ["前面的", "后面的"]
    assert [key.label for key in last[-2]] == ["前面的"]
    assert [key.label for key in last[-1]] == ["回首页"]
    assert len(first) == 8
    assert all(len(row) <= 4 for row in first)


def test_the_list_of_those_who_wait_is_cut_and_counted() -> None:
    screen = homes.requests(texts("zh_Hans"), WAITING)
    assert screen.text.startswith("等待确认 11 人")
    assert len(screen.keys) == homes.MOST_WAITING


def test_the_roster_says_what_each_vote_lacks() -> None:
    text = registry.roster(texts("zh_Hans"), READY, actor=OPERATOR, group_url="https://t.me/b").text
    assert text.splitlines()[:2] == ["中华园，9栋楼，382户", "有人登记的户：40/382 户"]
    assert text.endswith("户代表表决：名册够了。\n业主表决：还缺 49/390 户的面积、12/390 户的业主。")
    early = registry.roster(texts("zh_Hans"), VIEW, actor=OPERATOR, group_url="https://t.me/b").text
    assert "户代表表决：还缺 9/9 栋的门牌。" in early


def test_what_is_known_by_now_is_said_in_the_units_of_the_law() -> None:
    text = votes.page(texts("zh_Hans"), "中华园", READY.ready, 1).text
    assert "已经知道：面积 34,000.50㎡，业主 370 人" in text
    assert "没有算进去的：车位、储藏室 30 个" in text


def test_a_compound_where_nothing_waits_says_so() -> None:
    screen = registry.which_compound(texts("zh_Hans"), [Waiting(GARDEN, 0, 0, 0), Waiting(GARDEN, 2, 1, 3)], 0)
    assert "中华园：没有等着办的" in screen.text
    assert "中华园：待确认 2 人、待答复 1 件、空缺 3 处" in screen.text


def test_compounds_without_any_organ_come_first_and_say_what_they_lack() -> None:
    member = replace(HELD[1], office=CHAIR)
    organized = replace(STANDS, compound=Compound(9, "有组织院"), seats=seats(GARDEN, [], [], [member]))
    screen = registry.shortfall_list(texts("zh_Hans"), [organized, STANDS], 0)
    assert screen.text.splitlines() == [
        "2 个小区，1 个还没有自己的组织：",
        "  中华园：缺自管会或业委会、居委会成员、党支部成员、楼长 9/9 栋、门牌 9/9 栋",
        "  有组织院：缺居委会成员、党支部成员、门牌 9/9 栋",
    ]
    whole = replace(organized, seats=(), without_doors=0)
    assert whole.organized


def test_a_single_building_goes_from_nowhere_to_nowhere() -> None:
    words = str(registry.check_compound(texts("zh_Hans"), 5, {**BODY, "buildings": 1, "layout": None}).text)
    assert "1栋楼，叫 1号楼" in words and "1号楼 到" not in words


def test_a_roster_has_six_keys_at_most_and_each_stands_on_one_of_its_pages() -> None:
    found: list[list[str]] = []
    for page in range(3):
        screen = registry.roster(texts("zh_Hans"), VIEW, actor=OPERATOR, group_url="https://t.me/b", page=page)
        found.append([key.label for row in screen.keys for key in row])
    assert all(len(labels) <= 6 for labels in found)
    assert [labels[-1] for labels in found] == ["名册的其他事", "名册的其他事", "回到名册"]
    every = [label for labels in found for label in labels[:-1]]
    assert len(every) == len(set(every)) and {"城市规则", "发布点", "网格", "导入、导出名册"} <= set(every)
