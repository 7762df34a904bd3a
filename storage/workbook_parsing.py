"""Parsing apart (另起进程读表): a program of its own, so that a hostile workbook harms only itself.

The workbook comes on standard input; what is in it goes out as JSON: `{"flaw": …, "facts": …}` or `{"sheets": …}`.
It imports nothing of the house: it is run by its path, in an isolated interpreter.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum, load_workbook

LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS, MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 2_000, 60, 20_000, 60
LONGEST_CELL = 200
"""Characters of a cell that are looked at; one more tells that there were more."""

MEMORY, SECONDS = 1024**3, 15
OFFICE_BEFORE_XML = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEALED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
NEEDED = re.compile(
    r"^(?!docProps/|customXml/|xl/(theme|media|drawings|charts|pivot\w*|externalLinks)/).*\.(xml|rels)$"
)
TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>(?:\s*<(?:\w+:)?(f|v|is)\b)?")
PLACE = re.compile(rb"""(?:^|\s)r=["']([A-Z]{0,3})(\d{1,9})["']""")
FAILED = re.compile(rb"""(?:^|\s)t=["']e["']""")

Places = set[tuple[int, int]]
Cells = dict[int, dict[int, list[str]]]
"""Row → column → kind (s n b d e), text, marks (f: a formula; a: merged, from the left; d: merged, from above)."""


class Unusable(Exception):
    """Why it cannot be read: a flaw's name and its facts."""

    def __init__(self, flaw: str, **facts: int) -> None:
        super().__init__(flaw)
        self.answer = {"flaw": flaw, "facts": facts}


def parse(content: bytes) -> dict[str, Any]:
    """The sheets of a workbook, or what is wrong with the whole of it."""
    try:
        parts = unpack(content)
        with load_workbook(io.BytesIO(pack(parts))) as book:
            return {"sheets": list(_sheets(book, parts))}
    except Unusable as unusable:
        return unusable.answer
    except (CalamineError, ElementTree.ParseError):
        return Unusable("broken").answer


def unpack(content: bytes) -> dict[str, bytes]:
    """The parts that are needed, each unpacked within bounds, whatever the directory claims. Raises Unusable."""
    if content.startswith(OFFICE_BEFORE_XML):
        raise Unusable("encrypted" if SEALED_PACKAGE in content else "old_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = dict(_parts(package))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Unusable("broken" if content.startswith(b"PK") else "not_a_workbook") from error
    if "xl/workbook.xml" not in parts:
        raise Unusable("not_a_workbook")
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in parts.values()):
        raise Unusable("broken")
    return parts


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    found = package.infolist()
    if len(found) > MOST_PARTS:
        raise Unusable("too_heavy")
    left = LARGEST_UNPACKED
    for info in found:
        if info.flag_bits & 1:
            raise Unusable("encrypted")
        if NEEDED.match(info.filename):
            with package.open(info) as file:
                part = file.read(left + 1)
            left -= len(part)
            if left < 0:
                raise Unusable("unpacks_too_big", most=LARGEST_UNPACKED // 1024**2)
            yield info.filename, part


def pack(parts: dict[str, bytes]) -> bytes:
    """The same parts as a plain package: what was looked at is what is read."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def _sheets(book: CalamineWorkbook, parts: dict[str, bytes]) -> Iterator[list[Any]]:
    shown = {sheet.name: sheet.visible is SheetVisibleEnum.Visible for sheet in book.sheets_metadata}
    if len(shown) > MOST_SHEETS:
        raise Unusable("too_many_sheets", most=MOST_SHEETS)
    files, left = sheet_files(parts), MOST_ROWS
    for name in book.sheet_names:
        if name not in files:
            continue  # a chart on a sheet of its own
        formulas, failed, rows = survey(parts[files[name]])
        left -= rows
        if left < 0:
            raise Unusable("too_many_rows", most=MOST_ROWS)
        cells = read(book.get_sheet_by_name(name), formulas, failed)
        yield [name, not shown[name], [[row, list(found.items())] for row, found in sorted(cells.items())]]


def sheet_files(parts: dict[str, bytes]) -> dict[str, str]:
    """Sheet → the part that holds it."""
    related = ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))  # noqa: S314 - no DTD in it
    targets = {item.get("Id"): item.get("Target", "") for item in related.iter() if item.get("Id")}
    listed = ElementTree.fromstring(parts["xl/workbook.xml"])  # noqa: S314 - the same
    found = {}
    for sheet in listed.iterfind("{*}sheets/{*}sheet"):
        number = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        target = targets.get(number, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in parts and "worksheets" in path:
            found[sheet.get("name", "")] = path
    return found


def survey(part: bytes) -> tuple[Places, Places, int]:
    """Where formulas are, where they failed, and the last row with something in it. Raises Unusable."""
    formulas: Places = set()
    failed: Places = set()
    row = column = last = 0
    for found in TAG.finditer(part):
        tag, about, inside = found.groups()
        letters, number = _place(about)
        if tag == b"row":
            row, column = number or row + 1, 0
            continue
        column = _number(letters) or column + 1
        row = number or row
        if not inside:
            continue  # a cell with a colour and nothing in it
        last = max(last, row)
        if last > MOST_ROWS:
            raise Unusable("too_many_rows", most=MOST_ROWS)
        if column > MOST_COLUMNS:
            raise Unusable("too_many_columns", most=MOST_COLUMNS)
        if inside == b"f":
            formulas.add((row, column))
        if FAILED.search(about):
            failed.add((row, column))
    return formulas, failed, last


def _place(about: bytes) -> tuple[bytes, int]:
    found = PLACE.search(about)
    return (found[1], int(found[2])) if found else (b"", 0)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def read(sheet: CalamineSheet, formulas: Places, failed: Places) -> Cells:
    """Every cell with something in it, merged ranges filled."""
    cells: Cells = {}
    west = (sheet.start or (0, 0))[1]
    for row, values in enumerate(sheet.iter_rows(), start=1):  # the empty rows above come, the columns beside do not
        for column, value in enumerate(values, start=west + 1):
            kind, text = ("e", "") if (row, column) in failed else _told(value)
            if text or kind == "e":
                mark = "f" if (row, column) in formulas else ""
                cells.setdefault(row, {})[column] = [kind, text[: LONGEST_CELL + 1], mark]
    _fill(cells, sheet.merged_cell_ranges or [])
    return cells


def _told(value: Any) -> tuple[str, str]:
    """A cell's kind and text; whole numbers without a point, others exactly as they were written."""
    if isinstance(value, str):
        return "s", value
    if isinstance(value, bool):
        return "b", str(value)
    if isinstance(value, int | float):
        whole = isinstance(value, int) or (value.is_integer() and abs(value) < 1e15)
        return "n", str(int(value)) if whole else repr(value)
    return "d", str(value)


def _fill(cells: Cells, ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    left = MOST_ROWS * MOST_COLUMNS
    bottom = max(cells, default=0)
    for (top, west), (south, east) in ranges:
        kind, text, _ = cells.get(top + 1, {}).get(west + 1, ["s", "", ""])
        for row in range(top + 1, min(south + 1, bottom) + 1) if text else ():
            for column in range(west + 1, min(east + 1, MOST_COLUMNS) + 1):
                left -= 1
                if left < 0:
                    raise Unusable("too_heavy")
                mark = "a" if column > west + 1 else "d"
                cells.setdefault(row, {}).setdefault(column, [kind, text, mark])


def bound() -> None:
    """What this process may take of the machine, where the system keeps count."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    bound()
    sys.stdout.write(json.dumps(parse(sys.stdin.buffer.read())))
