"""Which time a report has, by its words (按说的话定期限): danger first, then water, power, gas and lifts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.issues import is_emergency
from domain.issues_categories import Category, read_category
from domain.issues_deadlines import ClockKind, Promise, Span, Unit
from domain.profiles import Reports

WORDS: Mapping[ClockKind, re.Pattern[str]] = {
    kind: re.compile(words, re.IGNORECASE)
    for kind, words in {
        ClockKind.LIFT: r"电梯|\b(?:lift|elevator)s?\b",
        ClockKind.GAS: r"(?:停|断|没有?|通不了|打不着)(?:燃气|煤气|天然气|气了)|(?:燃气|煤气|天然气)|\bgas\b",
        ClockKind.POWER: r"停电|断电|跳闸|没有?电(?!梯|话|视|动车)|电表|电闸|\b(?:power cut|no power|blackout)\b",
        ClockKind.WATER: (
            r"停水|断水|漏水|跑水|没有?(?:热|自来)?水|水管|爆管|水表|水压|下水|污水|堵水|反水"
            r"|\b(?:no water|leak(?:s|ing)?|burst pipe|drains?|sewage)\b"
        ),
    }.items()
}
"""Looked for in this order."""


OF_CATEGORY: Mapping[Category, ClockKind] = {
    Category.DANGER: ClockKind.DANGER,
    Category.WATER: ClockKind.WATER,
    Category.LEAK: ClockKind.WATER,
    Category.POWER: ClockKind.POWER,
    Category.GAS: ClockKind.GAS,
    Category.LIFT: ClockKind.LIFT,
}
"""The time of a category; all others have the long one."""


def clock_kind(text: str, category: str | None = None) -> ClockKind:
    """Which time it has: danger first, then by its category, and without one by its words."""
    if is_emergency(text):
        return ClockKind.DANGER
    known = read_category(category or "")
    if known is not None:
        return OF_CATEGORY.get(known, ClockKind.OTHER)
    return next((kind for kind, words in WORDS.items() if words.search(text)), ClockKind.OTHER)


def promises(figures: Reports) -> Mapping[ClockKind, Promise]:
    """Within what time each kind is answered and fixed, as the figures of the place say."""
    danger = Promise(
        Span(figures.danger_answer_hours.value, Unit.HOURS), Span(figures.danger_solve_hours.value, Unit.HOURS)
    )
    utility = Promise(
        Span(figures.utility_answer_hours.value, Unit.HOURS), Span(figures.utility_solve_days.value, Unit.DAYS)
    )
    other = Promise(
        Span(figures.other_answer_hours.value, Unit.HOURS), Span(figures.other_solve_days.value, Unit.WORKING_DAYS)
    )
    return dict.fromkeys(ClockKind, utility) | {ClockKind.DANGER: danger, ClockKind.OTHER: other}
