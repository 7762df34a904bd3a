"""The month in words and files: shares with their wholes, no percentage, groups of a few together."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from domain.issues_life import State, Step
from domain.issues_statistics import SHARES, Account, Group, figures, figures_facts
from rendering.dispatch import Drawing
from rendering.issues_months import month, month_named, said
from rendering.issues_months_files import book, sheet
from rendering.issues_months_word import paper
from rendering.texts import texts

ZONE = ZoneInfo("Asia/Shanghai")
SINCE, UNTIL = datetime(2026, 11, 1, tzinfo=ZONE), datetime(2026, 12, 1, tzinfo=ZONE)


def report(number: int, days: int | None) -> Account:
    at = SINCE + timedelta(days=1)
    course = [(Step.REPORT, State.REPORTED, at)]
    course += [] if days is None else [(Step.SOLVED, State.CLOSED, at + timedelta(days=days))]
    return Account(number, tuple(course), category="lift", building="3号楼")


FOUND = [report(1, 2), report(2, 4), report(3, None), report(4, None), report(5, None)]
NOW = figures(FOUND, SINCE, UNTIL, ZONE)
FACTS = {
    **{"compound_id": 1, "compound": "中华园", "first": "2026-11-01"},
    **{"now": figures_facts(NOW), "before": figures_facts(figures([], SINCE, UNTIL, ZONE))},
}


@pytest.mark.parametrize("locale", ["zh_Hans", "en"])
def test_every_share_is_said_with_its_whole(locale: str) -> None:
    whole = "\n".join(said(texts(locale), FACTS))
    assert ("2 件里 2 件" if locale == "zh_Hans" else "2 of 2") in whole
    assert ("一半的报事要 29 天或者更久" if locale == "zh_Hans" else "at least 29 d") in whole
    assert "0003" in whole and "%" not in whole and ("满意" not in whole and "satisfied" not in whole)


def test_the_workbook_has_every_closed_row() -> None:
    closed = [account for account in FOUND if account.closed_at]
    found = book(texts("zh_Hans"), [(FACTS, closed, NOW.categories, NOW.buildings)], at=UNTIL, zone=ZONE)
    with zipfile.ZipFile(io.BytesIO(found)) as opened:
        words = opened.read("xl/sharedStrings.xml").decode()
    assert "0001" in words and "0002" in words and "0003 " not in words
    assert "电梯" in words and "3号楼" in words


def in_excel(content: bytes) -> dict[str, list[list[str]]]:
    """What the workbook says of the only compound in it, a table a sheet."""
    opened = CalamineWorkbook.from_filelike(io.BytesIO(content))
    tables = {name: opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names}
    return {
        name: [[f"{cell:.0f}" if isinstance(cell, float) else str(cell) for cell in row[1:]] for row in rows]
        for name, rows in tables.items()
    }


def in_word(content: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(content)).tables]


def test_word_has_the_very_figures_of_the_workbook() -> None:
    closed = [account for account in FOUND if account.closed_at]
    whole = [(FACTS, closed, NOW.categories, NOW.buildings)]
    excel = in_excel(book(texts("zh_Hans"), whole, at=UNTIL, zone=ZONE))
    content = paper(texts("zh_Hans"), whole, at=UNTIL, zone=ZONE)
    told, groups, rows = in_word(content)
    below = [line.text for line in Document(io.BytesIO(content)).paragraphs]
    assert told == [row for row in excel["数字"] if row[0] not in below]
    times = [str(line.striptags()) for line in said(texts("zh_Hans"), FACTS)[-2:]]
    assert [row[0] for row in excel["数字"] if row[0] in below] == times
    assert groups == [[*row[:3]] for row in excel["分类和楼栋"]]
    assert rows == excel["办结逐件"]
    assert ["报上来", "5", "", "0", "", "多 5 件"] in told
    assert ["说修好了的", "2", "2", "0", "0", "件数太少，不比"] in told


def test_every_compound_has_a_page_and_nobody_is_its_author() -> None:
    other = {**FACTS, "compound": "府河苑"}
    content = paper(texts("en"), [(FACTS, [], (), ()), (other, [], (), ())], at=UNTIL, zone=ZONE)
    made = Document(io.BytesIO(content))
    heads = [line.text for line in made.paragraphs if line.style is not None and line.style.name == "Heading 1"]
    assert len(heads) == 2 and "中华园" in heads[0] and "府河苑" in heads[1]
    assert sum("w:br" in line._p.xml for line in made.paragraphs) == 1
    assert made.core_properties.author == "" and len(made.tables) == 2


def test_the_sheet_is_paper() -> None:
    groups = ((*NOW.categories, Group("", 2, 1)), NOW.buildings)
    assert sheet(texts("zh_Hans"), FACTS, *groups, at=UNTIL.astimezone(UTC), zone=ZONE).startswith(b"%PDF")


def test_a_forged_month_is_none() -> None:
    assert month_named(202611) == date(2026, 11, 1)
    assert month_named(202613) is None and month_named(0) is None and month_named(-202611) is None


@pytest.mark.parametrize("locale", ["zh_Hans", "en"])
def test_the_committee_reads_eight_lines_and_finds_the_rest_behind_its_keys(locale: str) -> None:
    now = {**FACTS["now"], **{name: (3, 4) for name in SHARES}}
    told = month(Drawing(texts(locale), ZONE, UNTIL, UNTIL), {**FACTS, "now": now}).screen
    assert len(str(told.text).splitlines()) <= 8 and "0003" in told.text, "what takes longest is always said"
    assert len([key for row in told.keys for key in row]) <= 6
    whole = "\n".join(said(texts(locale), {**FACTS, "now": now}))
    assert whole.count("4") > str(told.text).count("4"), "the card and the files have every share"
