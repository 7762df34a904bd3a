"""Reports alike (相似报事): the three nearest open ones from our look-up, beside rapidfuzz over the same reports."""

from __future__ import annotations

import time
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from bench.measure import Row, times_cheaper
from domain.issues_similar import OFFERED, Lookup
from domain.registry import Place

BUILDINGS, ASKED = 40, 20
WHAT = (
    *("电梯又停了", "楼道灯不亮", "下水堵了", "水管漏水", "门禁刷不开", "垃圾没人收", "楼上装修太吵", "暖气不热"),
    *("车位被占了", "有人飞线充电", "楼梯没人扫", "监控坏了", "墙皮掉了", "树枝压到电线", "信箱被撬了", "停水了"),
)
HOW = ("", "，没人修", "，都三天了", "，老人出不了门", "，请尽快处理", "，上周也这样", "，孩子害怕", "，什么时候能好")
NOW = ("二单元电梯坏了没人管", "一单元楼道黑灯瞎火", "厨房排水反上来", "家里断水了", "信箱的锁被人撬开")


def reports(count: int) -> Iterator[tuple[Place, str]]:
    """Open reports spread over forty buildings of three entrances."""
    for number in range(count):
        building, said = 1 + number % BUILDINGS, WHAT[number // BUILDINGS % len(WHAT)]
        how = HOW[number // (BUILDINGS * len(WHAT)) % len(HOW)]
        yield Place(1, building), f"{building}号楼{1 + number % 3}单元{said}{how}，第{number}次"


def asked() -> Iterator[tuple[Place, str]]:
    for number in range(ASKED):
        yield Place(1, 1 + number * 7 % BUILDINGS), NOW[number % len(NOW)]


async def rows() -> list[Row]:
    """Few open reports, and more than any compound has."""
    return [await _row(count) for count in (5_000, 100_000)]


async def _row(count: int) -> Row:
    lookup, words = Lookup(), []
    for number, (place, text) in enumerate(reports(count)):
        lookup.put(number, place, text)
        words.append(text)

    async def ours() -> None:
        for place, text in asked():
            assert lookup.nearest(place, text), "there is one like it"

    async def theirs() -> None:
        for _, text in asked():
            process.extract(text, words, scorer=WRatio, limit=OFFERED)

    value = await times_cheaper(ours, theirs, time.process_time)
    return Row(f"similar reports among {count:,} open; peer: rapidfuzz WRatio extract (CPU)", 10, value)
