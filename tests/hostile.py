"""Sixty and more workbooks that mean no good, or were made in a hurry: what each is, and what is said of it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date, time
from typing import Any

from domain.workbooks import Flaw
from tests.workbooks import HEADINGS, xlsx

GOOD = ["3号楼", "2单元", "301", 89.37, "登记", "张三", "Y1"]
SMALL = xlsx([HEADINGS, GOOD])
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Make = Callable[[], bytes]


def parts(content: bytes = SMALL) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def package(found: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, part in found.items():
            made.writestr(name, part)
    return file.getvalue()


def with_part(name: str, part: bytes | Callable[[bytes], bytes]) -> bytes:
    """The good workbook with one part exchanged."""
    found = parts()
    found[name] = part(found.get(name, b"")) if callable(part) else part
    return package(found)


def without(*names: str) -> bytes:
    return package({name: part for name, part in parts().items() if name not in names})


def raw(rows: str, after: str = "") -> bytes:
    """A sheet written by hand."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_part(SHEET, f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode())


def directory(field: int, value: bytes) -> bytes:
    """The good workbook whose directory says something untrue of its sheet."""
    lying = bytearray(SMALL)
    at = lying.rindex(SHEET.encode()) - 46
    lying[at + field : at + field + len(value)] = value
    return bytes(lying)


def row(**cells: Any) -> bytes:
    """One home with these cells in place of good ones."""
    names = dict(zip(("building", "entrance", "room", "area", "source", "owners", "number"), GOOD, strict=True))
    return xlsx([HEADINGS, list((names | cells).values())])


def wide(heading: str, value: Any) -> bytes:
    """One home with one column more."""
    return xlsx([["楼栋", "房号", heading], ["3", "301", value]])


def drawn(draw: Callable[[Any, Any], None]) -> bytes:
    """One home, with something drawn over it."""
    return xlsx([HEADINGS, GOOD], draw)


def hidden(book: Any, page: Any) -> None:
    book.add_worksheet("空").activate()
    page.hide()


def dated(value: date | time, how: str) -> Make:
    def draw(book: Any, page: Any) -> None:
        page.write_datetime("C2", value, book.add_format({"num_format": how}))

    return lambda: drawn(draw)


