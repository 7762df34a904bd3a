"""Rows read (读行): from the sheets of a workbook to homes, with everything that is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from domain.owners import Owner
from domain.units import AreaSource
from domain.workbook_cells import (
    Meaning,
    Parts,
    building_label,
    door_parts,
    entrance_label,
    read_area,
    read_count,
    read_floor,
    read_meaning,
    read_names,
    read_numbers,
    repeats_building,
    said,
)
from domain.workbook_headings import Headings, find_headings
from domain.workbook_lines import Line, Reading
from domain.workbooks import Cell, CellKind, Column, Flaw, Merged, Problem, Row, Sheet, Unreadable, Vocabulary, plain

Value = TypeVar("Value")

BUILDING_SHEET = re.compile(r"(?:第)?[0-9a-z零一二三四五六七八九十]{1,3}(?:号楼|栋|幢|座)")


def read_sheets(sheets: Sequence[Sheet], words: Vocabulary, *, compound: str, others: Iterable[str] = ()) -> Reading:
    """The homes of one compound; sheets and rows of `others` are left aside, and said so."""
    chosen, problems = _chosen([sheet for sheet in sheets if sheet.rows], compound, others)
    lines: list[Line] = []
    understood = False
    for sheet in chosen:
        headings = find_headings(sheet, words)
        if headings is None:
            problems.append(Problem(Flaw.UNUSED_SHEET, sheet.name))
            continue
        understood = True
        reader = SheetReading(sheet, headings, words, plain(compound))
        lines += reader.lines()
        problems += [*headings.problems, *reader.problems, *reader.doubts()]
    if not understood:
        problems.append(Problem(Flaw.NO_HEADINGS))
    elif not lines and not any(problem.grave for problem in problems):
        problems.append(Problem(Flaw.NO_HOMES, facts={"compound": compound}))
    return Reading(tuple(lines), tuple(problems))


def _chosen(sheets: Sequence[Sheet], compound: str, others: Iterable[str]) -> tuple[list[Sheet], list[Problem]]:
    """Sheets to read: those that bear the compound's name where there are any, else all but other compounds'."""
    problems = [Problem(Flaw.HIDDEN_SHEET, sheet.name) for sheet in sheets if sheet.hidden]
    shown = [sheet for sheet in sheets if not sheet.hidden]
    own = [sheet for sheet in shown if plain(sheet.name) == plain(compound)]
    foreign = set(map(plain, others))
    chosen = own or [sheet for sheet in shown if plain(sheet.name) not in foreign]
    return chosen, problems + [Problem(Flaw.UNUSED_SHEET, sheet.name) for sheet in shown if sheet not in chosen]


@dataclass
class SheetReading:
    """A sheet being read (读一张表), row by row."""

    sheet: Sheet
    headings: Headings
    words: Vocabulary
    compound: str
    problems: list[Problem] = field(default_factory=list)
    elsewhere: Counter[str] = field(default_factory=Counter)
    formulas: Counter[int] = field(default_factory=Counter)
    named: int = 0

    @cached_property
    def repeats(self) -> bool:
        """Whether doors like 3-301 say their building once more."""
        places = [self.headings.columns.get(column, 0) for column in (Column.BUILDING, Column.ROOM)]
        rows = (row for number, row in self.sheet.rows.items() if number > self.headings.last)
        return repeats_building((row[places[0]].text, row[places[1]].text) for row in rows if set(places) <= row.keys())

    def lines(self) -> list[Line]:
        """A home a row; rows under a door that was merged downward add their owners to it."""
        if Column.ROOM not in self.headings.columns:
            return []
        found: list[Line] = []
        below: Line | None = None  # the home that a merged door reaches down from
        for number in sorted(number for number in self.sheet.rows if number > self.headings.last):
            row = RowReading(self, number, self.sheet.rows[number])
            room = row.cell(Column.ROOM)
            if room is not None and room.merged is Merged.BELOW:
                if below is not None:
                    found[-1] = below = row.joined(below)
                continue
            below = row.line()
            found += [below] if below is not None else []
        return found

    @property
    def building(self) -> str:
        """3号楼, where the whole sheet is one building's and says so in its name."""
        return self.sheet.name if BUILDING_SHEET.fullmatch(plain(self.sheet.name)) else ""

    def doubts(self) -> Iterator[Problem]:
        """What was noticed all through the sheet, each told once."""
        name, titles = self.sheet.name, self.headings.titles
        for column, n in sorted(self.formulas.items()):
            yield Problem(Flaw.FORMULA, name, 0, column, titles[column], {"n": n})
        for compound, n in self.elsewhere.items():
            yield Problem(Flaw.OTHER_COMPOUND, name, facts={"n": n, "compound": compound})
        if self.named:
            yield Problem(Flaw.DEVELOPER_NAMED, name, facts={"n": self.named})


