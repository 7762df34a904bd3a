"""Which place? However many there are, a screen has six keys, and each of them is reached page by page."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.registry import Place
from rendering import issues_faults, printing
from rendering.buttons import Button
from rendering.issues_faults import FaultAt, FaultEntrances, FaultIn, FaultPlaces
from rendering.printing import PrintFor, PrintPlaces
from rendering.screens import Screen
from rendering.texts import texts

MOST = 6
AT = FaultAt(1, 7)


def reached(draw: Callable[[int], Screen], further: type[Button]) -> set[Button | None]:
    """All that stands on the pages, from the first one on."""
    found: set[Button | None] = set()
    page: int | None = 0
    while page is not None:
        keys = [key for row in draw(page).keys for key in row]
        assert 0 < len(keys) <= MOST and all(draw(page).keys), "no row is empty"
        found |= {key.press for key in keys}
        onward = [int(vars(key.press)["page"]) for key in keys if isinstance(key.press, further)]
        page = next((to for to in onward if to > page), None)
    return found


@pytest.mark.parametrize("locale", ["zh_Hans", "en"])
@pytest.mark.parametrize("many", [1, 5, 6, 7, 61, 200])
def test_every_place_is_a_page_away(locale: str, many: int) -> None:
    words = texts(locale)
    places = [(Place(1, n), f"中华园{n}号楼") for n in range(1, many + 1)]
    ways = [(Place(1, 7, n), f"{n}单元") for n in range(1, many + 1)]
    faults = reached(lambda page: issues_faults.which_place(words, places, page), FaultPlaces)
    assert {FaultAt(1, n) for n in range(1, many + 1)} <= faults
    entrances = reached(lambda page: issues_faults.which_entrance(words, AT, ways, page), FaultEntrances)
    assert {FaultIn(1, 7, n) for n in range(many + 1)} <= entrances, "the whole building among them"
    prints = reached(lambda page: printing.which_place(words, places, page), PrintPlaces)
    assert {PrintFor(1, n) for n in range(1, many + 1)} <= prints
