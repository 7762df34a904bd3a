"""Places as keys (楼栋按键): few enough for a small phone, with a way to the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.registry import Building
from rendering.buttons import Button
from rendering.screens import Key, rows
from rendering.texts import Texts

PAGE = 24
PER_ROW = 4


def building_keys(
    texts: Texts,
    buildings: Sequence[Building],
    *,
    press: Callable[[Building], Button],
    turn: Callable[[int], Button],
    page: int,
) -> tuple[tuple[Key, ...], ...]:
    """One page of buildings, four a row; `turn` gives the button of another page."""
    first = max(page, 0) * PAGE
    shown = buildings[first : first + PAGE]
    others = [] if page <= 0 else [Key(texts.plain("registry.page.before"), turn(page - 1))]
    if first + PAGE < len(buildings):
        others.append(Key(texts.plain("registry.page.after"), turn(page + 1)))
    found = rows(*(Key(building.label, press(building)) for building in shown), per_row=PER_ROW)
    return (*found, tuple(others)) if others else found
