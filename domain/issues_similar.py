"""Reports alike (相似报事): the three open ones nearest to what somebody is about to say; never merged."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TypeVar

from domain.issues import Issue, clean
from domain.issues_places import NAMED, names
from domain.registry import HOME_ROLES, Actor, Place

Sign = TypeVar("Sign", int, str)

OFFERED = 3
"""So many are shown at most (最多给几件)."""
LEAST = (1, 5)
"""What two reports have in common at least, as a share of both, where no facility is named in both."""
LONG = 60
"""Of so many signs and pairs of signs, words are told at length: some name a facility that they are not about."""
LEAST_TOLD = (1, 6)
"""What two have in common at least, as a share of the shorter, where one is told at length and no place is shared."""
FACILITIES: dict[str, re.Pattern[str]] = {
    name: re.compile(words, re.IGNORECASE)
    for name, words in {
        "lift": r"电梯|升降梯|升降机|轿厢|梯子(?=停|坏|卡|不)|\blifts?\b|\belevators?\b",
        "lamp": r"路灯|楼道灯|声控灯|感应灯|灯泡|灯管|照明|灯(?=不亮|坏|灭|一直)|黑灯|黑漆漆|漆黑|摸黑"
        r"|黑咕隆咚|\blamps?\b|\blights?\b",
        "sewer": r"下水|污水|排水|排污|马桶|地漏|反水|返水|倒灌|粪|化粪池|井盖|窨井|阴沟"
        r"|\bsewers?\b|\bdrains?\b|\btoilet\b",
        "supply": r"停水|没水|没有水|断水|水压|自来水|水龙头|出水小|水流|水小|\bno water\b|water pressure",
        "leak": r"漏水|渗水|水管|滴水|爆管|跑水|管道|墙[面皮]?湿|渗[漏透]|\bleak\w*|\bpipes?\b",
        "power": r"停电|没电|没有电|断电|跳闸|电表|电闸|电压|\bpower\b|\belectricity\b",
        "gas": r"燃气|煤气|天然气|\bgas\b",
        "heat": r"暖气|供暖|供热|地暖|不热|冰凉|\bheating\b|\bradiators?\b",
        "door": r"门禁|单元门|防盗门|大门|铁门|刷卡|对讲|门锁|院门|闭门器|\bgates?\b|\bdoors?\b|\bintercom\b",
        "parking": r"车位|停车|乱停|占道|挡[住了]?.{0,4}车|车.{0,4}(?:堵|挡)|\bparking\b|\bparked\b",
        "charging": r"充电桩|充电|电动车|电瓶|飞线|\bcharg\w+\b",
        "rubbish": r"垃圾|厨余|废品|没人清|\brubbish\b|\bgarbage\b|\btrash\b",
        "hall": r"楼道.{0,6}(?:堆|杂物|东西)|杂物|纸箱|堆[放满了]|旧家具|\bclutter\b",
        "cleaning": r"没人扫|打扫|保洁|脏|卫生|\bdirty\b|\bclean\w*",
        "noise": r"噪[音声]|吵|扰民|广场舞|音响|装修.{0,6}(?:声|响)|电钻|敲墙|施工|\bnois[ey]\b|\bloud\b",
        "smell": r"臭|异味|味道|油烟|熏|\bsmells?\b|\bstink\w*",
        "dog": r"狗|犬|遛|\bdogs?\b",
        "wall": r"外墙|墙皮|瓷砖|开裂|裂缝|屋顶|房顶|楼顶|天花板|\bwalls?\b|\broof\b",
        "green": r"树枝|大树|树(?=倒|太|挡|要|该)|草坪|绿化|灌木|花坛|树木|\btrees?\b|\bgrass\b",
        "road": r"路面|坑|地砖|台阶|坡道|人行道|\bpotholes?\b|\bpavement\b",
        "fire": r"消防|灭火器|逃生|安全出口|\bfire (?:hydrant|extinguisher|exit)\b",
        "camera": r"监控|摄像头|探头|\bcameras?\b",
        "play": r"健身器|滑梯|秋千|儿童乐园|单杠|\bswings?\b|\bplayground\b",
        "insects": r"蟑螂|老鼠|蚊子|白蚁|鼠|虫子|\brats?\b|\bcockroach\w*|\bmosquito\w*",
    }.items()
}
"""Words by which people name what is wrong (设施词表)."""
EVERYTHING = re.compile("|".join(f"(?P<{name}>{words.pattern})" for name, words in FACILITIES.items()), re.IGNORECASE)
ENTRANCE = re.compile(r"(?:第\s*)?(\d{1,2}|[一二三四五六七八九十])\s*(?:号)?(?:单元|门洞|门栋)")
DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
IDLE = frozenset("的了又在是有我你们请吧啊呢吗就都也和这那个很")
"""Signs that say nothing of what is wrong."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What two reports are compared by (比对要点): what gates, and the signs that rank."""

    buildings: frozenset[str]
    entrances: frozenset[int]
    facilities: frozenset[str]
    first: str | None  # the facility named first: what somebody begins with is what they write about
    grams: tuple[str, ...]


def traits(text: str) -> Traits:
    """The traits of somebody's words."""
    words = clean(text)
    named = [found.lastgroup for found in EVERYTHING.finditer(words)]
    first = named[0] if named else None
    return Traits(_one(frozenset(names(words))), _one(entrances(words)), _one(facilities(words)), first, grams(words))


@cache
def _one(same: frozenset[Sign]) -> frozenset[Sign]:
    """Equal sets once in memory: there are few buildings, entrances and facilities, and many reports."""
    return same