@dataclass
class RowReading:
    """A row being read (读一行): every cell's flaw is noted, and the rest is read on."""

    of: SheetReading
    number: int
    cells: Row

    def cell(self, column: Column) -> Cell | None:
        """The cell of a column; none where a neighbour merely reaches over."""
        cell = self.cells.get(self.of.headings.columns.get(column, 0))
        return None if cell is None or cell.merged is Merged.ACROSS else cell

    def note(self, flaw: Flaw, column: Column, /, **facts: object) -> None:
        place = self.of.headings.columns.get(column, 0)
        title = self.of.headings.titles.get(place, "")
        self.of.problems.append(Problem(flaw, self.of.sheet.name, self.number, place, title, facts))

    def keep(self, column: Column, value: Value | Unreadable) -> Value | None:
        """The value, or nothing once its flaw is noted."""
        if not isinstance(value, Unreadable):
            return value
        self.note(value.flaw, column, **value.facts)
        return None

    def text(self, column: Column) -> str | None:
        """What stands in the cell; None when it cannot be read, which is noted."""
        cell = self.cell(column)
        if cell is not None and cell.kind is CellKind.FLAG and column is not Column.DEVELOPER:
            return self.keep(column, Unreadable(Flaw.FLAG_CELL))
        if cell is not None and cell.formula:
            self.of.formulas[self.of.headings.columns[column]] += 1
        return self.keep(column, said(cell, self.of.words))

    def line(self) -> Line | None:
        """The home in this row; None where there is none, or where its door cannot be read."""
        used = [cell for column in self.of.headings.columns if (cell := self.cell(column)) is not None]
        if all(cell.merged is Merged.BELOW for cell in used) or self._adds_up() or self._elsewhere():
            return None
        door = self._door()
        if door is None:
            return None
        kind = self._meaning(Column.KIND, self.of.words.kinds, Flaw.UNKNOWN_KIND)
        developer = self._meaning(Column.DEVELOPER, self.of.words.answers, Flaw.UNKNOWN_ANSWER)
        area = self._area()
        return Line(
            self.of.sheet.name,
            self.number,
            *door,
            floor=self.keep(Column.FLOOR, read_floor(self.text(Column.FLOOR) or "")),
            kind=kind,
            area=area,
            source=self._source(area),
            owners=self._owners(bool(developer)),
            developer=developer,
            inhabitants=self.keep(Column.INHABITANTS, read_count(self.text(Column.INHABITANTS) or "")),
        )

    def joined(self, above: Line) -> Line:
        """The home above with the owners of this row, which belongs to the same door."""
        area = self.cell(Column.AREA)
        if area is not None and area.merged is not Merged.BELOW:
            self.note(Flaw.DOUBLE_DOOR, Column.AREA, door=above.name, sheet=above.sheet, row=above.row)
        cell = self.cell(Column.OWNERS)
        if cell is None or cell.merged is Merged.BELOW:
            return above
        owners = dict.fromkeys((*above.owners, *self._owners(bool(above.developer))))
        return replace(above, owners=tuple(owners))

    def _adds_up(self) -> bool:
        """合计: no home."""
        return any(plain(cell.text) in self.of.words.totals for cell in self.cells.values())

    def _elsewhere(self) -> bool:
        """Whether the row is another compound's, which is counted."""
        name = self.text(Column.COMPOUND) or ""
        if not name or plain(name) == self.of.compound:
            return False
        self.of.elsewhere[name] += 1
        return True

    def _door(self) -> tuple[str, str, str] | None:
        building, entrance, room = map(self.text, (Column.BUILDING, Column.ENTRANCE, Column.ROOM))
        if building is None or entrance is None or room is None:
            return None
        if not room:
            self.note(Flaw.NO_ROOM, Column.ROOM)
            return None
        building = building or self.of.building
        parts = self.keep(Column.ROOM, door_parts(room, building, entrance, repeats=self.of.repeats))
        return None if parts is None else self._labelled(building or parts.building, entrance or parts.entrance, parts)

    def _labelled(self, building: str, entrance: str, parts: Parts) -> tuple[str, str, str] | None:
        if not building:
            self._no_building()
            return None
        above = self.keep(Column.BUILDING, building_label(building))
        within = self.keep(Column.ENTRANCE, entrance_label(entrance))
        return None if above is None or within is None else (above, within, parts.room)

    def _no_building(self) -> None:
        """Told once for a sheet that has no column for it."""
        if Column.BUILDING in self.of.headings.columns:
            self.note(Flaw.NO_BUILDING, Column.BUILDING)
        elif not any(problem.flaw is Flaw.MISSING_COLUMN for problem in self.of.problems):
            facts = {"column": Column.BUILDING.value}
            self.of.problems.append(Problem(Flaw.MISSING_COLUMN, self.of.sheet.name, facts=facts))

    def _meaning(self, column: Column, known: Mapping[str, Meaning], flaw: Flaw) -> Meaning | None:
        return self.keep(column, read_meaning(self.text(column) or "", known, flaw))

    def _area(self) -> int | None:
        cell, text = self.cell(Column.AREA), self.text(Column.AREA)
        return None if cell is None or text is None else self.keep(Column.AREA, read_area(cell, text))

    def _source(self, area: int | None) -> AreaSource | None:
        written = self._meaning(Column.SOURCE, self.of.words.sources, Flaw.UNKNOWN_SOURCE)
        return written or (None if area is None else self.of.headings.implied)

    def _owners(self, developer: bool) -> tuple[Owner, ...]:
        text, numbers = self.text(Column.OWNERS), self.text(Column.NUMBERS) or ""
        names = None if text is None else self.keep(Column.OWNERS, read_names(text))
        if names is None:
            return ()
        if developer:
            self.of.named += bool(names)
            return ()
        given = self.keep(Column.NUMBERS, read_numbers(numbers, len(names))) or ("",) * len(names)
        return tuple(map(Owner, names, given))
