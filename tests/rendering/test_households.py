"""Every screen and notice of joining and leaving is drawn, in both languages, short, escaped, for a small phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.announcements import Announcement, AnnouncementState
from domain.households import Doorway, Household, Member, Note, Wanting, wanting
from domain.outcomes import Reason, Refusal
from domain.participation import OpenQuestion, OpenVote, Participation
from domain.registry import Basis, Building, Compound, Place, RoleKind
from domain.units import DwellingUnit
from rendering import homes, households, households_served, participation, slips, slips_printing
from rendering.buttons import parse
from rendering.dispatch import Drawing
from rendering.doorways import ANY_ENTRANCE, ANY_FLOOR, door_keys
from rendering.homes import Disown, HomeDoors
from rendering.screens import Screen
from rendering.slips import BindHome
from rendering.texts import SPOKEN, Texts, texts

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
GARDEN = Compound(1, "中华园")
BUILDING = Building(3, 1, "3号楼")
NAME = "<王>阿姨与一个很长很长的名字"
HOME = "中华园3号楼2单元301"
OWNER, TENANT = RoleKind.OWNER, RoleKind.TENANT


def unit(number: int, *, entrance: int = 2, floor: int = 3, label: str = "") -> DwellingUnit:
    return DwellingUnit(number, 1, 3, entrance, "3号楼", f"{entrance}单元", floor, label or f"{floor}{number:02d}")


def member(number: int, kind: RoleKind = OWNER, basis: Basis | None = Basis.SLIP) -> Member:
    return Member(number, number, NAME, kind, basis, AT)


UNITS = [unit(number, entrance=1 + number // 36, floor=1 + number % 36 // 2) for number in range(72)]
DOORS = [Doorway(item, adults=index % 3 == 0, slip_out=index % 3 == 1) for index, item in enumerate(UNITS)]
FULL = Household(unit(1), "中华园", tuple(member(number, OWNER, Basis.ONE) for number in range(1, 9)), slip_id=4)
EMPTY = Household(unit(1), "中华园")
FACTS = {"draft_id": 5, "home": HOME, "kind": "owner", "compound_id": 1, "ask_name": False, "basis": "unmatched"}
NOTES = [Note(number, unit(number), "joined", {"kind": "owner"}, AT) for number in range(1, 12)]
NEWS = Announcement(
    1, Place(1), "中华园", None, 1, 2026, 7, "停水" * 60, 1, False, False, AnnouncementState.PUBLISHED, AT
)
BUSY = Participation(
    [OpenVote(1, "解聘物业，三个月内另选一家，先公示再表决" * 2, AT + timedelta(days=3))],
    [OpenQuestion("门口路灯换不换？" * 6, "中华园邻里群", AT + timedelta(days=3))] * 2,
    [NEWS],
    ["0001", "0002"],
)

SCREENS: dict[str, Callable[[Texts], Screen]] = {
    "looked": lambda t: slips.looked(t, FACTS),
    "not mine": slips.not_mine,
    "used": lambda t: slips.no_entry(t, Refusal(Reason.ALREADY_DONE, {"what": "slip_used"}), ZONE),
    "wrong code": lambda t: slips.no_entry(t, Refusal(Reason.WRONG_CODE, {"what": "slip", "left": 4}), ZONE),
    "ask name": lambda t: slips.ask_name(t, FACTS),
    "check": lambda t: slips.check(t, FACTS),
    "check, named": lambda t: slips.check(t, {**FACTS, "named": True}),
    "check, not named": lambda t: slips.check(t, {**FACTS, "named": False}),
    "family code": lambda t: slips.family_code(
        t, {"home": HOME, "slip_id": 9}, code="123456789012", link="https://t.me/b?start=s_1", until=AT, zone=ZONE
    ),
    "revoked": lambda t: slips.revoked(t, HOME),
    "ask reprint": lambda t: slips_printing.ask_reprint(
        t, "3号楼", 1, 3, 12, households_served.ServedDoors(3, ANY_ENTRANCE, ANY_FLOOR)
    ),
    "printing": lambda t: slips_printing.printing(t, "3号楼"),
    "nothing to print": lambda t: slips_printing.nothing(t, "3号楼"),
    "sheet": lambda t: slips_printing.sheet(t, "3号楼", b"%PDF", n=12, first=1, last=12, qr=False),
    "no home": lambda t: households.my_homes(t, [], ZONE),
    "a home": lambda t: households.my_homes(t, [(member(1), HOME, 0)], ZONE),
    "homes": lambda t: households.my_homes(t, [(member(n), HOME, 3 if n <= 2 else 0) for n in range(1, 7)], ZONE),
    "ask move out": lambda t: households.ask_move_out(t, member(1), HOME),
    "ask move out, tenant": lambda t: households.ask_move_out(t, member(1, TENANT), HOME),
    "moved out": lambda t: households.moved_out(t, HOME),
    "disowned": lambda t: households.disowned(t, {"own": False, "name": NAME, "home": HOME}),
    "disowned, oneself": lambda t: households.disowned(t, {"own": True, "name": NAME, "home": HOME}),
    "vouched": lambda t: households.vouched(t, {"name": NAME, "home": HOME}),
    "served": lambda t: households_served.compound(
        t, GARDEN, [BUILDING], {3: wanting(DOORS)}, whole=True, unsure=2, notes=3, page=0
    ),
    "served, no doors": lambda t: households_served.compound(
        t, GARDEN, [BUILDING], {3: Wanting(0, 0)}, whole=False, unsure=0, notes=0, page=0
    ),
    "building, entrances": lambda t: households_served.building(t, BUILDING, "中华园3号楼", DOORS, 0, -99),
    "building, floors": lambda t: households_served.building(t, BUILDING, "中华园3号楼", DOORS, 1, -99),
    "building, doors": lambda t: households_served.building(t, BUILDING, "中华园3号楼", DOORS, 1, 4),
    "building, none": lambda t: households_served.building(t, BUILDING, "中华园3号楼", [], 0, -99),
    "a full home": lambda t: households_served.home(t, FULL, ZONE, 0),
    "a full home, the rest": lambda t: households_served.home(t, FULL, ZONE, 1),
    "an empty home": lambda t: households_served.home(t, EMPTY, ZONE, 0),
    "ask clear": lambda t: households_served.ask_clear(t, FULL),
    "cleared": lambda t: households_served.cleared(t, {"home": HOME, "n": 2, "unit_id": 1, "building_id": 3}),
    "unsure": lambda t: households_served.unsure(t, [(member(n, OWNER, Basis.ONE), HOME) for n in range(9)], 1),
    "nobody unsure": lambda t: households_served.unsure(t, [], 1),
    "notes": lambda t: households_served.notes(t, NOTES, 1, ZONE),
    "no notes": lambda t: households_served.notes(t, [], 1, ZONE),
    "notes sheet": lambda t: households_served.notes_sheet(t, NOTES, compound="中华园", asks={3: NAME}, zone=ZONE),
    "which entrance": lambda t: homes.which_door(t, BUILDING, "中华园3号楼", UNITS, 0, -99),
    "which floor": lambda t: homes.which_door(t, BUILDING, "中华园3号楼", UNITS, 2, -99),
    "which door": lambda t: homes.which_door(t, BUILDING, "中华园3号楼", UNITS, 2, 4),
    "which kind there": lambda t: homes.which_kind(t, HOME, building=BUILDING, unit_id=7),
    "lost": lambda t: homes.lost(t, place=HOME, asked=1),
    "lost, nobody": lambda t: homes.lost(t, place=HOME, asked=0),
    "participation": lambda t: participation.participation(t, BUSY, at=AT, zone=ZONE),
    "participation, just joined": lambda t: participation.participation(
        t, BUSY, at=AT, zone=ZONE, head=slips.bound(t, FACTS)
    ),
    "participation, nothing": lambda t: participation.participation(t, Participation(), at=AT, zone=ZONE),
}

SAID: dict[str, Any] = {"role_id": 7, "name": NAME, "kind": "owner", "home": HOME}
NOTICES: dict[str, list[dict[str, Any]]] = {
    "households.joined": [{**SAID, "vouch": True}, {**SAID, "vouch": False}],
    "households.alarm": [
        {**SAID, "own": False, "by": NAME, "unit_id": 7},
        {**SAID, "own": True, "by": NAME, "unit_id": None},
    ],
    "households.to_check": [{**SAID, "basis": basis, "unit_id": 7} for basis in ("unmatched", "family")],
    "households.lost_slip": [{"unit_id": 7, "home": HOME, "name": NAME}],
    "households.notes": [{"compound_id": 1, "place": "中华园3号楼"}],
    **{f"households.{words}": [SAID] for words in households.TOLD},
}


def fit(screen: Screen) -> None:
    """Short, quiet, escaped; every key packs and comes back; keys fit a narrow screen."""
    assert len(screen.text.split("\n")) <= 8
    assert not set("!！") & set(screen.text)
    assert "<" not in screen.text.replace("<b>", "").replace("</b>", "")
    assert sum(map(len, screen.keys)) <= 100
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
    for facts in NOTICES[template]:
        dispatch = households.NOTICES[template](Drawing(texts(locale), ZONE, AT, AT), facts)
        assert dispatch.screen is not None
        fit(dispatch.screen)


def test_every_notice_is_tried() -> None:
    assert set(NOTICES) == set(households.NOTICES)


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("role_id", [0, 7, None])
def test_who_was_confirmed_can_say_that_it_is_not_them(role_id: int | None, locale: str) -> None:
    facts = {"place": HOME, "kind": "owner"} | ({} if role_id is None else {"role_id": role_id})
    dispatch = homes.NOTICES["registry.home_confirmed"](Drawing(texts(locale), ZONE, AT, AT), facts)
    assert dispatch.screen is not None
    fit(dispatch.screen)
    said = {type(key.press) for row in dispatch.screen.keys for key in row}
    assert (Disown in said) is bool(role_id)


def test_only_where_there_is_a_choice_somebody_chooses() -> None:
    def asked(units: list[DwellingUnit], entrance: int = 0, floor: int = -99) -> tuple[str, list[str]]:
        what, keys = door_keys(
            texts(None),
            units,
            entrance,
            floor,
            into=BindHome,
            press=lambda item: BindHome(item.id, 0),
        )
        return what, [key.label for row in keys for key in row]

    few = [unit(number, floor=number) for number in (1, 2, 3)]
    assert asked(few) == ("door", ["101", "202", "303"])
    assert asked(UNITS) == ("entrance", ["1单元", "2单元"])
    what, labels = asked(UNITS, 1)
    assert (what, len(labels), labels[0]) == ("floor", 18, "1层")
    assert asked(UNITS, 1, 4) == ("door", ["406", "407"])
    crowd = [unit(number, floor=0, label=str(number)) for number in range(1, 41)]
    assert asked(crowd)[0] == "door"
    bare = [unit(1, entrance=1), DwellingUnit(2, 1, 3, 9, "3号楼", "", 1, "商铺1")]
    assert asked(bare) == ("entrance", ["1单元", "不分单元"])


def test_a_home_whose_door_is_unknown_says_how_it_becomes_known() -> None:
    vague = households.my_homes(texts("zh_Hans"), [(member(1), "中华园3号楼", 3)], ZONE).text
    assert "把上面的12个数字发给我" in vague
    doorless = households.my_homes(texts("zh_Hans"), [(member(1), "中华园3号楼", 3)], ZONE)
    assert [key.label for key in doorless.keys[0]] == ["选门牌", "我搬走了"], "without a slip there is a way too"
    chosen = doorless.keys[0][0].press
    assert isinstance(chosen, HomeDoors) and chosen.building_id == 3, "its building is known and not asked again"
    assert "12个数字" not in households.my_homes(texts("zh_Hans"), [(member(1), HOME, 0)], ZONE).text
