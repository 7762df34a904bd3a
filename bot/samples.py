"""Sample workbooks (示例名册): compounds of known figures with invented people, the same every time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from domain.owners import Owner
from domain.units import AreaSource, UnitKind
from domain.workbook_cells import building_label, entrance_label
from domain.workbook_lines import Line
from rendering.registry_workbook import registry_workbook
from rendering.texts import Texts

DATA = Path(__file__).with_name("samples.toml")
MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""When every sample says it was made, so that it is the same file each time."""

SIZES = (6235, 7140, 8937, 9482, 10510, 12036)
"""Areas of homes beside each other, in 0.01 ㎡."""

SHARED, TWICE = 7, 50
"""Every seventh home has two owners; every fiftieth belongs to the owner of the one before."""


@dataclass(frozen=True)
class Sample:
    """A community's workbook (示例): a sheet for each compound, and the grid of each building."""

    sheets: dict[str, list[Line]]
    grids: dict[tuple[str, str], str]


def sample_names() -> list[str]:
    """What can be asked for."""
    return [community["name"] for community in _data()["communities"]]


def sample_workbook(texts: Texts, name: str) -> bytes:
    """The workbook of a community."""
    found = sample(name)
    return registry_workbook(texts, found.sheets, at=MADE, grids=found.grids)


def sample(name: str) -> Sample:
    """The homes of a community."""
    community = next(one for one in _data()["communities"] if one["name"] == name)
    sheets = {compound["name"]: list(_homes(compound["buildings"])) for compound in community["compounds"]}
    total = sum(map(len, sheets.values()))
    people, first = _Crowd(community["residents"], total), 0
    for lines in sheets.values():
        lines[:] = [people.moved_in(line, number) for number, line in enumerate(lines, start=first)]
        first += len(lines)
    return Sample(sheets, dict(_grids(community["compounds"])))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _homes(buildings: Sequence[Sequence[int]]) -> Iterator[Line]:
    """Doors in stair order; what a building lacks is missing at the end of its last ground floor."""
    for number, (entrances, floors, across, lacking) in enumerate(buildings, start=1):
        for entrance in range(1, entrances + 1):
            for floor in range(1, floors + 1):
                gap = lacking if (entrance, floor) == (entrances, 1) else 0
                for door in range(1, across - gap + 1):
                    yield _home(number, entrance, floor, door)


def _home(building: int, entrance: int, floor: int, door: int) -> Line:
    return Line(
        sheet="",
        row=0,
        building=str(building_label(str(building))),
        entrance=str(entrance_label(str(entrance))),
        room=f"{floor}{door:02d}",
        floor=floor,
        kind=UnitKind.RESIDENTIAL,
        area=SIZES[(building + door) % len(SIZES)],
        source=AreaSource.REGISTERED,
        developer=False,
    )


class _Crowd:
    """Nobody real: names go round, every owner has a number, residents add up to what is known."""

    def __init__(self, residents: int, homes: int) -> None:
        self.residents, self.homes = residents, homes

    def moved_in(self, line: Line, number: int) -> Line:
        before, after = (self.residents * count // self.homes for count in (number, number + 1))
        return replace(line, owners=self._owners(number), inhabitants=after - before)

    def _owners(self, number: int) -> tuple[Owner, ...]:
        first = self._person(number - 1 if number % TWICE == TWICE - 1 else number)
        return (first, self._person(self.homes + number)) if number % SHARED == SHARED - 1 else (first,)

    def _person(self, number: int) -> Owner:
        surnames, given = _data()["surnames"], _data()["given"]
        return Owner(surnames[number % len(surnames)] + given[number % len(given)], f"Y{number + 1:04d}")


def _grids(compounds: Sequence[dict[str, Any]]) -> Iterator[tuple[tuple[str, str], str]]:
    """Sheet and building → 第1网格, counted through the community."""
    grid = 0
    for compound in compounds:
        building = 0
        for buildings in compound.get("grids", ()):
            grid += 1
            for _ in range(buildings):
                building += 1
                yield (compound["name"], str(building_label(str(building)))), str(grid)
