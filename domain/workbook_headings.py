"""Headings (表头): where they stand in a sheet, what each column is about, and what is left aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from domain.units import AreaSource
from domain.workbooks import Column, Flaw, Merged, Problem, Row, Sheet, Vocabulary, plain

LOOKED_AT = 10
"""Rows at the top among which the headings must be."""

ENOUGH = 2
"""Headings that must be known for a sheet to be one of homes at all."""

Titles = Mapping[int, tuple[str, ...]]
"""Column → its heading, or the one that spans several and its own below."""


@dataclass(frozen=True)
class Headings:
    """The headings of a sheet (表头): the last row they fill, and which column is about what."""

    last: int
    columns: Mapping[Column, int]
    titles: Mapping[int, str]
    implied: AreaSource | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Found:
    """What one or two rows would say, taken as headings (表头的一种读法). Column → about what, at which rank."""

    last: int
    deep: bool
    spanning: bool
    titles: Titles
    meanings: Mapping[int, tuple[Column, int]]

    @property
    def weight(self) -> tuple[int, bool, bool]:
        """The more columns are understood the better; of equals, two rows if the upper one spans columns, else one."""
        understood = len({column for column, _ in self.meanings.values()})
        return understood, self.deep and self.spanning, not self.deep


def find_headings(sheet: Sheet, words: Vocabulary) -> Headings | None:
    """The headings, with what is wrong with them; None where the sheet is about something else."""
    found = max(
        (_taken(sheet, last, depth, words) for last, depth in product(range(1, LOOKED_AT + 1), (1, 2))),
        key=lambda one: one.weight,
    )
    columns = {column for column, _ in found.meanings.values()}
    if Column.ROOM not in columns and len(columns) < ENOUGH:
        return None
    return _settled(sheet, found, words)


def _taken(sheet: Sheet, last: int, depth: int, words: Vocabulary) -> Found:
    row = last - depth + 1
    titles = _titles(sheet, row, depth)
    meanings = ((column, meaning(title, words)) for column, title in titles.items())
    spanning = any(cell.merged is Merged.ACROSS for cell in sheet.rows.get(row, {}).values())
    return Found(last, depth > 1, spanning, titles, {column: known for column, known in meanings if known is not None})


def _titles(sheet: Sheet, row: int, depth: int) -> Titles:
    rows = [sheet.rows.get(number, {}) for number in range(row, row + depth)]
    return {column: _title(rows, column) for column in sorted({column for row in rows for column in row})}


def _title(rows: list[Row], column: int) -> tuple[str, ...]:
    """A heading's words from above to below; none where a neighbour reaches over, once what reaches downward."""
    cells = [row[column] for row in rows if column in row]
    if cells[-1].merged is Merged.ACROSS:
        return ()
    return tuple(" ".join(cell.text.split()) for cell in cells if cell.merged is not Merged.BELOW)


def meaning(title: tuple[str, ...], words: Vocabulary) -> tuple[Column, int] | None:
    """What a column under this heading is about, and how early its word stands among those for it."""
    bare = [words.heading(part) for part in title]
    tries = ["".join(bare)]
    if bare and bare[0] in words.groups:
        tries.append(bare[-1])
    tries += [part for text in tries[-1:] for part in text.replace("、", "/").split("/")]
    known = ((column, names.index(text)) for text in tries for column, names in words.columns.items() if text in names)
    return next(known, None)


def _settled(sheet: Sheet, found: Found, words: Vocabulary) -> Headings:
    names = {column: "/".join(dict.fromkeys(title)) for column, title in found.titles.items()}
    columns: dict[Column, int] = {}
    problems = []
    for about in Column:
        ranked = sorted((rank, column) for column, (what, rank) in found.meanings.items() if what is about)
        if ranked:
            columns[about] = ranked[0][1]
        if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            facts = {"first": ranked[0][1]}
            problems.append(Problem(Flaw.DOUBLE_COLUMN, sheet.name, 0, ranked[1][1], names[ranked[1][1]], facts))
    if Column.ROOM not in columns:
        problems.append(Problem(Flaw.MISSING_COLUMN, sheet.name, facts={"column": Column.ROOM.value}))
    told = {*columns.values(), *(problem.column for problem in problems)}
    unused = {column: name for column, name in names.items() if column not in told}
    problems += _left_aside(sheet, unused, words)
    return Headings(found.last, columns, names, _implied(columns, found.titles, words), tuple(problems))


def _left_aside(sheet: Sheet, unused: Mapping[int, str], words: Vocabulary) -> Iterator[Problem]:
    for column, name in unused.items():
        parts = {words.heading(part) for part in name.split("/")}
        if parts & words.sensitive:
            yield Problem(Flaw.SENSITIVE_COLUMN, sheet.name, 0, column, name)
        elif not parts & words.silent and plain(name):
            yield Problem(Flaw.UNUSED_COLUMN, sheet.name, 0, column, name)


def _implied(columns: Mapping[Column, int], titles: Titles, words: Vocabulary) -> AreaSource | None:
    """Where areas come from, as their heading says."""
    title = titles.get(columns.get(Column.AREA, 0), ())
    return next((words.implied[part] for part in map(words.heading, reversed(title)) if part in words.implied), None)
