"""Workbooks read apart: within bounds, by a process that may come to grief alone."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

import storage.workbook_parsing
from domain.workbooks import Cell, CellKind, Flaw, Merged, Problem, Sheet
from storage.workbook_parsing import pack, parse, sheet_files, survey, unpack
from storage.workbooks import read_workbook
from tests.workbooks import xlsx

SMALL = xlsx([["楼栋", "房号"], ["3号楼", 301]])


async def sheets(content: bytes) -> list[Sheet]:
    found = await read_workbook(content)
    assert isinstance(found, list)
    return found


async def test_cells_come_as_they_were_written() -> None:
    rows = [["楼栋", 301, 89.37, True, "0301", 1e22], [], ["", -1]]
    (page,) = await sheets(xlsx(rows))
    assert page.name == "名册" and not page.hidden
    assert {
        row: {at: (cell.kind.value, cell.text) for at, cell in cells.items()} for row, cells in page.rows.items()
    } == {
        1: {
            1: ("s", "楼栋"),
            2: ("n", "301"),
            3: ("n", "89.37"),
            4: ("b", "True"),
            5: ("s", "0301"),
            6: ("n", "1e+22"),
        },
        3: {2: ("n", "-1")},
    }


async def test_merged_cells_say_where_they_come_from() -> None:
    (page,) = await sheets(xlsx([[], ["", "", "", 1]], lambda book, page: page.merge_range("A1:B2", "房屋")))
    whole = [Cell(CellKind.TEXT, "房屋", merged=merged) for merged in Merged]
    assert page.rows[1] == {1: whole[0], 2: whole[2]}
    assert page.rows[2] == {1: whole[1], 2: whole[2], 4: Cell(CellKind.NUMBER, "1")}


async def test_formulas_and_their_failures_are_marked() -> None:
    def draw(book: object, page: object) -> None:
        page.write_formula("A1", "=0.1+0.2", None, 0.1 + 0.2)  # type: ignore[attr-defined]
        page.write_formula("B1", "=1/0", None, "#DIV/0!")  # type: ignore[attr-defined]

    (page,) = await sheets(xlsx([], draw))
    assert page.rows[1] == {
        1: Cell(CellKind.NUMBER, "0.30000000000000004", formula=True),
        2: Cell(CellKind.ERROR, "", formula=True),
    }


async def test_a_cell_far_away_with_a_colour_and_nothing_in_it_is_nothing() -> None:
    def draw(book: object, page: object) -> None:
        colour = book.add_format({"bold": True})  # type: ignore[attr-defined]
        page.write_blank(1_048_575, 16_383, None, colour)  # type: ignore[attr-defined]

    (page,) = await sheets(xlsx([["楼栋"]], draw))
    assert list(page.rows) == [1]


async def test_what_takes_too_long_is_given_up(tmp_path: Path) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    assert await read_workbook(SMALL, parser=endless, patience=0.3) == Problem(Flaw.TOO_HEAVY)


async def test_what_comes_to_grief_harms_nobody(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("import os; os.abort()")
    assert await read_workbook(SMALL, parser=broken) == Problem(Flaw.TOO_HEAVY)


async def test_it_knows_nothing_of_our_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    curious = tmp_path / "curious.py"
    curious.write_text("import json, os; print(json.dumps({'sheets': [[name, 0, []] for name in os.environ]}))")
    found = await read_workbook(SMALL, parser=curious)
    assert isinstance(found, list) and "BOT_TOKEN" not in {page.name for page in found}


async def test_its_memory_is_bounded(tmp_path: Path) -> None:
    greedy = tmp_path / "greedy.py"
    house = str(Path(storage.workbook_parsing.__file__).parents[1])
    lines = f"import sys; sys.path.insert(0, {house!r})", "from storage.workbook_parsing import bound", "bound()"
    greedy.write_text("\n".join([*lines, "bytes(2**31)"]))
    assert await read_workbook(SMALL, parser=greedy) == Problem(Flaw.TOO_HEAVY)


async def test_an_empty_and_a_huge_file_are_not_even_tried() -> None:
    assert await read_workbook(b"") == Problem(Flaw.EMPTY_FILE)
    assert await read_workbook(b"PK" + bytes(10 * 1024**2)) == Problem(Flaw.TOO_BIG, facts={"most": 10})


def test_what_was_looked_at_is_what_is_read() -> None:
    parts = unpack(SMALL)
    assert unpack(pack(parts)) == parts
    assert sheet_files(parts) == {"名册": "xl/worksheets/sheet1.xml"}
    assert "docProps/app.xml" not in parts


def test_a_directory_that_lies_about_sizes_is_found_out() -> None:
    lying = bytearray(SMALL)
    at = lying.rindex(b"xl/worksheets/sheet1.xml") - 46  # where its entry in the directory begins
    assert lying[at : at + 4] == b"PK\x01\x02"
    lying[at + 24 : at + 28] = struct.pack("<I", 10)
    assert parse(bytes(lying)) == {"flaw": "broken", "facts": {}}


def test_cells_without_addresses_are_counted() -> None:
    part = b"<sheetData><row><c><v>1</v></c><c><f>2</f></c></row><row><c t='e'><v>1</v></c></row></sheetData>"
    assert survey(part) == ({(1, 2)}, {(2, 1)}, 2)


def test_a_chart_on_a_sheet_of_its_own_is_no_sheet() -> None:
    def draw(book: object, page: object) -> None:
        chart = book.add_chart({"type": "column"})  # type: ignore[attr-defined]
        chart.add_series({"values": "=名册!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)  # type: ignore[attr-defined]

    found = parse(xlsx([[1], [2]], draw))
    assert [name for name, *_ in found["sheets"]] == ["名册"]


def test_a_sheet_may_be_named_by_a_whole_path() -> None:
    parts = unpack(SMALL)
    related = parts["xl/_rels/workbook.xml.rels"].replace(b'"worksheets/', b'"/xl/worksheets/')
    assert sheet_files(parts | {"xl/_rels/workbook.xml.rels": related}) == {"名册": "xl/worksheets/sheet1.xml"}


def test_a_package_of_something_else_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    assert parse(file.getvalue()) == {"flaw": "not_a_workbook", "facts": {}}
