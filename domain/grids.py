"""Grids (网格): buildings of a community that one worker looks after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.registry import Building, Place

MOST_GRIDS = 200
NUMBERED = re.compile(r"第(\d+)网格")


@dataclass(frozen=True)
class Grid:
    """One grid (一个网格): its buildings, and how many households live in them."""

    id: int
    community_id: int
    label: str
    buildings: tuple[Building, ...] = ()
    households: int = 0

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(Place(building.compound_id, building.id) for building in self.buildings)


@dataclass(frozen=True)
class GridMap:
    """The grids of a community (网格图), and the buildings that lie in none."""

    community_id: int
    community: str
    grids: tuple[Grid, ...]
    loose: tuple[Building, ...]
    workers: tuple[tuple[int, str], ...] = ()  # grid, name

    @property
    def households(self) -> int:
        """Households in all grids together."""
        return sum(grid.households for grid in self.grids)

    def workers_of(self, grid_id: int) -> tuple[str, ...]:
        """Who looks after a grid; nobody: vacant (空缺)."""
        return tuple(name for grid, name in self.workers if grid == grid_id)


def next_label(grids: Iterable[Grid]) -> str:
    """What a new grid is called: 第8网格 after seven."""
    numbers = [int(found[1]) for grid in grids if (found := NUMBERED.fullmatch(grid.label))]
    return f"第{max(numbers, default=0) + 1}网格"


def served(grids: Sequence[Grid], compound_id: int) -> list[Grid]:
    """Grids with a building of this compound."""
    return [grid for grid in grids if any(building.compound_id == compound_id for building in grid.buildings)]