def entrances(words: str) -> frozenset[int]:
    """The entrances the words name (单元): 2单元 and 二单元 are one."""
    return frozenset(int(said) if said.isdigit() else DIGITS[said] for said in ENTRANCE.findall(words))


def facilities(words: str) -> frozenset[str]:
    """The facilities the words name."""
    return frozenset(found.lastgroup for found in EVERYTHING.finditer(words) if found.lastgroup is not None)


def grams(words: str) -> tuple[str, ...]:
    """Signs and pairs of signs that follow each other (单字与双字), without what only says where."""
    bare = ENTRANCE.sub("", NAMED.sub("", words)).lower()
    signs = "".join(sign if sign.isalnum() else " " for sign in bare)
    pairs = (signs[at : at + 2] for at in range(len(signs) - 1))
    single = (sign for sign in signs if sign > "\u2fff" and sign not in IDLE)
    return tuple(sys.intern(gram) for gram in dict.fromkeys(chain(single, pairs)) if " " not in gram)


def alike(one: Traits, other: Traits) -> tuple[int, int, int] | None:
    """How near, the greater the nearer; None where building, entrance or facility speaks against it.

    Where one is told at length and no place is shared, a facility in common alone is no sign: the guests of a bar park
    on the way as those do who make a crossing dangerous. Both must begin with the same one, and share some words.
    """
    if _apart(one.buildings, other.buildings) or _apart(one.entrances, other.entrances):
        return None
    if _apart(one.facilities, other.facilities):
        return None
    shared = 2 * len(set(one.grams).intersection(other.grams))
    whole = len(one.grams) + len(other.grams) or 1
    common = one.facilities & other.facilities
    if not common and LEAST[1] * shared < LEAST[0] * whole:
        return None
    if _at_length(one, other) and (one.first != other.first or _too_little(one, other, shared // 2)):
        return None
    return (1 if common else 0, len(one.entrances & other.entrances), 1_000_000 * shared // whole)


def _at_length(one: Traits, other: Traits) -> bool:
    """One is told at length, and they name no place that they share."""
    placed = one.buildings & other.buildings or one.entrances & other.entrances
    return not placed and max(len(one.grams), len(other.grams)) > LONG


def _too_little(one: Traits, other: Traits, shared: int) -> bool:
    return LEAST_TOLD[1] * shared < LEAST_TOLD[0] * min(len(one.grams), len(other.grams))


def _apart(one: Set[object], other: Set[object]) -> bool:
    """Both say which, and they say different ones."""
    return bool(one) and bool(other) and not one & other


def same_nuisance(one: Traits, other: Traits) -> bool:
    """Whether both name one facility, and nothing speaks against it (同一类麻烦): one card in the group is enough."""
    return bool(one.facilities & other.facilities) and alike(one, other) is not None


def home_of(actor: Actor, place: Place) -> int | None:
    """Which home of theirs has the trouble: in its building, else in its compound; None where no door is known."""
    homes = [role.place for role in actor.roles if role.kind in HOME_ROLES and role.place.unit_id is not None]
    near = [home.unit_id for home in homes if place.covers(home)]
    around = [home.unit_id for home in homes if home.compound_id == place.compound_id]
    return next(iter(near + around), None)


@dataclass(frozen=True)
class Alike:
    """An open report as it is shown to somebody who may have the same trouble (可能是同一件)."""

    issue: Issue
    homes: int  # beside the reporter's
    own: bool  # they reported it themselves


Where = tuple[int | None, int | None]
"""Compound and building."""


class Lookup:
    """Open reports by place and facility (比对索引), in memory: no words, only their traits."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[tuple[Where, int], Traits]] = {}
        """Where each is and its words as a number, by which it is known again; its traits."""
        self._shelves: dict[Where, dict[str, set[int]]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def put(self, issue_id: int, place: Place, text: str) -> None:
        """A report that is open, or has changed."""
        where = (place.compound_id, place.building_id)
        now, known = (where, hash(text)), self._known.get(issue_id)
        if known is not None and known[0] == now:
            return
        self.drop(issue_id)
        own = traits(text)
        self._known[issue_id] = (now, own)
        for shelf in _shelves(own):
            self._shelves.setdefault(where, {}).setdefault(shelf, set()).add(issue_id)

    def drop(self, issue_id: int) -> None:
        """A report that is open no more."""
        known = self._known.pop(issue_id, None)
        if known is not None:
            (where, _), own = known
            for shelf in _shelves(own):
                self._shelves[where][shelf].discard(issue_id)

    def nearest(self, place: Place, text: str, most: int = OFFERED) -> list[int]:
        """The open reports of the same building nearest to these words, nearest first."""
        wanted = traits(text)
        return [issue for _, issue in sorted(self._near(place, wanted), reverse=True)[:most]]

    def _near(self, place: Place, wanted: Traits) -> Iterable[tuple[tuple[int, int, int], int]]:
        for issue in self._candidates((place.compound_id, place.building_id), wanted):
            near = alike(wanted, self._known[issue][1])
            if near is not None:
                yield near, issue

    def _candidates(self, where: Where, wanted: Traits) -> set[int]:
        shelves = self._shelves.get(where, {})
        looked = [*wanted.facilities, ""] if wanted.facilities else list(shelves)
        return set().union(*(shelves.get(shelf, ()) for shelf in looked))


def _shelves(own: Traits) -> frozenset[str]:
    return own.facilities or frozenset({""})
