"""The month in words and files: shares with their wholes, no percentage, groups of a few together."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.issues_life import State, Step
from domain.issues_statistics import Account, Group, figures, figures_facts
from rendering.issues_months import month_named, said
from rendering.issues_months_files import book, sheet
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
    assert ("至少 29 天" if locale == "zh_Hans" else "at least 29 d") in whole
    assert "0003" in whole and "%" not in whole and ("满意" not in whole and "satisfied" not in whole)


def test_the_workbook_has_every_closed_row() -> None:
    closed = [account for account in FOUND if account.closed_at]
    found = book(texts("zh_Hans"), [(FACTS, closed, NOW.categories, NOW.buildings)], at=UNTIL, zone=ZONE)
    with zipfile.ZipFile(io.BytesIO(found)) as opened:
        words = opened.read("xl/sharedStrings.xml").decode()
    assert "0001" in words and "0002" in words and "0003 " not in words
    assert "电梯" in words and "3号楼" in words


def test_the_sheet_is_paper() -> None:
    groups = ((*NOW.categories, Group("", 2, 1)), NOW.buildings)
    assert sheet(texts("zh_Hans"), FACTS, *groups, at=UNTIL.astimezone(UTC), zone=ZONE).startswith(b"%PDF")


def test_a_forged_month_is_none() -> None:
    assert month_named(202611) == date(2026, 11, 1)
    assert month_named(202613) is None and month_named(0) is None and month_named(-202611) is None