def inline(text: str, count: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>' for n in range(1, count))


def million() -> bytes:
    return raw("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000_001)))


def shared_bomb() -> bytes:
    """One string of four million signs, and two thousand cells that say it."""
    text = b"<sst><si><t>" + b"A" * 4_000_000 + b"</t></si></sst>"
    cells = '<c t="s"><v>0</v></c>' * 50
    found = parts(raw(f"<row>{cells}</row>" * 40))
    return package(found | {STRINGS: text})


def merged_bomb() -> bytes:
    ranges = "".join(f'<mergeCell ref="A1:BH{n}"/>' for n in range(1_000, 1_200))
    return raw(inline("a", 2_000), f'<mergeCells count="200">{ranges}</mergeCells>')


def entities() -> bytes:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return with_part(SHEET, lambda part: bomb.encode() + part)


FILES: dict[str, tuple[Make, Flaw]] = {
    "nothing at all": (lambda: b"", Flaw.EMPTY_FILE),
    "one byte": (lambda: b"P", Flaw.NOT_A_WORKBOOK),
    "words": ("楼栋,房号\n3,301\n".encode, Flaw.NOT_A_WORKBOOK),
    "a page": (lambda: b"<html><table><tr><td>301</td></tr></table></html>", Flaw.NOT_A_WORKBOOK),
    "a paper": (lambda: b"%PDF-1.7\n" + bytes(2_000), Flaw.NOT_A_WORKBOOK),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(2_000), Flaw.NOT_A_WORKBOOK),
    "half a file": (lambda: SMALL[: len(SMALL) // 2], Flaw.BROKEN),
    "its first bytes": (lambda: SMALL[:100], Flaw.BROKEN),
    "all but its last bytes": (lambda: SMALL[:-10], Flaw.BROKEN),
    "a package of nothing": (lambda: package({}), Flaw.NOT_A_WORKBOOK),
    "a letter": (lambda: package({"word/document.xml": b"<w/>"}), Flaw.NOT_A_WORKBOOK),
    "an old workbook": (lambda: OLD + bytes(5_000), Flaw.OLD_WORKBOOK),
    "a locked workbook": (lambda: OLD + bytes(512) + "EncryptedPackage".encode("utf-16-le"), Flaw.ENCRYPTED),
    "a locked part": (lambda: directory(8, b"\x01\x00"), Flaw.ENCRYPTED),
    "a wrong checksum": (lambda: directory(16, b"\x00\x00\x00\x00"), Flaw.BROKEN),
    "a directory that lies": (lambda: directory(24, struct.pack("<I", 10)), Flaw.BROKEN),
    "an unheard-of packing": (lambda: directory(10, b"\x63\x00"), Flaw.BROKEN),
    "too large a file": (lambda: SMALL + bytes(11 * 1024**2), Flaw.TOO_BIG),
    "a bomb of zeros": (lambda: with_part(SHEET, bytes(70 * 1024**2)), Flaw.UNPACKS_TOO_BIG),
    "a bomb of words": (lambda: with_part(STRINGS, b" " * 70 * 1024**2), Flaw.UNPACKS_TOO_BIG),
    "thousands of parts": (lambda: package({f"xl/p{n}.xml": b"" for n in range(2_500)}), Flaw.TOO_HEAVY),
    "a sheet without an end": (lambda: with_part(SHEET, lambda part: part[:-30]), Flaw.BROKEN),
    "a sheet of noise": (lambda: with_part(SHEET, b"\x00\xff" * 500), Flaw.BROKEN),
    "a book without an end": (lambda: with_part(BOOK, lambda part: part[:-30]), Flaw.BROKEN),
    "a book of noise": (lambda: with_part(BOOK, b"\x00\xff" * 500), Flaw.BROKEN),
    "no list of sheets": (lambda: without("xl/_rels/workbook.xml.rels"), Flaw.BROKEN),
    "no sheet": (lambda: without(SHEET), Flaw.NO_HEADINGS),
    "no words": (lambda: without(STRINGS), Flaw.BROKEN),
    "words that are not there": (lambda: raw('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), Flaw.BROKEN),
    "entities within entities": (entities, Flaw.BROKEN),
    "an entity from elsewhere": (
        lambda: with_part(BOOK, lambda part: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + part),
        Flaw.BROKEN,
    ),
    "a million rows": (million, Flaw.TOO_MANY_ROWS),
    "one row too many": (lambda: raw(inline("a", 20_002)), Flaw.TOO_MANY_ROWS),
    "the last row there is": (lambda: raw('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), Flaw.TOO_MANY_ROWS),
    "the last cell there is": (
        lambda: raw('<row r="2"><c r="XFD2"><v>1</v></c></row>'),
        Flaw.TOO_MANY_COLUMNS,
    ),
    "three hundred columns": (lambda: xlsx([list(range(300))]), Flaw.TOO_MANY_COLUMNS),
    "seventy sheets": (lambda: xlsx({f"第{n}张": [["楼栋"]] for n in range(70)}), Flaw.TOO_MANY_SHEETS),
    "one string in every cell": (shared_bomb, Flaw.TOO_HEAVY),
    "merged again and again": (merged_bomb, Flaw.TOO_HEAVY),
}
"""What is wrong with the whole."""

SHEETS: dict[str, tuple[Make, Flaw]] = {
    "an empty sheet": (lambda: xlsx([]), Flaw.NO_HEADINGS),
    "homes without headings": (lambda: xlsx([GOOD]), Flaw.NO_HEADINGS),
    "headings too far down": (lambda: xlsx([*[[]] * 10, HEADINGS, GOOD]), Flaw.NO_HEADINGS),
    "headings nobody knows": (lambda: xlsx([["甲", "乙", "丙"], GOOD]), Flaw.NO_HEADINGS),
    "headings and no homes": (lambda: xlsx([HEADINGS]), Flaw.NO_HOMES),
    "another compound's homes": (lambda: xlsx([["小区", "楼栋", "房号"], ["府河苑", 1, 101]]), Flaw.NO_HOMES),
    "no doors": (lambda: xlsx([["楼栋", "业主"], ["3", "张三"]]), Flaw.MISSING_COLUMN),
    "no buildings": (lambda: xlsx([["房号", "业主"], ["301", "张三"]]), Flaw.MISSING_COLUMN),
    "the same heading twice": (lambda: xlsx([["楼栋", "房号", "房号"], [3, 301, 302]]), Flaw.DOUBLE_COLUMN),
    "everything hidden": (lambda: drawn(hidden), Flaw.NO_HEADINGS),
    "everything merged into one": (
        lambda: drawn(lambda book, page: page.merge_range("A4:G90", "3号楼")),
        Flaw.NO_ROOM,
    ),
    "a door merged over two homes": (
        lambda: xlsx(
            [HEADINGS, GOOD, [*["3号楼", "2单元", "", 90]]], lambda book, page: page.merge_range("C2:C3", "301")
        ),
        Flaw.DOUBLE_DOOR,
    ),
    "a door twice": (lambda: xlsx([HEADINGS, GOOD, GOOD]), Flaw.DOUBLE_DOOR),
    "a door twice in other words": (
        lambda: xlsx([HEADINGS, GOOD, ["三栋", "二门", "０３０１室", "", "", "", ""]]),
        Flaw.DOUBLE_DOOR,
    ),
    "one number for two names": (
        lambda: xlsx([HEADINGS, GOOD, ["3", "2", "302", "", "", "李四", "Y1"]]),
        Flaw.NUMBER_OF_TWO,
    ),
    "a city of buildings": (
        lambda: xlsx([["楼栋", "房号"], *([n, 101] for n in range(1, 202))]),
        Flaw.TOO_MANY_BUILDINGS,
    ),
    "a footer": (lambda: xlsx([HEADINGS, GOOD, ["制表人：赵主任"]]), Flaw.NO_ROOM),
}
"""What is wrong with a sheet, or between its homes."""

CELLS: dict[str, tuple[Make, Flaw]] = {
    "a date for a door": (dated(date(2026, 3, 2), "m-d"), Flaw.DATE_CELL),
    "a time for a door": (dated(time(3, 2), "h:mm"), Flaw.DATE_CELL),
    "true for a door": (lambda: row(room=True), Flaw.FLAG_CELL),
    "a fraction for a door": (lambda: row(room=301.5), Flaw.ODD_LABEL),
    "a path for a door": (lambda: row(room="../../301"), Flaw.ODD_LABEL),
    "an endless door": (lambda: row(room="3" * 32_767), Flaw.TOO_LONG),
    "a long door": (lambda: row(room="3" * 17), Flaw.ODD_LABEL),
    "no door": (lambda: row(room=""), Flaw.NO_ROOM),
    "no building": (lambda: row(building="无"), Flaw.NO_BUILDING),
    "a building of signs": (lambda: row(building="<b>3</b>"), Flaw.ODD_LABEL),
    "a door of another building": (lambda: row(room="4号楼2单元301"), Flaw.DOOR_DISAGREES),
    "a formula that failed": (
        lambda: drawn(lambda book, page: page.write_formula("C2", "=A9", None, "#REF!")),
        Flaw.ERROR_CELL,
    ),
    "an area that failed": (
        lambda: drawn(lambda book, page: page.write_formula("D2", "=NA()", None, "#N/A")),
        Flaw.ERROR_CELL,
    ),
    "a formula nobody has worked out": (
        lambda: drawn(lambda book, page: page.write_formula("D2", "=44.68+44.69")),
        Flaw.AREA_ZERO,
    ),
    "a formula that rounds nothing": (
        lambda: drawn(lambda book, page: page.write_formula("D2", "=0.1+0.2", None, 0.1 + 0.2)),
        Flaw.AREA_DECIMALS,
    ),
    "no area at all": (lambda: row(area=0), Flaw.AREA_ZERO),
    "no area in words": (lambda: row(area="0.00㎡"), Flaw.AREA_ZERO),
    "an area below nothing": (lambda: row(area=-89.37), Flaw.AREA_NEGATIVE),
    "an area in words": (lambda: row(area="约九十平"), Flaw.AREA_WORDS),
    "an area too exact": (lambda: row(area=89.375), Flaw.AREA_DECIMALS),
    "an area without end": (lambda: row(area=1e22), Flaw.AREA_HUGE),
    "a source nobody knows": (lambda: row(source="听说"), Flaw.UNKNOWN_SOURCE),
    "a name with nothing in it": (lambda: row(owners="张三\x00"), Flaw.ODD_SIGNS),
    "a name that rings": (lambda: row(owners="张\x07三"), Flaw.ODD_SIGNS),
    "a name that turns round": (lambda: row(owners="张三\u202e四李"), Flaw.ODD_SIGNS),
    "a building with an invisible sign": (lambda: row(building="3\u200b号楼"), Flaw.ODD_SIGNS),
    "a name of no known signs": (lambda: row(owners="\ue000\ue001"), Flaw.ODD_SIGNS),
    "a name that computes": (lambda: row(owners="=HYPERLINK(A1)"), Flaw.ODD_NAME),
    "a telephone in a name": (lambda: row(owners="张三13800001234"), Flaw.ODD_NAME),
    "a name of faces": (lambda: row(owners="😀😀"), Flaw.ODD_NAME),
    "a crowd of owners": (lambda: row(owners="、".join(f"张{n}" for n in range(30))), Flaw.TOO_MANY_OWNERS),
    "fewer owners than numbers": (lambda: row(number="Y1、Y2"), Flaw.NUMBERS_DIFFER),
    "an identity number": (lambda: row(number="510100199001011237"), Flaw.IDENTITY_NUMBER),
    "an identity number that was rounded": (lambda: row(number=510100199001011237), Flaw.ODD_NUMBER),
    "the top floor": (lambda: wide("楼层", "顶楼"), Flaw.ODD_FLOOR),
    "floor nought": (lambda: wide("楼层", 0), Flaw.ODD_FLOOR),
    "deep below": (lambda: wide("楼层", -99), Flaw.ODD_FLOOR),
    "a castle": (lambda: wide("用途", "城堡"), Flaw.UNKNOWN_KIND),
    "perhaps sold": (lambda: wide("未售", "也许"), Flaw.UNKNOWN_ANSWER),
    "fewer than nobody": (lambda: wide("常住人数", -1), Flaw.ODD_COUNT),
}
"""What is wrong with a cell of the second row."""

EVERY = FILES | SHEETS | CELLS
