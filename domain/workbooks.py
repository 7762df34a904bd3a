"""Workbooks (表格): cells and sheets as somebody filled them in, the words they use, and what can be wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.outcomes import Facts
from domain.units import AreaSource, UnitKind


class CellKind(StrEnum):
    """Kinds of cell (单元格的种类), as the program that wrote the workbook stored them."""

    TEXT = "s"
    NUMBER = "n"
    FLAG = "b"  # TRUE, FALSE
    DATE = "d"
    ERROR = "e"  # #N/A, #DIV/0!


class Merged(StrEnum):
    """How a cell came by its content where cells were merged (合并单元格)."""

    NOT = ""
    BELOW = "d"  # the cell above reaches down to here
    ACROSS = "a"  # a cell to the left reaches over to here


@dataclass(frozen=True)
class Cell:
    """One cell with something in it (单元格); numbers as they were written, never as floats."""

    kind: CellKind
    text: str
    formula: bool = False
    merged: Merged = Merged.NOT


Row = Mapping[int, Cell]
"""Column, counted from 1 → cell."""


@dataclass(frozen=True)
class Sheet:
    """One sheet (工作表): row, counted from 1 → its cells."""

    name: str
    rows: Mapping[int, Row]
    hidden: bool = False


class Column(StrEnum):
    """What a column can be about (表格的列)."""

    COMPOUND = "compound"  # 小区
    BUILDING = "building"  # 楼栋
    ENTRANCE = "entrance"  # 单元
    FLOOR = "floor"  # 楼层
    ROOM = "room"  # 房号
    KIND = "kind"  # 用途
    AREA = "area"  # 面积
    SOURCE = "source"  # 面积来源
    OWNERS = "owners"  # 业主
    NUMBERS = "numbers"  # 业主编号
    DEVELOPER = "developer"  # 开发商未售
    INHABITANTS = "inhabitants"  # 常住人数


@dataclass(frozen=True)
class Vocabulary:
    """What people write and what it means (写法). Everything in it is `plain`."""

    columns: Mapping[Column, tuple[str, ...]]
    groups: frozenset[str]
    silent: frozenset[str]
    sensitive: frozenset[str]
    totals: frozenset[str]
    implied: Mapping[str, AreaSource]
    kinds: Mapping[str, UnitKind]
    sources: Mapping[str, AreaSource]
    answers: Mapping[str, bool]
    blank: frozenset[str]
    decorations: tuple[str, ...]

    def heading(self, text: str) -> str:
        """A heading without what stands beside it: 建筑面积（㎡） is 建筑面积."""
        bare = plain(text)
        for word in self.decorations:
            bare = bare.replace(word, "")
        return bare


BRACKETS = {"(": ")", "[": "]", "【": "】", "〔": "〕", "<": ">"}
BESIDE = frozenset(":*,;_'\"·.")
"""Signs that say nothing in a heading or an answer."""


def plain(text: str) -> str:
    """Words as they are compared: one width, small letters, no spaces, no brackets and what is in them."""
    kept, closing = [], ""
    for sign in unicodedata.normalize("NFKC", text).lower():
        if closing:
            closing = "" if sign == closing else closing
        elif sign in BRACKETS:
            closing = BRACKETS[sign]
        elif not sign.isspace() and sign not in BESIDE:
            kept.append(sign)
    return "".join(kept)


def letters(column: int) -> str:
    """1 is A, 27 is AA: what stands above the column."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class Flaw(StrEnum):
    """What can be wrong or in doubt (表格里的问题): the words are `workbook.flaw.<value>`."""

    # the whole workbook
    EMPTY_FILE = "empty_file"
    TOO_BIG = "too_big"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    NOT_A_WORKBOOK = "not_a_workbook"
    OLD_WORKBOOK = "old_workbook"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_HEAVY = "too_heavy"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_SHEETS = "too_many_sheets"
    NO_HEADINGS = "no_headings"
    NO_HOMES = "no_homes"
    TOO_MANY_BUILDINGS = "too_many_buildings"
    # a sheet, a column
    MISSING_COLUMN = "missing_column"
    DOUBLE_COLUMN = "double_column"
    # a cell
    DATE_CELL = "date_cell"
    ERROR_CELL = "error_cell"
    FLAG_CELL = "flag_cell"
    ODD_SIGNS = "odd_signs"
    TOO_LONG = "too_long"
    NO_BUILDING = "no_building"
    NO_ROOM = "no_room"
    ODD_LABEL = "odd_label"
    ODD_FLOOR = "odd_floor"
    AREA_WORDS = "area_words"
    AREA_DECIMALS = "area_decimals"
    AREA_ZERO = "area_zero"
    AREA_NEGATIVE = "area_negative"
    AREA_HUGE = "area_huge"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_SOURCE = "unknown_source"
    UNKNOWN_ANSWER = "unknown_answer"
    ODD_COUNT = "odd_count"
    ODD_NAME = "odd_name"
    TOO_MANY_OWNERS = "too_many_owners"
    ODD_NUMBER = "odd_number"
    IDENTITY_NUMBER = "identity_number"
    NUMBERS_DIFFER = "numbers_differ"
    # a home beside others
    DOUBLE_DOOR = "double_door"
    DOOR_DISAGREES = "door_disagrees"
    WHICH_ENTRANCE = "which_entrance"
    NUMBER_OF_TWO = "number_of_two"
    NUMBER_KNOWN = "number_known"
    # what may be confirmed
    FORMULA = "formula"
    SAME_NAME = "same_name"
    NO_SOURCE = "no_source"
    DEVELOPER_NAMED = "developer_named"
    OTHER_COMPOUND = "other_compound"
    UNUSED_SHEET = "unused_sheet"
    HIDDEN_SHEET = "hidden_sheet"
    UNUSED_COLUMN = "unused_column"
    SENSITIVE_COLUMN = "sensitive_column"


CONFIRMABLE = frozenset(list(Flaw)[list(Flaw).index(Flaw.FORMULA) :])
"""Doubts that whoever sent the workbook may wave through (可以照样导入的); everything else must be mended first."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong or in doubt, and where it stands (一处问题). Row and column 0: not of any one."""

    flaw: Flaw
    sheet: str = ""
    row: int = 0
    column: int = 0
    heading: str = ""
    facts: Facts = field(default_factory=dict)

    @property
    def grave(self) -> bool:
        """Whether nothing can be imported before it is mended."""
        return self.flaw not in CONFIRMABLE


@dataclass(frozen=True)
class Unreadable:
    """A cell that cannot be read (读不出的格): why, with facts for the words."""

    flaw: Flaw
    facts: Facts = field(default_factory=dict)
