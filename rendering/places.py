"""Places as keys (楼栋按键): few enough for a small phone, with a way to the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.registry import Building
from rendering.buttons import Button
from rendering.fees import paged
from rendering.screens import Key, rows
from rendering.texts import Texts

PAGE = 24
PER_ROW = 4
MOST_KEYS = 6
"""On one screen, where not all places are buildings with short names."""


def building_keys(
    texts: Texts,
    buildings: Sequence[Building],
    *,
    press: Callable[[Building], Button],
    turn: Callable[[int], Button],
    page: int,
    label: Callable[[Building], str] = lambda building: building.label,
    per_row: int = PER_ROW,
) -> tuple[tuple[Key, ...], ...]:
    """One page of buildings, four a row; `turn` gives the button of another page."""
    first = max(page, 0) * PAGE
    shown = buildings[first : first + PAGE]
    others = [] if page <= 0 else [Key(texts.plain("registry.page.before"), turn(page - 1))]
    if first + PAGE < len(buildings):
        others.append(Key(texts.plain("registry.page.after"), turn(page + 1)))
    found = rows(*(Key(label(building), press(building)) for building in shown), per_row=per_row)
    return (*found, tuple(others)) if others else found


def choices(
    texts: Texts, keys: Sequence[Key], page: int, press: Callable[[int], Button], *beside: Key
) -> tuple[tuple[Key, ...], ...]:
    """A screen of the keys, with the way to the next ones; `beside`: what always stands there."""
    shown, more = paged(texts, keys, page, MOST_KEYS - len(beside), press)
    return (*rows(*shown), *rows(*more, *beside))
